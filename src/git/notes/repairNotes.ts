/** Finds again what commits have lost, and writes it down. */
import type { ObjectReader } from '../objects';
import { namedCommits } from './commitNames';
import { foundAgain } from './foundAgain';
import { withTools, type NotesContext } from './notesTools';
import { writeNotes } from './writeNotes';

export interface Repair {
  /** The commits whose notes have come to say more. */
  readonly repaired: readonly string[];
  /** Of these it cannot be told which lines they add: what they were made from is not in this clone. */
  readonly cut: readonly string[];
  /** How many commits have a note. */
  readonly noted: number;
  /** How many of those are not in this clone. */
  readonly elsewhere: number;
}

/**
 * Finds again what commits have lost: by the working log, and by content from every commit that has a note, branches
 * that grew from those, and files as they were long before.
 *
 * @param range as `git rev-list` takes it; a name alone means that commit
 * @returns undefined where git knows no such commits
 */
export const repairNotes = (context: NotesContext, range: string): Promise<Repair | undefined> =>
  withTools(context, async (tools) => {
    const ids = await namedCommits(tools.git, range);
    if (!ids) return undefined;
    const noted = [...(await tools.notes.list()).keys()];
    const here = await Promise.all(noted.map((id) => isHere(tools.objects, id)));
    const found = await foundAgain(tools, ids, { looksBack: true });
    const known = new Set(found.map(({ commit }) => commit));
    return {
      repaired: await writeNotes(tools, found),
      cut: ids.filter((id) => !known.has(id)),
      noted: noted.length,
      elsewhere: here.filter((one) => !one).length,
    };
  });

const isHere = async (objects: ObjectReader, id: string): Promise<boolean> =>
  (await objects.find('commit', id)) !== undefined;
