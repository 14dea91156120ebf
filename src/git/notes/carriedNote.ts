/** What the note of a commit says of files, for one that was made of it and has left them as they were. */
import { parseNote, type AuthorshipNote } from '../../provenance/authorshipNote';
import type { Notes } from './notesRef';
import type { SameChanges } from './sameChanges';

export interface CarriedNote {
  /** What it does not know of the lines of these files, nobody knows. */
  readonly note: AuthorshipNote;
  /** The whole note, as it stands there. */
  readonly text: string;
  /** All names of the files that it says nothing of any more. */
  readonly others: ReadonlySet<string>;
}

/** Nothing where there is no such note, or nothing is as it was. @param old the commit that has it */
export async function carriedNote(
  notes: Notes,
  old: string,
  { same, others }: SameChanges,
): Promise<CarriedNote | undefined> {
  const text = same.size === 0 ? undefined : await notes.read(old);
  const note = text === undefined ? undefined : parseNote(text);
  if (text === undefined || !note || note.files.length === 0) return undefined;
  const files = others.size === 0 ? note.files : note.files.filter(({ path }) => same.has(path));
  return { note: { ...note, files }, text, others };
}
