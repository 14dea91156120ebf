/** Writes what has become known of commits into their notes, so that nothing is lost that stands there. */
import { parseNote, printNote, SCHEMA_VERSION } from '../../provenance/authorshipNote';
import { extendNote, type CommitLines } from './extendNote';
import type { NoteChange } from './notesRef';
import type { Tools } from './notesTools';

/**
 * @param copies by commit, notes that git may have put in the place of its own, or behind it (`notes.rewriteRef`): their
 *   lines are those of other texts
 * @returns the commits whose notes have changed
 */
export async function writeNotes(
  { notes, now }: Tools,
  commits: readonly CommitLines[],
  copies: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<string[]> {
  const written = new Set<string>();
  const changes = new Map<string, NoteChange>();
  for (const lines of commits) {
    const copied = copies.get(lines.commit) ?? [];
    if (lines.files.size === 0 && !lines.carried && copied.length === 0) continue;
    changes.set(lines.commit, (found) => {
      const text = found === undefined ? undefined : withoutCopies(found, copied);
      const there = text === undefined ? undefined : parseNote(text);
      // Whatever another tool wrote there stays.
      if (text !== undefined && !there) return undefined;
      const extended = extendNote(there, lines);
      if (extended) written.add(lines.commit);
      if (extended) return printNote(extended);
      return text === found ? undefined : (text ?? NOTHING);
    });
  }
  if (changes.size > 0) await notes.write(changes, now);
  return [...written];
}

/** A note that says nothing. */
const NOTHING = printNote({ files: [], metadata: { schema_version: SCHEMA_VERSION } });

/** Undefined where nothing is left. */
function withoutCopies(text: string, copies: readonly string[]): string | undefined {
  if (copies.some((copy) => isSortedWith(text, copy))) return undefined;
  let rest = text.trimEnd();
  for (;;) {
    const copy = copies.find((one) => one.trim() !== '' && rest.endsWith(one.trimEnd()));
    if (copy === undefined) break;
    rest = rest.slice(0, -copy.trimEnd().length).trimEnd();
  }
  if (rest === '') return undefined;
  return rest === text.trimEnd() ? text : rest;
}

/**
 * Whether git has made one sorted list of a copy's lines and of those that stood there (`cat_sort_uniq`). No note can be
 * told from that any more; what was in it becomes known anew with the commit's lines.
 */
function isSortedWith(text: string, copy: string): boolean {
  const lines = linesOf(text);
  const there = new Set(lines);
  const copied = linesOf(copy);
  const isThere = copied.length > 0 && copied.every((line) => there.has(line));
  return isThere && isSortedOnce(lines) && !parseNote(text);
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** As git sorts them, by their bytes. */
const isSortedOnce = (lines: readonly string[]): boolean =>
  lines.every((line, i) => i === 0 || Buffer.compare(Buffer.from(lines[i - 1] ?? ''), Buffer.from(line)) < 0);
