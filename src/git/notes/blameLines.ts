/** Who wrote the lines of a file, by the notes of the commits that `git blame` finds them in. */
import type { BlamedLine } from '../../provenance/blamedLine';
import type { Git } from '../git';
import { isCommitted, type BlamedLines } from '../parse/blame';
import { Batches } from './batches';
import { NotedCommits, type FindAgain } from './blamedWriters';
import { Copies } from './copies';
import { Blame, type BegunBlame, type BlamedFile } from './gitBlame';
import type { Notes } from './notesRef';
import { TextLines } from './textLines';

/** The notes as they are just now. */
export interface NotesNow {
  readonly notes: Notes;
  /** `notes.tip()`; undefined where there are none. */
  readonly tip: string | undefined;
}

export interface BlameOptions {
  readonly findAgain?: FindAgain;
  /** Of this very file. */
  readonly begun?: BegunBlame | undefined;
  /** Ends it: then it rejects with a `GitError` for a git that was stopped. */
  readonly signal?: AbortSignal;
}

const GATHER_MS = 25;

/**
 * By line number. Follows renames. Where the commit that put a line in knows nothing of it, it may have moved or copied
 * it from a file that it changed as well: then what is known of it there counts. In this order, since who is known to
 * have written a line once more has written it.
 *
 * Undefined where there is no such file, or nothing is committed yet.
 */
export async function blameLines(
  git: Git,
  { notes, tip }: NotesNow,
  file: BlamedFile,
  { findAgain = () => Promise.resolve(new Map()), begun, signal }: BlameOptions = {},
): Promise<Map<number, BlamedLine> | undefined> {
  const ending = new AbortController();
  const ask = new Blame(git, signal ? AbortSignal.any([signal, ending.signal]) : ending.signal);
  if (tip === undefined) {
    begun?.end();
    const groups: BlamedLines[] = [];
    const isThere = await ask.blame(file, ['-C'], (some) => void groups.push(...some));
    return isThere ? withoutWriters(groups) : undefined;
  }
  const noted = new NotedCommits(notes, tip, findAgain);
  const copies = new Copies(git, notes.objects);
  const read = Promise.resolve(file.text).then((text) => new TextLines(text));
  const lines = new Map<number, BlamedLine>();
  const all: BlamedLines[] = [];
  const isNew: BlamedLines[] = [];
  const maybe: BlamedLines[] = [];
  // While git goes on looking.
  const batches = new Batches<BlamedLines>(async (groups) => {
    all.push(...groups);
    const [text] = await Promise.all([read, noted.addWriters(lines, groups)]);
    const open = openPieces(text, groups, lines);
    isNew.push(...open.filter(({ commit }) => !isCommitted(commit)));
    const committed = open.filter(({ commit }) => isCommitted(commit));
    maybe.push(...(await copies.maybeCopied(text.trimmed, committed)));
  }, GATHER_MS);
  try {
    const take = (groups: BlamedLines[]): void => batches.add(groups);
    const asked = begun ? begun.hand(take) : ask.blame(file, [], take);
    const [isThere] = await Promise.all([asked, read]);
    await batches.finish();
    if (!isThere) return undefined;
    for (const [line, one] of await noted.writersFoundAgain(all)) lines.set(line, one);
    // All at once: to start a process takes longer than what it does.
    await addCopied(lines, noted, await ask.copiedLines(file, isNew, maybe));
    return lines;
  } finally {
    ending.abort();
    copies.close();
  }
}

/**
 * The parts of groups of which nobody is known to have written anything. Nobody can be said to have written a blank line
 * alone, but what goes on behind it is in one piece: git looks for pieces of some length only.
 */
function openPieces(
  text: TextLines,
  groups: readonly BlamedLines[],
  lines: ReadonlyMap<number, BlamedLine>,
): BlamedLines[] {
  const pieces: BlamedLines[] = [];
  for (const group of groups) {
    const end = group.line + group.count;
    // Of the piece that is being gathered; 0 is no line.
    let [first, last] = [0, 0];
    for (let line = group.line; line <= end; line++) {
      const isIn = line < end && !lines.get(line)?.writer;
      if (isIn && text.isBlank(line)) continue;
      if (isIn) {
        first ||= line;
        last = line;
      } else if (first > 0) {
        const originalLine = group.originalLine + first - group.line;
        pieces.push({ ...group, line: first, originalLine, count: last + 1 - first });
        first = 0;
      }
    }
  }
  return pieces;
}

async function addCopied(
  lines: Map<number, BlamedLine>,
  noted: NotedCommits,
  copied: readonly BlamedLines[],
): Promise<void> {
  for (const [line, found] of await noted.writersOf(copied)) {
    const there = lines.get(line);
    if (there?.writer) continue;
    lines.set(line, { ...found, ...(there?.commit === undefined && { isNew: true }) });
  }
}

function withoutWriters(groups: readonly BlamedLines[]): Map<number, BlamedLine> {
  const lines = new Map<number, BlamedLine>();
  for (const { commit, line, count } of groups)
    for (let i = 0; i < count; i++) lines.set(line + i, isCommitted(commit) ? { commit } : {});
  return lines;
}
