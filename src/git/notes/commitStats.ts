/** What the notes of commits say, added up. */
import { NoteTally } from '../../provenance/noteTally';
import type { AiWriter } from '../../provenance/lineWriters';
import type { Git } from '../git';
import { linesOfCommits, sumsOf } from './commitLines';
import { notedCommits, type NotedCommit } from './notedCommits';

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
  /** All of them, as commits had them. */
  readonly paths: Iterable<string>;
  /** By path. */
  ofPaths(): ReadonlyMap<string, ClassCount>;
}

/**
 * Undefined where git knows no such commits. Each line counts in the commit that added it.
 * @param unknownUpTo in so many commits lines that no note names are counted, too; for that their diffs have to be read,
 * which takes many times as long as their notes
 */
export async function statsOf(
  git: Git,
  range: string,
  unknownUpTo: number,
): Promise<CommitStats | undefined> {
  const sums = new Sums();
  const authors = new Map<string, string>();
  const known = await notedCommits(git, ['--end-of-options', range], (commit) => {
    sums.add(commit);
    if (authors.size <= unknownUpTo) authors.set(commit.id, commit.author);
  });
  if (!known) return undefined;
  if (authors.size > unknownUpTo) return sums.result({ withUnknown: false });
  for await (const { commit, files, isCompared } of linesOfCommits(git, authors.keys())) {
    if (!isCompared) sums.notCompared++;
    for (const file of files) sums.addUnknown(authors.get(commit) ?? '', file.path, sumsOf([file]).unknown);
  }
  return sums.result({ withUnknown: true });
}

interface Count {
  ai: number;
  human: number;
  unknown: number;
}

const nothing = (): Count => ({ ai: 0, human: 0, unknown: 0 });

class Sums {
  private readonly notes = new NoteTally();
  notCompared = 0;
  private commits = 0;
  private noted = 0;
  private readonly lines = nothing();
  private readonly paths = new Map<string, Count>();
  private readonly tools = new Map<string, { tool: string; model?: string; lines: number }>();
  private readonly authors = new Map<string, Count & { author: string; commits: number }>();

  add({ author, note }: NotedCommit): void {
    const written = note === '' ? [] : this.notes.in(note);
    const mine = this.author(author);
    this.commits++;
    mine.commits++;
    if (written.length > 0) this.noted++;
    for (const { path, writer, lines } of written) {
      this.lines[writer.kind] += lines;
      this.count(path)[writer.kind] += lines;
      mine[writer.kind] += lines;
      if (writer.kind === 'ai') this.tool(writer).lines += lines;
    }
  }

  addUnknown(author: string, path: string, lines: number): void {
    if (lines === 0) return;
    this.lines.unknown += lines;
    this.count(path).unknown += lines;
    this.author(author).unknown += lines;
  }

  result({ withUnknown }: { readonly withUnknown: boolean }): CommitStats {
    const { commits, noted, notCompared, lines, paths } = this;
    const counted = ({ ai, human, unknown }: Count): ClassCount => ({
      ai,
      human,
      ...(withUnknown && { unknown }),
    });
    const authors = [...this.authors.values()].toSorted(
      (a, b) => b.ai - a.ai || b.commits - a.commits || (a.author < b.author ? -1 : 1),
    );
    return {
      commits,
      noted,
      lines: counted(lines),
      notCompared,
      tools: [...this.tools.values()].toSorted((a, b) => b.lines - a.lines || (a.tool < b.tool ? -1 : 1)),
      authors: authors.map(({ author, commits: made, ai, human, unknown }) => ({
        author,
        commits: made,
        aiLines: ai,
        humanLines: human,
        ...(withUnknown && { unknownLines: unknown }),
      })),
      paths: paths.keys(),
      ofPaths: () => new Map([...paths].map(([path, count]) => [path, counted(count)])),
    };
  }

  private author(author: string) {
    const there = this.authors.get(author) ?? { author, commits: 0, ...nothing() };
    this.authors.set(author, there);
    return there;
  }

  private tool({ tool, model }: AiWriter) {
    const key = model === undefined ? tool : `${tool}\0${model}`;
    const there = this.tools.get(key) ?? { tool, ...(model !== undefined && { model }), lines: 0 };
    this.tools.set(key, there);
    return there;
  }

  private count(path: string): Count {
    const there = this.paths.get(path) ?? nothing();
    this.paths.set(path, there);
    return there;
  }
}
