/** The lines that one commit adds, with what its note says of them. */
import { parseNote, writersInNote } from '../../provenance/authorshipNote';
import { inkLength } from '../../provenance/ink';
import { lineStarts } from '../../provenance/lineDiff';
import type { Writer } from '../../provenance/lineWriters';
import type { Git } from '../git';
import { ObjectReader } from '../objects';
import { changesOfCommits, commitInfo } from './commitChanges';
import { Notes } from './notesRef';

export interface AddedLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly isBlank: boolean;
  readonly writer: Writer | undefined;
}

export interface CommitLinesShown {
  /** Full. */
  readonly commit: string;
  /** `Name <address>` */
  readonly author: string;
  readonly hasNote: boolean;
  readonly files: readonly { readonly path: string; readonly lines: readonly AddedLine[] }[];
}

/** Undefined where there is no such commit. */
export async function linesOfCommit(git: Git, name: string): Promise<CommitLinesShown | undefined> {
  const objects = new ObjectReader(git);
  try {
    const commit = await commitInfo(objects, name);
    if (!commit) return undefined;
    const [text, [changes]] = await Promise.all([
      new Notes(git, objects).read(commit.id),
      changesOfCommits(git, objects, [commit]),
    ]);
    const note = text === undefined ? undefined : parseNote(text);
    const files = await Promise.all(
      (changes?.files ?? []).map(async (file) => {
        const added = await file.read();
        if (!added || added.added.length === 0) return [];
        const starts = lineStarts(added.text);
        const writers = note && writersInNote(note, file.path, starts.length - 1);
        const lines = added.added.map((line): AddedLine => {
          const [start = 0, end = 0] = [starts[line - 1], starts[line]];
          const isBlank = inkLength(added.text, start, end) === 0;
          return { line, text: added.text.slice(start, end).trimEnd(), isBlank, writer: writers?.get(line) };
        });
        return [{ path: file.path, lines }];
      }),
    );
    return { commit: commit.id, author: commit.author, hasNote: note !== undefined, files: files.flat() };
  } finally {
    objects.close();
  }
}
