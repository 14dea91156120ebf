/** Writes the notes of commits that git made anew. */
import { attributeCommit } from './attribution';
import { changedFiles, type ChangedFile } from '../changedFiles';
import { ObjectReader } from '../objects';
import { changesOfCommits, type CommitChanges, type CommitInfo, type KnownDiffs } from './commitChanges';
import { NO_PARENT, NOTHING_BESIDE, parentOf, replayedSources } from './commitEvidence';
import { commitsIn, infoOf } from './commitNames';
import type { CommitLines } from './extendNote';
import { amendedBy, madeSinceStart, rebasedOnto, rewrittenCommits } from './madeFrom';
import { markNoted } from './missed';
import { seconds, withTools, type NotesContext, type Tools } from './notesTools';
import { writeNotes } from './writeNotes';

interface RewrittenOptions {
  /** After an amend instead, of which `noteHead` has been told: git may have copied the old note since. */
  readonly isAmend?: boolean;
  /** What git has been asked already of what was made anew, and of what from. */
  begun?(): Promise<KnownDiffs | undefined>;
}

/** At the end of a rebase: what it made anew, and what was committed while it had stopped. */
export const noteRewritten = (
  context: NotesContext,
  { isAmend = false, begun }: RewrittenOptions = {},
): Promise<void> =>
  withTools(
    context,
    async (tools) => {
      const rewritten = isAmend ? await amended(tools) : rewrittenCommits(tools.gitDir);
      const onto = isAmend ? undefined : rebasedOnto(tools.gitDir);
      const isMany = rewritten.size > FEW;
      if (rewritten.size > 0) tools.notes.getReady();
      // At once, what does not wait for each other: a rebase waits for this.
      const [known, made, since, commits] = await Promise.all([
        begun?.(),
        onto === undefined ? [] : commitsIn(tools.git, [`${onto}..HEAD`]),
        madeSinceStart(tools),
        infoOf(tools.objects, [...rewritten.keys()]),
        isMany ? tools.notes.lookAtAll() : undefined,
      ]);
      const others = made.filter((id) => !rewritten.has(id));
      const [all, replayed] = await Promise.all([
        changesOf(tools, [...commits, ...(await infoOf(tools.objects, others))], known),
        filesByCommit(tools, [...new Set([...rewritten.values()].flat())], known),
      ]);
      const copies = new Map<string, readonly string[]>();
      const linesOf = async (changes: CommitChanges): Promise<CommitLines> => {
        const { id } = changes.commit;
        const old = (rewritten.get(id) ?? []).map((one) => ({
          id: one,
          files: Promise.resolve(replayed.get(one) ?? []),
        }));
        const sources = await replayedSources(tools, old);
        copies.set(
          id,
          old.flatMap((one, i) => (one.id === id ? [] : (sources[i]?.note ?? []))),
        );
        const isNoted = sources.some(({ kind }) => kind === 'noted');
        const parent = isNoted ? NO_PARENT : await parentOf(tools, changes.commit);
        const { before } = isMany && rewritten.has(id) ? NO_PARENT : parent;
        const isNew = since.has(id) || rewritten.has(id);
        return attributeCommit(changes, {
          labels: tools.labels,
          sources,
          ...parent,
          before,
          ...(isNew && { madeAt: seconds(tools.now) }),
          beside: NOTHING_BESIDE,
        });
      };
      for (let done = 0; done < all.length; done += AT_ONCE) {
        await writeNotes(tools, await Promise.all(all.slice(done, done + AT_ONCE).map(linesOf)), copies);
      }
      if (!isAmend) await markNoted(tools, { atEndOfRebase: true });
    },
    // A git reads them that has to be started anyhow.
    new ObjectReader(context.git),
  );

/**
 * For so many commits their notes are looked for one by one; and where one without a note was made anew, who wrote what
 * its lines may be from. Of more that takes longer than a rebase may, most often for nothing.
 */
const FEW = 20;

async function amended(tools: Tools): Promise<Map<string, string[]>> {
  const head = await tools.objects.find('commit', 'HEAD');
  const old = head ? await amendedBy(tools, head.id) : [];
  return new Map(head && old.length > 0 ? [[head.id, old]] : []);
}

/** What is written stays, should time run out. */
const AT_ONCE = 500;

const changesOf = (
  { git, objects }: Tools,
  commits: readonly CommitInfo[],
  known?: KnownDiffs,
): Promise<CommitChanges[]> => changesOfCommits(git, objects, commits, { known });

/** Only the files matter of what was made anew, so that most of these commits need not be read. */
async function filesByCommit(
  tools: Tools,
  ids: readonly string[],
  known?: KnownDiffs,
): Promise<ReadonlyMap<string, readonly ChangedFile[]>> {
  const byCommit = new Map<string, readonly ChangedFile[]>();
  for (const id of ids) {
    const [diff] = known?.get(id) ?? [];
    // Of a merge git has said nothing.
    if (diff && diff.files.length > 0) byCommit.set(id, changedFiles(tools.objects, [diff.files]));
  }
  const left = await infoOf(
    tools.objects,
    ids.filter((id) => !byCommit.has(id)),
  );
  for (const { commit, files } of await changesOf(tools, left)) byCommit.set(commit.id, files);
  return byCommit;
}
