/** Who wrote the lines of a file, by the notes of the commits that `git blame` finds them in. */
import { rangesOf } from '../../provenance/authorshipNote';
import type { BlamedLine } from '../../provenance/blamedLine';
import { inkLength } from '../../provenance/ink';
import { lineStarts } from '../../provenance/lineDiff';
import { required, type Git } from '../git';
import { BlameStream, isCommitted, type BlamedLines } from '../parse/blame';
import { Batches } from './batches';
import { NotedCommits, type FindAgain } from './blamedWriters';
import { maybeCopied, trimmedLines } from './copies';
import type { Notes } from './notesRef';

/** A version of a file: of a commit, or as it would stand above `HEAD`. */
export type BlamedVersion = { readonly commit: string } | { readonly content: Buffer };

export interface BlameOptions {
  readonly findAgain?: FindAgain;
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
/** Of more commits than this copies are not asked for one by one. */
const MOST_PLACES = 8;

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
  { findAgain = () => Promise.resolve(new Map()), signal }: BlameOptions = {},
): Promise<Map<number, BlamedLine> | undefined> {
  const ask = new Blame(git, signal);
  const tip = await notes.tip();
  if (tip === undefined) {
    const groups: BlamedLines[] = [];
    const isThere = await ask.blame(path, version, ['-C'], (some) => void groups.push(...some));
    return isThere ? withoutWriters(groups) : undefined;
  }
  const noted = new NotedCommits(notes, tip, findAgain);
  const lines = new Map<number, BlamedLine>();
  const all: BlamedLines[] = [];
  const isNew: BlamedLines[] = [];
  const committed: BlamedLines[] = [];
  // While git goes on looking.
  const batches = new Batches<BlamedLines>(async (groups) => {
    all.push(...groups);
    const known = await noted.writersInNotes(groups);
    for (const [line, one] of known) lines.set(line, one);
    const open = openPieces(text, groups, known);
    isNew.push(...open.filter(({ commit }) => !isCommitted(commit)));
    committed.push(...open.filter(({ commit }) => isCommitted(commit)));
  });
  const isThere = await ask.blame(path, version, [], (groups) => batches.add(groups));
  await batches.finish();
  if (!isThere) return undefined;
  for (const [line, one] of await noted.writersOf(all)) lines.set(line, one);
  // All at once: to start a process takes longer than what it does.
  const maybe = await maybeCopied(git, notes.objects, trimmedLines(text), committed);
  await addCopied(lines, noted, await ask.copiedLines({ path, version, text }, isNew, maybe));
  return lines;
}

/** The parts of groups of which nobody is known to have written anything; nobody can be said to have written a blank line. */
function openPieces(
  text: string,
  groups: readonly BlamedLines[],
  lines: ReadonlyMap<number, BlamedLine>,
): BlamedLines[] {
  const starts = lineStarts(text);
  const isOpen = (line: number): boolean =>
    !lines.get(line)?.writer && inkLength(text, starts[line - 1], starts[line]) > 0;
  return groups.flatMap((group) => {
    const numbers = Array.from({ length: group.count }, (_, i) => group.line + i);
    return rangesOf(numbers.filter(isOpen)).map(({ start, end }) => ({
      ...group,
      line: start,
      originalLine: group.originalLine + start - group.line,
      count: end - start + 1,
    }));
  });
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

/** Asks `git blame` about one file after another. */
class Blame {
  constructor(
    private readonly git: Git,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** What git finds to be from elsewhere, of lines that no commit has and of others. */
  async copiedLines(
    { path, version }: BlamedFile,
    isNew: readonly BlamedLines[],
    committed: readonly BlamedLines[],
  ): Promise<BlamedLines[]> {
    const places = new Map<string, BlamedLines[]>();
    for (const piece of committed) {
      const place = `${piece.commit}:${piece.path}`;
      places.set(place, [...(places.get(place) ?? []), piece]);
    }
    const inOne = places.size > MOST_PLACES;
    const here = [...isNew, ...(inOne ? committed : [])];
    const answers = await Promise.all([
      here.length > 0 ? this.copiedIn(path, version, here) : [],
      ...(inOne ? [] : [...places.values()].map((pieces) => this.copiedAt(pieces))),
    ]);
    return answers.flat();
  }

  /** Of pieces of one file in one commit, which is asked: git need not walk to there. */
  async copiedAt(pieces: readonly BlamedLines[]): Promise<BlamedLines[]> {
    const [first] = pieces;
    if (!first) return [];
    const there = pieces.map((piece) => ({ ...piece, line: piece.originalLine }));
    const groups = await this.copiedIn(first.path, { commit: first.commit }, there);
    return groups.flatMap((group): BlamedLines[] => {
      const piece = pieces.find(
        ({ originalLine, count }) => group.line >= originalLine && group.line < originalLine + count,
      );
      return piece ? [{ ...group, line: group.line - piece.originalLine + piece.line }] : [];
    });
  }

  /** Of the whole file, where there are many pieces. */
  async copiedIn(
    path: string,
    version: BlamedVersion,
    pieces: readonly BlamedLines[],
  ): Promise<BlamedLines[]> {
    const ranges =
      pieces.length > MOST_PIECES ? [] : pieces.flatMap(({ line, count }) => ['-L', `${line},+${count}`]);
    const groups: BlamedLines[] = [];
    await this.blame(path, version, ['-C', ...ranges], (some) => void groups.push(...some));
    return groups;
  }

  /** @returns whether git knows such a file */
  async blame(
    path: string,
    version: BlamedVersion,
    options: readonly string[],
    take: (groups: BlamedLines[]) => void,
  ): Promise<boolean> {
    const [which, input] =
      'commit' in version ? [[version.commit], ''] : [['--contents', '-'], version.content];
    const stream = new BlameStream();
    const outcome = await this.git.pour(
      [...PLAIN, 'blame', '--incremental', ...options, '--no-textconv', ...which, '--', path],
      (piece) => take(stream.push(piece)),
      { input, ...(this.signal && { signal: this.signal }) },
    );
    if (!outcome.ok && outcome.reason === 'refused') return false;
    required(outcome);
    return true;
  }
}
