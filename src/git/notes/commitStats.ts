/** What the notes of commits say, added up. */
import { parseNote, sessionOf, writerInNote } from '../../provenance/authorshipNote';
import type { AiWriter, Writer } from '../../provenance/lineWriters';
import type { Git } from '../git';
import { notedCommits, type NotedCommit } from './notedCommits';

export interface ToolSum {
  readonly tool: string;
  readonly model?: string;
  readonly lines: number;
}

export interface AuthorSum {
  readonly author: string;
  readonly commits: number;
  readonly aiLines: number;
  readonly humanLines: number;
}

export interface CommitStats {
  readonly commits: number;
  /** Commits with a note that says anything. */
  readonly noted: number;
  readonly lines: { readonly ai: number; readonly human: number };
  /** The one with most lines first. */
  readonly tools: readonly ToolSum[];
  readonly authors: readonly AuthorSum[];
  /** By path, as commits had it. */
  readonly paths: ReadonlyMap<string, { readonly ai: number; readonly human: number }>;
}

/** Undefined where git knows no such commits. Each line counts in the commit that added it. */
export async function statsOf(git: Git, range: string): Promise<CommitStats | undefined> {
  const sums = new Sums();
  const known = await notedCommits(git, range, (commit) => sums.add(commit));
  return known ? sums.result() : undefined;
}

interface WrittenLines {
  readonly path: string;
  readonly writer: Writer;
  readonly lines: number;
}

function writersIn(text: string): WrittenLines[] {
  const note = parseNote(text);
  if (!note) return [];
  const writers = new Map<string, Writer>();
  return note.files.flatMap(({ path, entries }) =>
    entries.map(({ key, ranges }) => {
      const name = sessionOf(key);
      const writer = writers.get(name) ?? writerInNote(note, name);
      writers.set(name, writer);
      return { path, writer, lines: ranges.reduce((total, { start, end }) => total + end - start + 1, 0) };
    }),
  );
}

interface Count {
  ai: number;
  human: number;
}

class Sums {
  private commits = 0;
  private noted = 0;
  private readonly lines: Count = { ai: 0, human: 0 };
  private readonly paths = new Map<string, Count>();
  private readonly tools = new Map<string, { tool: string; model?: string; lines: number }>();
  private readonly authors = new Map<
    string,
    { author: string; commits: number; aiLines: number; humanLines: number }
  >();

  add({ author, note }: NotedCommit): void {
    const written = note === '' ? [] : writersIn(note);
    const mine = this.author(author);
    this.commits++;
    mine.commits++;
    if (written.length > 0) this.noted++;
    for (const { path, writer, lines } of written) {
      this.lines[writer.kind] += lines;
      this.count(path)[writer.kind] += lines;
      mine[writer.kind === 'ai' ? 'aiLines' : 'humanLines'] += lines;
      if (writer.kind === 'ai') this.tool(writer).lines += lines;
    }
  }

  result(): CommitStats {
    const { commits, noted, lines, paths } = this;
    return {
      commits,
      noted,
      lines,
      tools: [...this.tools.values()].toSorted((a, b) => b.lines - a.lines || (a.tool < b.tool ? -1 : 1)),
      authors: [...this.authors.values()].toSorted((a, b) => b.aiLines - a.aiLines || b.commits - a.commits),
      paths,
    };
  }

  private author(author: string) {
    const there = this.authors.get(author) ?? { author, commits: 0, aiLines: 0, humanLines: 0 };
    this.authors.set(author, there);
    return there;
  }

  private tool({ tool, model }: AiWriter) {
    const key = JSON.stringify([tool, model]);
    const there = this.tools.get(key) ?? { tool, ...(model !== undefined && { model }), lines: 0 };
    this.tools.set(key, there);
    return there;
  }

  private count(path: string): Count {
    const there = this.paths.get(path) ?? { ai: 0, human: 0 };
    this.paths.set(path, there);
    return there;
  }
}
