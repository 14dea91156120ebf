/** What all work on notes goes by. */
import type { Labels } from '../addedParts';
import type { Git } from '../git';
import { ObjectReader } from '../objects';
import { Notes } from './notesRef';

export interface NotesContext {
  readonly git: Git;
  /** Of the work tree. */
  readonly gitDir: string;
  readonly labels: Labels;
  readonly now: Date;
}

export interface Tools extends NotesContext {
  readonly objects: ObjectReader;
  readonly notes: Notes;
}

/** Closes what the work has opened. */
export async function withTools<T>(
  context: NotesContext,
  work: (tools: Tools) => Promise<T>,
  objects = new ObjectReader(context.git, context.labels),
): Promise<T> {
  const notes = new Notes(context.git, objects);
  try {
    return await work({ ...context, objects, notes });
  } finally {
    notes.close();
    objects.close();
  }
}

export const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);
