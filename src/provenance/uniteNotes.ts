/** Two notes of one commit, written apart: what either says stands. */
import {
  rangesOf,
  type AuthorshipNote,
  type JsonObject,
  type NoteEntry,
  type NotedFile,
} from './authorshipNote';

/** The same in whichever order, and however often, so that all clones come to the same note. */
export function uniteNotes(one: AuthorshipNote, other: AuthorshipNote): AuthorshipNote {
  const [first, second] = [one, other].toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (!first || !second) return one;
  const files = new Map(first.files.map((file) => [file.path, file]));
  for (const file of second.files) {
    const there = files.get(file.path);
    files.set(file.path, there ? uniteFiles(there, file) : file);
  }
  const sorted = [...files].toSorted(byKey).map(([, file]) => file);
  return { files: sorted, metadata: uniteMetadata(first.metadata, second.metadata) };
}

/** Where both name somebody for a line, both stay: readers take a tool before a person. */
function uniteFiles({ path, entries }: NotedFile, more: NotedFile): NotedFile {
  const linesOf = new Map<string, Set<number>>();
  for (const { key, ranges } of [...entries, ...more.entries]) {
    const lines = linesOf.get(key) ?? new Set();
    linesOf.set(key, lines);
    for (const { start, end } of ranges) for (let line = start; line <= end; line++) lines.add(line);
  }
  const united = [...linesOf].toSorted(byKey).map(([key, lines]): NoteEntry => {
    return { key, ranges: rangesOf([...lines].toSorted((a, b) => a - b)) };
  });
  return { path, entries: united };
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const sortedTable = (table: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(table).toSorted(byKey));

const TABLES = ['prompts', 'humans', 'sessions'];

function uniteMetadata(first: JsonObject, second: JsonObject): JsonObject {
  const tables = TABLES.flatMap((name): [string, unknown][] => {
    const [one, other] = [first[name], second[name]];
    return isTable(one) && isTable(other) ? [[name, sortedTable({ ...other, ...one })]] : [];
  });
  return { ...second, ...first, ...Object.fromEntries(tables) };
}

const isTable = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
