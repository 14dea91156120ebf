/** Who wrote the lines of a file, by the notes of the commits that `git blame` finds them in. */
import {
  parseNote,
  rangesOf,
  writersInNote,
  type AuthorshipNote,
  type LineRange,
} from '../../provenance/authorshipNote';
import { inkLength } from '../../provenance/ink';
import { lineStarts } from '../../provenance/lineDiff';
import type { LineWriters, Writer } from '../../provenance/lineWriters';
import { required, type Git } from '../git';
import { isCommitted, parseBlame, type BlamedLines } from '../parse/blame';
import type { CommitLines } from './extendNote';
import type { Notes } from './notesRef';

export interface BlamedLine {
  /** Undefined for a line that is not committed. */
  readonly commit?: string;
  /** It is committed elsewhere only, from where it seems to be copied. */
  readonly isNew?: true;
  /** Nobody where its commit has no note. */
  readonly writer?: Writer;
}

/** A version of a file: of a commit, or as it would stand above `HEAD`. */
export type BlamedVersion = { readonly commit: string } | { readonly content: Buffer };

/** What becomes known of commits without notes only when it is asked for. @param paths by commit */
export type FindAgain = (
  paths: ReadonlyMap<string, ReadonlySet<string>>,
) => Promise<ReadonlyMap<string, CommitLines>>;

export interface BlameOptions {
  readonly findAgain?: FindAgain;
  /** Asks for copies before it is known whether that matters: sooner done, at the cost of a second processor. */
  readonly inAdvance?: boolean;
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
  { findAgain = () => Promise.resolve(new Map()), inAdvance = false }: BlameOptions = {},
): Promise<Map<number, BlamedLine> | undefined> {
  const enough = new AbortController();
  const withCopies = () => blame(git, path, version, ['-C'], enough.signal);
  const ahead = inAdvance ? withCopies() : undefined;
  // Whoever waits for it is told.
  ahead?.catch(() => undefined);
  try {
    const tip = await notes.tip();
    if (tip === undefined) {
      const groups = await (ahead ?? withCopies());
      return groups && withoutWriters(groups);
    }
    const groups = await blame(git, path, version, []);
    if (!groups) return undefined;
    const noted = new NotedCommits(notes, tip, findAgain);
    const lines = await noted.writersOf(groups);
    const open = piecesWithInk(text, (line) => !lines.get(line)?.writer);
    if (open.length === 0) return lines;
    const copied = await ahead;
    if (!copied || isElsewhere(open, groups, copied)) {
      await addCopied(lines, noted, await blameOpen(git, path, version, open));
    }
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

function blameOpen(
  git: Git,
  path: string,
  version: BlamedVersion,
  open: readonly LineRange[],
): Promise<BlamedLines[] | undefined> {
  const pieces = open.length > MOST_PIECES ? [] : open.flatMap(({ start, end }) => ['-L', `${start},${end}`]);
  return blame(git, path, version, ['-C', ...pieces]);
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
  signal?: AbortSignal,
): Promise<BlamedLines[] | undefined> {
  const [which, input] =
    'commit' in version ? [[version.commit], ''] : [['--contents', '-'], version.content];
  const outcome = await git.read(
    [...PLAIN, 'blame', '--incremental', ...options, '--no-textconv', ...which, '--', path],
    { input, ...(signal && { signal }) },
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

class NotedCommits {
  /** Nobody where the commit has no note, or one of another kind. */
  private readonly known = new Map<string, AuthorshipNote | undefined>();
  /** By commit; the paths that were asked for without an answer, too. */
  private readonly found = new Map<string, Map<string, LineWriters>>();

  constructor(
    private readonly notes: Notes,
    private readonly tip: string,
    private readonly findAgain: FindAgain,
  ) {}

  async writersOf(groups: readonly BlamedLines[]): Promise<Map<number, BlamedLine>> {
    await this.read(groups.filter(({ commit }) => isCommitted(commit)));
    const last = Math.max(0, ...groups.map(({ originalLine, count }) => originalLine + count));
    const byPlace = new Map<string, LineWriters>();
    const lines = new Map<number, BlamedLine>();
    for (const { commit, path, originalLine, line, count } of groups) {
      const place = `${commit}:${path}`;
      const writers = byPlace.get(place) ?? this.writersAt(commit, path, last);
      byPlace.set(place, writers);
      for (let i = 0; i < count; i++) {
        const writer = writers.get(originalLine + i);
        lines.set(line + i, { ...(isCommitted(commit) && { commit }), ...(writer && { writer }) });
      }
    }
    return lines;
  }

  private writersAt(commit: string, path: string, last: number): LineWriters {
    const known = this.known.get(commit);
    return known ? writersInNote(known, path, last) : (this.found.get(commit)?.get(path) ?? new Map());
  }

  private async read(groups: readonly BlamedLines[]): Promise<void> {
    const news = [...new Set(groups.map(({ commit }) => commit))].filter((commit) => !this.known.has(commit));
    const texts = await Promise.all(news.map((commit) => this.notes.read(commit, this.tip)));
    news.forEach((commit, i) => {
      this.known.set(commit, parseNote(texts[i] ?? ''));
      if (texts[i] === undefined) this.found.set(commit, new Map());
    });
    const asked = new Map<string, Set<string>>();
    for (const { commit, path } of groups) {
      if (this.found.get(commit)?.has(path) !== false) continue;
      asked.set(commit, (asked.get(commit) ?? new Set()).add(path));
    }
    if (asked.size === 0) return;
    const found = await this.findAgain(asked);
    for (const [commit, paths] of asked) {
      for (const path of paths)
        this.found.get(commit)?.set(path, found.get(commit)?.files.get(path) ?? new Map());
    }
  }
}
