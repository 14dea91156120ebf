/** What the notes of commits say, added up. */
import { parseNote, writerInNote } from '../../provenance/authorshipNote';
import type { Writer } from '../../provenance/lineWriters';
import { textOf, type Git } from '../git';
import { ObjectReader } from '../objects';
import { Notes } from './notesRef';

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
}

interface LoggedCommit {
  readonly id: string;
  readonly author: string;
}

/** Undefined where git knows no such commits. Each line counts in the commit that added it. */
export async function statsOf(git: Git, range: string): Promise<CommitStats | undefined> {
  const commits = await logged(git, range);
  if (!commits) return undefined;
  const objects = new ObjectReader(git);
  try {
    const blobs = await new Notes(git, objects).list();
    const texts = await Promise.all(
      commits.map(({ id }) => {
        const blob = blobs.get(id);
        return blob === undefined ? undefined : objects.read('blob', blob);
      }),
    );
    return sum(commits.map((commit, i) => ({ ...commit, writers: writersIn(texts[i]) })));
  } finally {
    objects.close();
  }
}

async function logged(git: Git, range: string): Promise<LoggedCommit[] | undefined> {
  const args = ['log', '--no-show-signature', '--no-mailmap', '--format=%H%x00%an <%ae>'];
  const answer = textOf(await git.read([...args, '--end-of-options', range, '--']));
  return answer
    ?.split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', author = ''] = line.split('\0');
      return { id, author };
    });
}

interface WrittenLines {
  readonly writer: Writer;
  readonly lines: number;
}

function writersIn(text: Buffer | undefined): WrittenLines[] {
  const note = text && parseNote(text.toString('utf8'));
  if (!note) return [];
  return note.files.flatMap(({ entries }) =>
    entries.map(({ key, ranges }) => ({
      writer: writerInNote(note, key),
      lines: ranges.reduce((total, { start, end }) => total + end - start + 1, 0),
    })),
  );
}

function sum(
  commits: readonly (LoggedCommit & { readonly writers: readonly WrittenLines[] })[],
): CommitStats {
  const tools = new Map<string, ToolSum>();
  const authors = new Map<string, AuthorSum>();
  const lines = { ai: 0, human: 0 };
  for (const { author, writers } of commits) {
    const count = { ai: 0, human: 0 };
    for (const { writer, lines: written } of writers) {
      count[writer.kind] += written;
      if (writer.kind === 'human') continue;
      const { tool, model } = writer;
      const key = JSON.stringify([tool, model]);
      const there = tools.get(key)?.lines ?? 0;
      tools.set(key, { tool, ...(model !== undefined && { model }), lines: there + written });
    }
    lines.ai += count.ai;
    lines.human += count.human;
    const before = authors.get(author);
    authors.set(author, {
      author,
      commits: (before?.commits ?? 0) + 1,
      aiLines: (before?.aiLines ?? 0) + count.ai,
      humanLines: (before?.humanLines ?? 0) + count.human,
    });
  }
  return {
    commits: commits.length,
    noted: commits.filter(({ writers }) => writers.length > 0).length,
    lines,
    tools: [...tools.values()].toSorted((a, b) => b.lines - a.lines || (a.tool < b.tool ? -1 : 1)),
    authors: [...authors.values()].toSorted((a, b) => b.aiLines - a.aiLines || b.commits - a.commits),
  };
}
