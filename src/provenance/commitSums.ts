/** Who wrote how many lines of commits, added up by tool, author and path. Each line counts in the commit that added it. */
import { firstEntries, foldersOf, type CountedTable, type CountedWriter } from './countedTable';

export interface ToolSum {
  readonly tool: string;
  readonly model?: string;
  readonly lines: number;
}

export interface AuthorSum {
  /** `Name <address>` */
  readonly author: string;
  readonly commits: number;
  readonly aiLines: number;
  readonly humanLines: number;
  readonly unknownLines?: number;
}

export interface ClassCount {
  readonly ai: number;
  readonly human: number;
  /** Not counted where it is not there. */
  readonly unknown?: number;
}

export interface CommitStats {
  readonly commits: number;
  /** Commits with a note that says anything. */
  readonly noted: number;
  readonly lines: ClassCount;
  /**
   * Commits whose unknown lines were to be counted and could not be: what they were made from, or a part of it, is not
   * in this clone.
   */
  readonly notCompared: number;
  /** The one with most lines first. */
  readonly tools: readonly ToolSum[];
  readonly authors: readonly AuthorSum[];
  /** All that any of the lines are in, and maybe others; '' is the top level. */
  folders(): Iterable<string>;
  /** Those that any of the lines are in, in the order of their names. */
  ofPaths(): ReadonlyMap<string, ClassCount>;
}

/** Lines that no note names, where they were counted. */
export interface UnknownLines {
  readonly ofAuthors: ReadonlyMap<string, number>;
  readonly ofPaths: ReadonlyMap<string, number>;
  /** In so many commits they could not be. */
  readonly notCompared: number;
}

interface SumOptions {
  /** Where it was counted. */
  readonly unknown?: UnknownLines;
  /** By its path. */
  isFileMeant?(path: string): boolean;
}

/** @param places of the commits in the table */
export function sumUp(
  table: CountedTable,
  places: Uint32Array,
  { unknown, isFileMeant = () => true }: SumOptions = {},
): CommitStats {
  const { names } = table;
  const sums = new Sums(table, isFileMeant);
  for (let i = 0; i < places.length; i++) sums.add(places[i] ?? 0);
  const ofPaths = () => countsOf(names.paths, sums.ofPaths, unknown?.ofPaths);
  const authors = names.authors.flatMap((author, i): AuthorSum[] => {
    const commits = sums.made[i] ?? 0;
    const { ai, human } = countAt(sums.ofAuthors, i);
    const unknownLines = unknown && { unknownLines: unknown.ofAuthors.get(author) ?? 0 };
    return commits === 0 ? [] : [{ author, commits, aiLines: ai, humanLines: human, ...unknownLines }];
  });
  return {
    commits: places.length,
    noted: sums.noted,
    lines: {
      ai: authors.reduce((all, { aiLines }) => all + aiLines, 0),
      human: authors.reduce((all, { humanLines }) => all + humanLines, 0),
      ...(unknown && { unknown: authors.reduce((all, { unknownLines = 0 }) => all + unknownLines, 0) }),
    },
    notCompared: unknown?.notCompared ?? 0,
    tools: toolsOf(names.writers, sums.ofWriters),
    authors: authors.toSorted(
      (a, b) => b.aiLines - a.aiLines || b.commits - a.commits || inOrder(a.author, b.author),
    ),
    folders: () => (unknown ? foldersOf(ofPaths().keys()) : names.folders),
    ofPaths,
  };
}

/** All in numbers, since there may be tens of thousands of entries. Where classes count, two by two: human, AI. */
class Sums {
  noted = 0;
  readonly made: number[];
  readonly ofAuthors: number[];
  readonly ofPaths: number[];
  readonly ofWriters: number[];
  private readonly isAi: Uint8Array;
  /** Of each commit the first entry. */
  private readonly firsts: Uint32Array;

  private readonly isMeant: Uint8Array;

  constructor(
    private readonly table: CountedTable,
    isFileMeant: (path: string) => boolean,
  ) {
    const { names } = table;
    this.isMeant = Uint8Array.from(names.paths, (path) => (isFileMeant(path) ? 1 : 0));
    this.made = zeroes(names.authors.length);
    this.ofAuthors = zeroes(names.authors.length * 2);
    this.ofPaths = zeroes(names.paths.length * 2);
    this.ofWriters = zeroes(names.writers.length);
    this.isAi = Uint8Array.from(names.writers, ({ kind }) => (kind === 'ai' ? 1 : 0));
    this.firsts = firstEntries(table);
  }

  add(place: number): void {
    const { author, path, writer, lines } = this.table;
    const by = author[place] ?? 0;
    this.made[by] = (this.made[by] ?? 0) + 1;
    const first = this.firsts[place] ?? 0;
    const end = this.firsts[place + 1] ?? 0;
    let isNoted = false;
    for (let entry = first; entry < end; entry++) {
      if (this.isMeant[path[entry] ?? 0] === 0) continue;
      isNoted = true;
      const who = writer[entry] ?? 0;
      const written = lines[entry] ?? 0;
      const slot = this.isAi[who] ?? 0;
      const inPath = (path[entry] ?? 0) * 2 + slot;
      const byAuthor = by * 2 + slot;
      this.ofPaths[inPath] = (this.ofPaths[inPath] ?? 0) + written;
      this.ofAuthors[byAuthor] = (this.ofAuthors[byAuthor] ?? 0) + written;
      this.ofWriters[who] = (this.ofWriters[who] ?? 0) + written;
    }
    if (isNoted) this.noted++;
  }
}

/** Numbers in arrays of floats would have to be put somewhere whenever they are looked at. */
const zeroes = (length: number): number[] => Array.from<number>({ length }).fill(0);

const countAt = (counts: readonly number[], i: number) => ({
  ai: counts[i * 2 + 1] ?? 0,
  human: counts[i * 2] ?? 0,
});

function toolsOf(writers: readonly CountedWriter[], written: readonly number[]): ToolSum[] {
  const tools = writers.flatMap((writer, i): ToolSum[] => {
    const lines = written[i] ?? 0;
    if (writer.kind === 'human' || lines === 0) return [];
    const { tool, model } = writer;
    return [{ tool, ...(model !== undefined && { model }), lines }];
  });
  return tools.toSorted(
    (a, b) => b.lines - a.lines || inOrder(a.tool, b.tool) || inOrder(a.model ?? '', b.model ?? ''),
  );
}

/** In the order of names, since that of a table is by chance. */
function countsOf(
  names: readonly string[],
  counts: readonly number[],
  unknown: ReadonlyMap<string, number> | undefined,
): Map<string, ClassCount> {
  const found = new Map<string, ClassCount>();
  names.forEach((name, i) => {
    const count = countAt(counts, i);
    if (count.ai + count.human > 0) found.set(name, { ...count, ...(unknown && { unknown: 0 }) });
  });
  for (const [name, lines] of unknown ?? [])
    found.set(name, { ai: 0, human: 0, ...found.get(name), unknown: lines });
  return new Map([...found].toSorted(([a], [b]) => inOrder(a, b)));
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
