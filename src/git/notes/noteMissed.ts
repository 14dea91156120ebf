/** Writes the notes of commits that no hook has seen. */
import { commitsIn, infoOf } from './commitNames';
import { foundAgain, type ToFind } from './foundAgain';
import { LeftToRepair } from './leftToRepair';
import { AT_ONCE, markNoted, missedCommits, type Missed } from './missed';
import { withTools, type NotesContext, type Tools } from './notesTools';
import { writeNotes } from './writeNotes';

/** What no hook has seen, the newest commit too: before notes leave this machine. */
export const noteUnseen = (context: NotesContext): Promise<void> =>
  withTools(context, async (tools) => noteMissed(tools, await missedCommits(tools, false)));

/** What an earlier hook had no chance to do. */
export async function noteMissed(tools: Tools, missed: Missed | undefined): Promise<void> {
  if (!missed) return markNoted(tools);
  const { commits, replacedBy } = await namesOfMissed(tools, missed);
  await writeNotes(tools, await foundAgain(tools, commits, { replacedBy }));
  missed.done();
}

/** A hook that is at it for so long and does not get to the end has tried in vain; one that was killed before has not. */
const LONG_MS = 2_000;

/** The same in a hook. @throws LeftToRepair where hooks have not come to an end of it */
export async function noteMissedInTime(tools: Tools, missed: Missed | undefined): Promise<void> {
  if (missed?.isTooMuch) {
    missed.done();
    throw new LeftToRepair(missed.ranges);
  }
  const timer = missed && setTimeout(() => missed.addTry(), LONG_MS);
  try {
    await noteMissed(tools, missed);
  } finally {
    clearTimeout(timer);
  }
}

type MissedNames = { readonly commits: readonly string[] } & Pick<ToFind, 'replacedBy'>;

/** A commit that is made again keeps its author and the time of its writing. */
export async function namesOfMissed(tools: Tools, missed: Missed | undefined): Promise<MissedNames> {
  if (!missed) return { commits: [] };
  const { remade, rebased } = missed;
  const anew = await Promise.all(remade.map((range) => commitsIn(tools.git, [range])));
  const commits = [
    ...new Set([...missed.commits, ...anew.flatMap((ids) => ids.slice(0, AT_ONCE).toReversed())]),
  ];
  const old = await Promise.all(rebased.map((range) => commitsIn(tools.git, [range])));
  const byAuthorship = new Map<string, string[]>();
  for (const { id, authorship } of await infoOf(tools.objects, [...new Set(old.flat())])) {
    byAuthorship.set(authorship, [...(byAuthorship.get(authorship) ?? []), id]);
  }
  return { commits, replacedBy: ({ authorship }) => byAuthorship.get(authorship) ?? [] };
}
