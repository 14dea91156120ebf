/** What a repair would find, without writing anything, so that a look at a file finds what no hook has seen. */
import type { Labels } from '../addedParts';
import { isRecorded } from '../recordedTexts';
import type { CommitLines } from './extendNote';
import { foundAgain } from './foundAgain';
import { missedCommits } from './missed';
import { namesOfMissed } from './noteMissed';
import { withTools, type NotesContext, type Tools } from './notesTools';
import { worthALook } from './worthALook';

/** @param paths by commit, the only files that are asked about */
export const linesFoundAgain = async (
  context: NotesContext,
  paths: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ReadonlyMap<string, CommitLines>> => {
  const asked = await worthALook(context, [...paths.keys()]);
  if (asked.length === 0) return new Map();
  return withTools(context, async (tools) => {
    const missed = await missedCommits(tools, false);
    const { commits: mine, replacedBy } = await namesOfMissed(tools, missed);
    const toCome = new Set(mine);
    const lines = [
      // What the next hook will write.
      await foundAgain(
        tools,
        mine.filter((id) => paths.has(id)),
        { replacedBy, wanted: paths },
      ),
      await foundAgain(
        ofThisText(tools),
        asked.filter((id) => !toCome.has(id)),
        { wanted: paths },
      ),
    ];
    return new Map(lines.flat().map((one) => [one.commit, one]));
  });
};

/** Of the log only what is of exactly the text that a commit has: lines alike may have been put in since. */
function ofThisText(tools: Tools): Tools {
  const { labels } = tools;
  const read: Labels['read'] = (path, text, added) => {
    const labelled = labels.read(path, text, added);
    return labelled && isRecorded(labels, path, text) ? labelled : undefined;
  };
  const those = {
    paths: () => labels.paths(),
    hasTools: () => true,
    textOf: (path: string) => labels.textOf(path),
    read,
  };
  return { ...tools, labels: those };
}
