/** Who wrote the lines of a file, by the notes of the commits that `git blame` finds them in. */
import { rangesOf, type LineRange } from '../../provenance/authorshipNote';
import type { BlamedLine } from '../../provenance/blamedLine';
import { inkLength } from '../../provenance/ink';
import { lineStarts } from '../../provenance/lineDiff';
import { required, type Git } from '../git';
import { isCommitted, parseBlame, type BlamedLines } from '../parse/blame';
import { NotedCommits, type FindAgain } from './blamedWriters';
import type { Notes } from './notesRef';

/** A version of a file: of a commit, or as it would stand above `HEAD`. */
export type BlamedVersion = { readonly commit: string } | { readonly content: Buffer };

export interface BlameOptions {
  readonly findAgain?: FindAgain;
  /** Asks for copies before it is known whether that matters: sooner done, at the cost of a second processor. */
  readonly inAdvance?: boolean;
  /** Ends it: then it rejects with a `GitError` for a git that was stopped. */
  readonly signal?: AbortSignal;
}

export interface BlamedFile {
  readonly path: string;
  readonly version: BlamedVersion;
  /** The same as text. */
  readonly text: string;
}

/** As a person's or a repository's configuration has no say in it. */
const PLAIN = ['blame.ignoreRevsFile=', 'diff.indentHeuristic=true', 'diff.renames=true'].flatMap(
  (setting) => ['-c', setting],
);

/** More pieces of a file than this are not asked for one by one. */
const MOST_PIECES = 100;

/**
 * By line number. Follows renames. Where the commit that put a line in knows nothing of it, it may have moved or copied
 * it from a file that it changed as well: then what is known of it there counts. In this order, since who is known to
 * have written a line once more has written it.
 *
 * Undefined where there is no such file, or nothing is committed yet.
 */
export async function blameLines(
  git: Git,
  notes: Notes,
  { path, version, text }: BlamedFile,
  { findAgain = () => Promise.resolve(new Map()), inAdvance = false, signal }: BlameOptions = {},
): Promise<Map<number, BlamedLine> | undefined> {
  const enough = new AbortController();
  const ended = signal ? AbortSignal.any([signal, enough.signal]) : enough.signal;
  const withCopies = () => blame(git, path, version, ['-C'], ended);
  const ahead = inAdvance ? withCopies() : undefined;
  // Whoever waits for it is told.
  ahead?.catch(() => undefined);
  try {
    const tip = await notes.tip();
    if (tip === undefined) {
      const groups = await (ahead ?? withCopies());
      return groups && withoutWriters(groups);
    }
    const groups = await blame(git, path, version, [], ended);
    if (!groups) return undefined;
    const noted = new NotedCommits(notes, tip, findAgain);
    const lines = await noted.writersOf(groups);
    const open = piecesWithInk(text, (line) => !lines.get(line)?.writer);
    if (open.length === 0) return lines;
    // The whole file may take too long where pieces of it do not.
    const ofAll = await ahead?.catch(() => undefined);
    if (ofAll && !isElsewhere(open, groups, ofAll)) return lines;
    const inPieces = open.length <= MOST_PIECES;
    const copied =
      ofAll && !inPieces ? ofAll : await blameOpen(git, path, version, inPieces ? open : [], ended);
    await addCopied(lines, noted, copied);
    return lines;
  } finally {
    enough.abort();
  }
}

/** Whether git found any of these lines to have come from another place, once it had looked for that. */
function isElsewhere(
  open: readonly LineRange[],
  groups: readonly BlamedLines[],
  copied: readonly BlamedLines[],
): boolean {
  const [before, after] = [placesOf(groups), placesOf(copied)];
  return open.some(({ start, end }) => {
    for (let line = start; line <= end; line++) if (before[line] !== after[line]) return true;
    return false;
  });
}

/** By line number. */
function placesOf(groups: readonly BlamedLines[]): string[] {
  const places: string[] = [];
  for (const { commit, path, originalLine, line, count } of groups)
    for (let i = 0; i < count; i++) places[line + i] = `${commit}:${originalLine + i}:${path}`;
  return places;
}

/** The whole file, where no pieces are given. */
function blameOpen(
  git: Git,
  path: string,
  version: BlamedVersion,
  open: readonly LineRange[],
  signal: AbortSignal,
): Promise<BlamedLines[] | undefined> {
  const pieces = open.flatMap(({ start, end }) => ['-L', `${start},${end}`]);
  return blame(git, path, version, ['-C', ...pieces], signal);
}

async function addCopied(
  lines: Map<number, BlamedLine>,
  noted: NotedCommits,
  copied: readonly BlamedLines[] = [],
): Promise<void> {
  for (const [line, found] of await noted.writersOf(copied)) {
    const there = lines.get(line);
    if (there?.writer) continue;
    lines.set(line, { ...found, ...(there?.commit === undefined && { isNew: true }) });
  }
}

async function blame(
  git: Git,
  path: string,
  version: BlamedVersion,
  options: readonly string[],
  signal: AbortSignal,
): Promise<BlamedLines[] | undefined> {
  const [which, input] =
    'commit' in version ? [[version.commit], ''] : [['--contents', '-'], version.content];
  const outcome = await git.read(
    [...PLAIN, 'blame', '--incremental', ...options, '--no-textconv', ...which, '--', path],
    { input, signal },
  );
  if (!outcome.ok && outcome.reason === 'refused') return undefined;
  return parseBlame(required(outcome).toString('utf8'));
}

function withoutWriters(groups: readonly BlamedLines[]): Map<number, BlamedLine> {
  const lines = new Map<number, BlamedLine>();
  for (const { commit, line, count } of groups)
    for (let i = 0; i < count; i++) lines.set(line + i, isCommitted(commit) ? { commit } : {});
  return lines;
}

/** Nobody can be said to have written a blank line. */
function piecesWithInk(text: string, isWanted: (line: number) => boolean): LineRange[] {
  const starts = lineStarts(text);
  const wanted: number[] = [];
  for (let line = 1; line < starts.length; line++) {
    if (isWanted(line) && inkLength(text, starts[line - 1], starts[line]) > 0) wanted.push(line);
  }
  return rangesOf(wanted);
}
