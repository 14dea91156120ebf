/** What the launcher asks git while the handler gets ready. */
import { read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { BENDS_PATCHES, FIXED, UNHURRIED, type Environment } from '../environment';
import { HARMLESS } from '../git';
import { indexDiff } from '../indexDiff';
import { SETTINGS } from './messageRules';
import { DIFF_OF_HEAD, FILES_OF_COMMITS } from '../notes/commitDiff';
import { headAnswers, type HeadAnswers } from '../notes/headAnswers';
import { REWRITTEN_LISTS } from '../notes/madeFrom';
import { NEARBY } from '../notes/notedCommits';
import { NOTES_REF } from '../notes/refs';
import { takeCommitDiffs, type CommitDiff } from '../parse/diffs';
import { NotedStream, type NotedCommit } from '../parse/notedStream';
import { DIFF_LIMIT } from '../patch';

/**
 * Set by the launcher where the handler's input is what git says of its settings, a NUL, what it says of the index next to
 * `HEAD`, and then `END`. After a commit it is what `headAnswers` reads, and then the same of `HEAD` next to its parents;
 * after a rebase the files of what it made anew.
 */
export const DIFF_BEGUN = 'PARAPET_DIFF';
/** Set where what `begunOthers` reads is to be had as well, from the file descriptor of this number. */
export const OTHERS_BEGUN = 'PARAPET_OTHERS';

/** Seconds of computing. What waits for a handler waits for this, too. */
const PATIENCE = 8;
/** The same for what a note can do without. */
const PATIENCE_WITH_OTHERS = 5;

const ENVIRONMENT = Object.entries({ ...FIXED, ...UNHURRIED })
  .map(([name, value]) => `${name}=${value}`)
  .join(' ');

/** POSIX sh: what a `Git` of ours would be told. */
export const ASK = `${ENVIRONMENT} git ${HARMLESS.join(' ')}`;

/** POSIX sh, for a process of its own, told the hook: what `begunIndex`, `begunAnswers` and `begunFiles` read. */
export const BEGIN_DIFF = `
  # The ids of HEAD and of the notes, where files say them right away.
  read_ids() {
    find_common
    IFS= read -r head <"$git_dir/HEAD" || return
    case $head in 'ref: '*) IFS= read -r head <"$common/\${head#ref: }" || return ;; esac
    IFS= read -r tip <"$common/${NOTES_REF}" || return
    case $head$tip in *[!0-9a-f]*) return 1 ;; esac
    [ \${#head} -ge 40 ] && [ \${#tip} = \${#head} ]
  }
  ulimit -t ${PATIENCE} 2>/dev/null
  unset ${BENDS_PATCHES.join(' ')}
  case $1 in
    post-commit)
      if read_ids; then set -- $head $tip
      else set -- $(ask rev-parse HEAD --glob='${NOTES_REF.slice(0, -1)}[${NOTES_REF.slice(-1)}]'); fi 2>/dev/null
      echo "$*"
      rest=\${1#??}
      last=\${rest#??}
      folder=\${1%"$rest"}
      folders=$folder/\${rest%"$last"}
      ask cat-file --batch <<END
$1
$1^\${2+
$2:$1
$2:$folder/$rest
$2:$folders/$last
$2:$folder
$2:$folders}
END
      ask ${DIFF_OF_HEAD.join(' ')} ;;
    post-rewrite)
      for list in ${REWRITTEN_LISTS.join(' ')}; do
        if [ -f "$git_dir/$list" ]; then cut -d ' ' -f 2 <"$git_dir/$list"; fi
      done | ask ${FILES_OF_COMMITS.join(' ')} ;;
    *)
      ask ${SETTINGS.map((part) => `'${part}'`).join(' ')}
      printf '\\000'
      ask ${indexDiff('HEAD').join(' ')} ;;
  esac
  printf '\\000%s' $?`;

/** POSIX sh, for a process of its own: what `begunOthers` reads. */
export const BEGIN_OTHERS = `
  # Whoever waits for the end of what the hook says is not to wait for this.
  exec </dev/null 2>/dev/null
  ulimit -t ${PATIENCE_WITH_OTHERS} 2>/dev/null
  ${NEARBY.map((args) => `ask ${args.map((part) => `'${part}'`).join(' ')}`).join(' &&\n    ')}
  printf '\\000%s' $?`;

/** A NUL, and git's exit code where it did what it was told. */
const END = Buffer.from('\u00000');

const PIECE = 64 * 1024;
const STANDARD_INPUT = 0;

/** Before a commit. */
export interface BegunIndex {
  /** For `parseConfig`. */
  readonly settings: string;
  /** For `parseDiff`. */
  readonly diff: Buffer;
}

/** To be called once. Undefined where there is none, or git was cut short: then whoever wants to know asks git. */
export function begunIndex(env: Environment): BegunIndex | undefined {
  const begun = begunInput(env);
  if (!begun) return undefined;
  // Each setting ends in a NUL of its own.
  const end = begun[0] === 0 ? 0 : begun.indexOf('\u0000\u0000') + 1;
  return { settings: begun.toString('utf8', 0, end), diff: begun.subarray(end + 1) };
}

/** The same after a commit. */
export function begunAnswers(env: Environment): HeadAnswers | undefined {
  const begun = begunInput(env);
  return begun && headAnswers(begun);
}

/** The same at the end of a rebase, as `fileChanges` has it. Of what is made of several git may be asked more than once. */
export async function begunFiles(env: Environment): Promise<readonly CommitDiff[] | undefined> {
  const begun = isBegun(env) ? whole(await readAllBeside(STANDARD_INPUT)) : undefined;
  return begun && takeCommitDiffs(begun);
}

const begunInput = (env: Environment): Buffer | undefined =>
  isBegun(env) ? whole(readAll(STANDARD_INPUT)) : undefined;

const isBegun = (env: Environment): boolean => env[DIFF_BEGUN] !== undefined;

/**
 * What `NEARBY` asks for; nothing where git could not tell in time. To be called once: it waits for git.
 */
export function begunOthers(env: Environment): readonly NotedCommit[] | undefined {
  const descriptor = Number(env[OTHERS_BEGUN]);
  const begun = descriptor > STANDARD_INPUT ? readAll(descriptor) : undefined;
  const told = whole(begun);
  return begun && (told ? new NotedStream().push(told) : []);
}

/** What git has said, if that is all of it. */
const whole = (begun: Buffer | undefined): Buffer | undefined =>
  begun?.subarray(-END.length).equals(END) ? begun.subarray(0, -END.length) : undefined;

function readAll(descriptor: number): Buffer | undefined {
  const pieces = new Pieces();
  try {
    for (let size = -1; size !== 0 && pieces.length <= DIFF_LIMIT; pieces.add(size))
      size = readSync(descriptor, ...pieces.room());
    return pieces.all();
  } catch {
    // Windows says so of the end of a pipe, and an editor's runtime may have no input.
    return undefined;
  }
}

/** The same, while there is something else to do. */
async function readAllBeside(descriptor: number): Promise<Buffer | undefined> {
  const pieces = new Pieces();
  try {
    for (let size = -1; size !== 0 && pieces.length <= DIFF_LIMIT; pieces.add(size))
      size = (await readBeside(descriptor, ...pieces.room())).bytesRead;
    return pieces.all();
  } catch {
    return undefined;
  }
}

const readBeside = promisify(read);

/** What is read piece by piece. */
class Pieces {
  private readonly full: Buffer[] = [];
  private piece = Buffer.allocUnsafe(PIECE);
  private used = 0;
  private isComplete = false;
  length = 0;

  /** For the next bytes: where they go, from where on, and how many. */
  room(): [Buffer, number, number, null] {
    if (this.used === this.piece.length) {
      this.full.push(this.piece);
      [this.piece, this.used] = [Buffer.allocUnsafe(PIECE), 0];
    }
    return [this.piece, this.used, this.piece.length - this.used, null];
  }

  add(size: number): void {
    this.used += size;
    this.length += size;
    this.isComplete = size === 0;
  }

  /** Undefined where it has not been read to its end. */
  all(): Buffer | undefined {
    return this.isComplete ? Buffer.concat([...this.full, this.piece.subarray(0, this.used)]) : undefined;
  }
}
