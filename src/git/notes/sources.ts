/** Versions of a file whose lines' writers are known by notes: what a commit that was made anew takes them from. */
import { parseNote, writersInNote } from '../../provenance/authorshipNote';
import { lineStarts } from '../../provenance/lineDiff';
import type { Writer, WrittenText } from '../../provenance/lineWriters';
import { mostlyFrom } from '../../provenance/mostlyFrom';
import type { ChangedFile } from '../changedFiles';
import type { Git } from '../git';
import type { ObjectReader } from '../objects';
import { comparableText } from '../text';
import { blameLines } from './blameLines';
import { changesWhereKnown, commitInfo } from './commitChanges';
import type { Notes } from './notesRef';

export interface Source {
  /**
   * - `noted`: what it does not know of the lines that its commit added, nobody knows;
   * - `mute`: it only knows which lines those are;
   * - `whole`: it is asked last, since the answer takes long.
   */
  readonly kind: 'noted' | 'mute' | 'whole';
  /** Undefined where it has no such file, or nothing is known of it. */
  textOf(path: string): Promise<WrittenText | undefined>;
  /** The note of its commit, as it stands there. */
  readonly note?: string;
  /**
   * Where it has no file of that name, the one that has another name by now.
   *
   * @param text of the file in the new commit
   * @param isChanged whether the new commit changes a file of this name
   */
  renamed?(text: string, isChanged: (path: string) => boolean): Promise<WrittenText | undefined>;
}

/** Larger files are generated, or data. Bytes. */
const LARGEST_FILE = 4 * 1024 * 1024;
/** More files of one commit do not have other names where it is made again. */
const MOST_RENAMED = 20;

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

/** The lines that one commit added. */
export async function ownSource(
  git: Git,
  objects: ObjectReader,
  notes: Notes,
  { id, files = filesOf(git, objects, id) }: ReplayedCommit,
): Promise<Source> {
  const text = await notes.read(id);
  const note = text === undefined ? undefined : parseNote(text);
  const written = async (file: ChangedFile | undefined): Promise<WrittenText | undefined> => {
    const there = await file?.read();
    if (!there) return undefined;
    const lines = countLines(there.text);
    const writers = note ? writersInNote(note, there.path, lines) : new Map<number, Writer>();
    return { text: there.text, writers, unknown: new Set(there.added) };
  };
  return {
    kind: note ? 'noted' : 'mute',
    ...(text !== undefined && { note: text }),
    textOf: async (path) => written((await files).find((one) => one.path === path)),
    renamed: async (now, isChanged) => {
      const others = (await files).filter(({ path }) => !isChanged(path));
      const texts = await Promise.all(others.slice(0, MOST_RENAMED).map((file) => written(file)));
      return mostlyFrom(
        texts.filter((one) => one !== undefined),
        now,
      );
    },
  };
}

export interface ReplayedCommit {
  /** Full. */
  readonly id: string;
  /** What it changes, if that has been asked for already. */
  readonly files?: Promise<readonly ChangedFile[]>;
}

async function filesOf(git: Git, objects: ObjectReader, id: string): Promise<readonly ChangedFile[]> {
  const info = await commitInfo(objects, id);
  const [changes] = info ? await changesWhereKnown(git, objects, [info]) : [];
  return changes?.files ?? [];
}

/** All lines of the files of a commit, whichever commit added them. */
export function blamedSource(git: Git, objects: ObjectReader, notes: Notes, commit: string): Source {
  const known = new Map<string, Promise<WrittenText | undefined>>();
  const read = async (path: string): Promise<WrittenText | undefined> => {
    const text = await textAt(objects, commit, path);
    if (text === undefined) return undefined;
    const lines = await blameLines(
      git,
      { notes, tip: await notes.tip() },
      { path, version: { commit }, text },
    );
    if (!lines) return undefined;
    const writers = new Map<number, Writer>();
    for (const [line, { writer }] of lines) if (writer) writers.set(line, writer);
    return { text, writers };
  };
  return {
    kind: 'whole',
    textOf: (path) => {
      const answer = known.get(path) ?? read(path);
      known.set(path, answer);
      return answer;
    },
  };
}
