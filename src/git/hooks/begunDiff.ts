/** What the launcher has git compare while the handler gets ready. */
import { readSync } from 'node:fs';
import { BENDS_PATCHES, FIXED, type Environment } from '../environment';
import { INDEX_DIFF_OF_HEAD } from '../indexDiff';
import { DIFF_OF_HEAD } from '../notes/commitDiff';
import { DIFF_LIMIT } from '../patch';

/**
 * Set by the launcher where the handler's input is what git says of the index next to `HEAD`, or after a commit of `HEAD`
 * next to its parents, and then `DIFF_END`.
 */
export const DIFF_BEGUN = 'PARAPET_DIFF';

/** Seconds of computing. What waits for a handler waits for this, too. */
const PATIENCE = 8;

/** POSIX sh, for a process of its own, told the hook: what `begunDiff` reads. */
export const BEGIN_DIFF = `
  ulimit -t ${PATIENCE} 2>/dev/null
  unset ${BENDS_PATCHES.join(' ')}
  case $1 in
    post-commit) set -- ${DIFF_OF_HEAD.join(' ')} ;;
    *) set -- ${INDEX_DIFF_OF_HEAD.join(' ')} ;;
  esac
  ${Object.entries(FIXED)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')} git "$@" 2>/dev/null
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
