/** Notes of commits, for those that were made anew just as they were. */
import { parseNote, writersInNote, type AuthorshipNote } from '../../provenance/authorshipNote';
import type { CommitInfo } from './commitChanges';
import type { CommitLines } from './extendNote';
import type { Notes } from './notesRef';

export interface CarriedNote {
  /** The one that was made anew. Full. */
  readonly commit: string;
  /** `Name <address>` */
  readonly author: string;
  /** Of one that made the same of the same files: what it does not know of their lines, nobody knows. */
  readonly note: AuthorshipNote;
  /** As it stands there. */
  readonly text: string;
}

/**
 * By commit.
 *
 * @param asBefore the commit that each is the same as, if there is one
 */
export async function carriedNotes(
  notes: Notes,
  commits: readonly CommitInfo[],
  asBefore: (id: string) => string | undefined,
): Promise<ReadonlyMap<string, CarriedNote>> {
  const carry = async ({ id, author }: CommitInfo): Promise<readonly [string, CarriedNote][]> => {
    const old = asBefore(id);
    const text = old === undefined || old === id ? undefined : await notes.read(old);
    const note = text === undefined ? undefined : parseNote(text);
    return text && note && note.files.length > 0 ? [[id, { commit: id, author, note, text }]] : [];
  };
  return new Map((await Promise.all(commits.map(carry))).flat());
}

/** Where none stands yet: all that the other one says, whichever tool wrote it. */
export const noteOfNewCommit = ({ commit, note: { files, metadata } }: CarriedNote): AuthorshipNote => ({
  files,
  metadata: { ...metadata, base_commit_sha: commit },
});

export const linesOfCarried = ({ commit, author, note }: CarriedNote): CommitLines => ({
  commit,
  author,
  files: new Map(note.files.map(({ path }) => [path, writersInNote(note, path, Infinity)])),
});
