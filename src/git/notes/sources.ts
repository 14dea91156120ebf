/** Versions of a file whose lines' writers are known by notes: what a commit that was made anew takes them from. */
import { parseNote, writersInNote } from '../../provenance/authorshipNote';
import { lineStarts } from '../../provenance/lineDiff';
import type { Writer, WrittenText } from '../../provenance/lineWriters';
import type { Git } from '../git';
import type { ObjectReader } from '../objects';
import { comparableText } from '../text';
import { blameLines } from './blameLines';
import type { Notes } from './notesRef';

export interface Source {
  /** Undefined where it has no such file, or nothing is known of it. */
  textOf(path: string): Promise<WrittenText | undefined>;
}

/** Larger files are generated, or data. Bytes. */
const LARGEST_FILE = 4 * 1024 * 1024;

export async function textAt(
  objects: ObjectReader,
  commit: string,
  path: string,
): Promise<string | undefined> {
  if (path.includes('\n')) return undefined;
  const content = await objects.read('blob', `${commit}:${path}`);
  return content && content.length <= LARGEST_FILE ? comparableText(content) : undefined;
}

const countLines = (text: string): number => lineStarts(text).length - 1;

/** The lines that one commit added. Undefined where it has no note. */
export async function notedSource(
  objects: ObjectReader,
  notes: Notes,
  commit: string,
): Promise<Source | undefined> {
  const text = await notes.read(commit);
  const note = text === undefined ? undefined : parseNote(text);
  if (!note) return undefined;
  const paths = new Set(note.files.map(({ path }) => path));
  return {
    textOf: async (path) => {
      if (!paths.has(path)) return undefined;
      const there = await textAt(objects, commit, path);
      return there === undefined
        ? undefined
        : { text: there, writers: writersInNote(note, path, countLines(there)), isComplete: true };
    },
  };
}

/** All lines of the files of a commit, whichever commit added them. */
export function blamedSource(git: Git, objects: ObjectReader, notes: Notes, commit: string): Source {
  const known = new Map<string, Promise<WrittenText | undefined>>();
  const read = async (path: string): Promise<WrittenText | undefined> => {
    const text = await textAt(objects, commit, path);
    const lines =
      text === undefined ? undefined : await blameLines(git, notes, { path, version: { commit }, text });
    if (text === undefined || !lines) return undefined;
    const writers = new Map<number, Writer>();
    for (const [line, { writer }] of lines) if (writer) writers.set(line, writer);
    return { text, writers, isComplete: false };
  };
  return {
    textOf: (path) => {
      const answer = known.get(path) ?? read(path);
      known.set(path, answer);
      return answer;
    },
  };
}
