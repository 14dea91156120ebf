/** Writes the notes of commits that git made anew. */
import { attributeCommit } from './attribution';
import { changesOfCommits, type CommitChanges } from './commitChanges';
import { NO_PARENT, NOTHING_BESIDE, parentOf, replayedSources } from './commitEvidence';
import { commitsIn, infoOf } from './commitNames';
import type { CommitLines } from './extendNote';
import { amendedBy, madeSinceStart, rebasedOnto, rewrittenCommits } from './madeFrom';
import { markNoted } from './missed';
import { seconds, withTools, type NotesContext, type Tools } from './notesTools';
import { writeNotes } from './writeNotes';

/**
 * At the end of a rebase: what it made anew, and what was committed while it had stopped.
 *
 * @param isAmend after an amend instead, of which `noteHead` has been told: git may have copied the old note since
 */
export const noteRewritten = (
  context: NotesContext,
  { isAmend = false }: { readonly isAmend?: boolean } = {},
): Promise<void> =>
  withTools(context, async (tools) => {
    const rewritten = isAmend ? await amended(tools) : rewrittenCommits(tools.gitDir);
    const onto = isAmend ? undefined : rebasedOnto(tools.gitDir);
    const changesNow = async (): Promise<Map<string, CommitChanges>> => {
      const made = onto === undefined ? [] : await commitsIn(tools.git, [`${onto}..HEAD`]);
      const ids = [...new Set([...rewritten.keys(), ...made])];
      if (ids.length > 0) tools.notes.getReady();
      return changesById(tools, ids);
    };
    // At once, what does not wait for each other: a rebase waits for this.
    const [anew, replayed, since] = await Promise.all([
      changesNow(),
      changesById(tools, [...new Set([...rewritten.values()].flat())]),
      madeSinceStart(tools),
      rewritten.size > FEW ? tools.notes.lookAtAll() : undefined,
    ]);
    const all = [...anew.values()];
    const copies = new Map<string, readonly string[]>();
    const linesOf = async (changes: CommitChanges): Promise<CommitLines> => {
      const { id } = changes.commit;
      const old = (rewritten.get(id) ?? []).map((one) => ({
        id: one,
        changes: Promise.resolve(replayed.get(one)),
      }));
      const sources = await replayedSources(tools, old);
      copies.set(
        id,
        old.flatMap((one, i) => (one.id === id ? [] : (sources[i]?.note ?? []))),
      );
      const isNoted = sources.some(({ kind }) => kind === 'noted');
      const parent = isNoted ? NO_PARENT : await parentOf(tools, changes.commit);
      const isNew = since.has(id) || rewritten.has(id);
      return attributeCommit(changes, {
        labels: tools.labels,
        sources,
        ...parent,
        ...(isNew && { madeAt: seconds(tools.now) }),
        beside: NOTHING_BESIDE,
      });
    };
    for (let done = 0; done < all.length; done += AT_ONCE) {
      await writeNotes(tools, await Promise.all(all.slice(done, done + AT_ONCE).map(linesOf)), copies);
    }
    if (!isAmend) await markNoted(tools, { atEndOfRebase: true });
  });

/** For so many commits their notes are looked for one by one. */
const FEW = 20;

async function amended(tools: Tools): Promise<Map<string, string[]>> {
  const head = await tools.objects.find('commit', 'HEAD');
  const old = head ? await amendedBy(tools, head.id) : [];
  return new Map(head && old.length > 0 ? [[head.id, old]] : []);
}

/** What is written stays, should time run out. */
const AT_ONCE = 500;

async function changesById(tools: Tools, ids: readonly string[]): Promise<Map<string, CommitChanges>> {
  const all = await changesOfCommits(tools.git, tools.objects, await infoOf(tools.objects, ids));
  return new Map(all.map((changes) => [changes.commit.id, changes]));
}
