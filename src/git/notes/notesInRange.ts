/** The notes of the commits of a range, for export. */
import { parseNote, type AuthorshipNote } from '../../provenance/authorshipNote';
import type { Git } from '../git';
import { ObjectReader } from '../objects';
import { commitInfo } from './commitChanges';
import { namedCommits } from './commitNames';
import { Notes } from './notesRef';

export interface NoteOfCommit {
  /** Full. */
  readonly commit: string;
  /** When it was committed. */
  readonly time: Date;
  readonly note: AuthorshipNote;
}

/** The oldest first, those without a note left out. Undefined where git knows no such commits. */
export async function notesInRange(git: Git, range: string): Promise<NoteOfCommit[] | undefined> {
  const commits = await namedCommits(git, range);
  if (!commits) return undefined;
  const objects = new ObjectReader(git);
  try {
    const blobs = await new Notes(git, objects).list();
    const found = await Promise.all(
      commits.map(async (commit): Promise<NoteOfCommit[]> => {
        const blob = blobs.get(commit);
        const [info, text] = await Promise.all([
          blob === undefined ? undefined : commitInfo(objects, commit),
          blob === undefined ? undefined : objects.read('blob', blob),
        ]);
        const note = text && parseNote(text.toString('utf8'));
        return info && note ? [{ commit, time: new Date(info.committed * 1000), note }] : [];
      }),
    );
    return found.flat();
  } finally {
    objects.close();
  }
}
