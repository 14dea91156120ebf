/** What the launcher asks git while the handler gets ready. */
import { readSync } from 'node:fs';
import { BENDS_PATCHES, FIXED, type Environment } from '../environment';
import { HARMLESS } from '../git';
import { indexDiff } from '../indexDiff';
import { DIFF_OF_HEAD } from '../notes/commitDiff';
import { headAnswers, type HeadAnswers } from '../notes/headAnswers';
import { NOTES_REF } from '../notes/refs';
import { DIFF_LIMIT } from '../patch';

/**
 * Set by the launcher where the handler's input is what git says of the index next to `HEAD`, and then `DIFF_END`. After a
 * commit it is what `headAnswers` reads, and then the same of `HEAD` next to its parents.
 */
export const DIFF_BEGUN = 'PARAPET_DIFF';

/** Seconds of computing. What waits for a handler waits for this, too. */
const PATIENCE = 8;

const ENVIRONMENT = Object.entries(FIXED)
  .map(([name, value]) => `${name}=${value}`)
  .join(' ');

/** POSIX sh, for a process of its own, told the hook: what `begunDiff` and `begunAnswers` read. */
export const BEGIN_DIFF = `
  ulimit -t ${PATIENCE} 2>/dev/null
  unset ${BENDS_PATCHES.join(' ')}
  ask() { ${ENVIRONMENT} git ${HARMLESS.join(' ')} "$@" 2>/dev/null; }
  case $1 in
    post-commit)
      set -- $(ask rev-parse HEAD --glob='${NOTES_REF.slice(0, -1)}[${NOTES_REF.slice(-1)}]')
      echo "$*"
      {
        echo "$1"
        echo "$1^"
        if [ $# = 2 ]; then
          rest=\${1#??}
          last=\${rest#??}
          folder=\${1%"$rest"}
          folders=$folder/\${rest%"$last"}
          for place in "$1" "$folder/$rest" "$folders/$last" "$folder" "$folders"; do echo "$2:$place"; done
        fi
      } | ask cat-file --batch
      ask ${DIFF_OF_HEAD.join(' ')} ;;
    *) ask ${indexDiff('HEAD').join(' ')} ;;
  esac
  printf '\\000%s' $?`;

/** A NUL, and git's exit code where it did what it was told. */
const DIFF_END = Buffer.from('\u00000');

const PIECE = 64 * 1024;
const STANDARD_INPUT = 0;

/** Undefined where there is none, or git was cut short: then whoever wants to know asks git. */
export function begunDiff(env: Environment): Buffer | undefined {
  if (env[DIFF_BEGUN] === undefined) return undefined;
  const whole = readInput();
  return whole?.subarray(-DIFF_END.length).equals(DIFF_END) ? whole.subarray(0, -DIFF_END.length) : undefined;
}

/** The same after a commit. */
export function begunAnswers(env: Environment): HeadAnswers | undefined {
  const begun = begunDiff(env);
  return begun && headAnswers(begun);
}

function readInput(): Buffer | undefined {
  const pieces: Buffer[] = [];
  try {
    for (let length = 0; length <= DIFF_LIMIT;) {
      const piece = Buffer.allocUnsafe(PIECE);
      const read = readSync(STANDARD_INPUT, piece);
      if (read === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, read));
      length += read;
    }
  } catch {
    // Windows says so of the end of a pipe, and an editor's runtime may have no input.
  }
  return undefined;
}
