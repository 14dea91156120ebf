/** Writes the notes of commits that git made anew. */
import { attributeCommit } from './attribution';
import type { ChangedFile } from '../changedFiles';
import { changesOfCommits, type CommitChanges, type CommitInfo, type KnownDiffs } from './commitChanges';
import { fileChanges } from './commitDiff';
import { NO_PARENT, NOTHING_BESIDE, parentOf, replayedSources } from './commitEvidence';
import { commitsIn, infoOf } from './commitNames';
import type { CommitLines } from './extendNote';
import { inParts } from './inParts';
import { amendedBy, madeSinceStart, rebasedOnto, rewrittenCommits } from './madeFrom';
import { markNoted } from './missed';
import { seconds, withTools, type NotesContext, type Tools } from './notesTools';
import { ObjectReader } from '../objects';
import { sameChanges } from './sameChanges';
import { writeNotes } from './writeNotes';

interface RewrittenOptions {
  /** After an amend instead, of which `noteHead` has been told: git may have copied the old note since. */
  readonly isAmend?: boolean;
  /** What git has been asked already of what was made anew. */
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
      const [known, made, since, commits, changedBefore] = await Promise.all([
        begun?.(),
        onto === undefined ? [] : commitsIn(tools.git, [`${onto}..HEAD`]),
        madeSinceStart(tools),
        infoOf(tools.objects, [...rewritten.keys()]),
        isAmend ? [] : fileChanges(tools.git, [...rewritten.values()].flat()),
        isMany ? tools.notes.lookAtAll() : undefined,
      ]);
      const isSame = sameChanges(changedBefore, known);
      const others = made.filter((id) => !rewritten.has(id));
      const left = [...rewritten].flatMap(([now, old]) => old.filter((one) => !isSame(one, now)));
      const [all, replayed] = await Promise.all([
        changesOf(tools, [...commits, ...(await infoOf(tools.objects, others))], known),
        changesOf(tools, await infoOf(tools.objects, [...new Set(left)])),
      ]);
      const filesBefore = new Map(replayed.map(({ commit, files }) => [commit.id, files]));
      const copies = new Map<string, readonly string[]>();
      const linesOf = async ({ commit, files: anew, taken }: CommitChanges): Promise<CommitLines> => {
        const { id } = commit;
        const files = anew.map(readOnce);
        const old = (rewritten.get(id) ?? []).map((one) => ({
          id: one,
          files: Promise.resolve(isSame(one, id) ? files : (filesBefore.get(one) ?? [])),
        }));
        const sources = await replayedSources(tools, old);
        copies.set(
          id,
          old.flatMap((one, i) => (one.id === id ? [] : (sources[i]?.note ?? []))),
        );
        const isNoted = sources.some(({ kind }) => kind === 'noted');
        const parent = isNoted ? NO_PARENT : await parentOf(tools, commit);
        const { before } = isMany && rewritten.has(id) ? NO_PARENT : parent;
        const isNew = since.has(id) || rewritten.has(id);
        return attributeCommit(
          { commit, files, taken },
          {
            labels: tools.labels,
            sources,
            ...parent,
            before,
            ...(isNew && { madeAt: seconds(tools.now) }),
            beside: NOTHING_BESIDE,
          },
        );
      };
      for (const some of inParts(all, AT_ONCE, ({ files }) => files.length))
        await writeNotes(tools, await Promise.all(some.map(linesOf)), copies);
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

/** So many commits, and so many files in them: what is written stays, should time run out. */
const AT_ONCE = { count: 500, weight: 3_000 };

const changesOf = (
  { git, objects }: Tools,
  commits: readonly CommitInfo[],
  known?: KnownDiffs,
): Promise<CommitChanges[]> => changesOfCommits(git, objects, commits, { known });

/** Both the new commit and the old one may be read from it. */
function readOnce(file: ChangedFile): ChangedFile {
  let read: ReturnType<ChangedFile['read']> | undefined;
  return { ...file, read: () => (read ??= file.read()) };
}
