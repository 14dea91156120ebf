/** Writes the notes of commits that git made anew. */
import type { ChangedFile } from '../changedFiles';
import { ObjectReader } from '../objects';
import type { CommitDiff } from '../parse/diffs';
import { attributeCommit } from './attribution';
import { carriedNotes } from './carriedNote';
import { changesOfCommits, type CommitChanges, type CommitInfo } from './commitChanges';
import { fileChanges } from './commitDiff';
import { NO_PARENT, NOTHING_BESIDE, parentOf, replayedSources } from './commitEvidence';
import { commitsIn, infoOf } from './commitNames';
import type { CommitLines } from './extendNote';
import { inParts } from './inParts';
import { amendedBy, madeSinceStart, rebasedOnto, rewrittenCommits } from './madeFrom';
import { markNoted } from './missed';
import { seconds, withTools, type NotesContext, type Tools } from './notesTools';
import { sameChanges } from './sameChanges';
import { writeNotes } from './writeNotes';

interface RewrittenOptions {
  /** After an amend instead, of which `noteHead` has been told: git may have copied the old note since. */
  readonly isAmend?: boolean;
  /** What git has been asked already: the files of what was made anew. */
  begun(): Promise<readonly CommitDiff[] | undefined>;
}

/** At the end of a rebase: what it made anew, and what was committed while it had stopped. */
export const noteRewritten = (context: NotesContext, options: RewrittenOptions): Promise<void> =>
  withTools(
    context,
    async (tools) => {
      const { rewritten, commits, others, since, isSame } = await whatWasMade(tools, options);
      const oldOf = (id: string): readonly string[] => rewritten.get(id) ?? [];
      const carried = await carriedNotes(tools.notes, commits, (id) => {
        const [old, ...more] = oldOf(id);
        return old !== undefined && more.length === 0 && isSame(old, id) ? old : undefined;
      });
      const open = commits.filter(({ id }) => !carried.has(id));
      const left = open.flatMap(({ id }) => oldOf(id).filter((old) => !isSame(old, id)));
      const [all, replayed] = await Promise.all([
        changesOf(tools, [...open, ...others]),
        changesOf(tools, await infoOf(tools.objects, [...new Set(left)])),
      ]);
      const filesBefore = new Map(replayed.map(({ commit, files }) => [commit.id, files]));
      const copies = new Map<string, readonly string[]>(
        [...carried.values()].map(({ commit, text }) => [commit, [text]]),
      );
      const linesOf = async ({ commit, files: anew, taken }: CommitChanges): Promise<CommitLines> => {
        const { id } = commit;
        const files = anew.map(readOnce);
        const old = oldOf(id).map((one) => ({
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
        const { before } = isMany(rewritten) && rewritten.has(id) ? NO_PARENT : parent;
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
      const work = [
        ...[...carried.values()].map((one) => ({ weight: one.note.files.length, known: () => one })),
        ...all.map((changes) => ({ weight: changes.files.length, known: () => linesOf(changes) })),
      ];
      for (const some of inParts(work, AT_ONCE, ({ weight }) => weight))
        await writeNotes(tools, await Promise.all(some.map(({ known }) => known())), copies);
      if (!options.isAmend) await markNoted(tools, { atEndOfRebase: true });
    },
    // A git reads them that has to be started anyhow.
    new ObjectReader(context.git),
  );

interface Made {
  /** What each commit was made from. */
  readonly rewritten: ReadonlyMap<string, readonly string[]>;
  /** Those that were. */
  readonly commits: readonly CommitInfo[];
  /** The other ones. */
  readonly others: readonly CommitInfo[];
  /** All that was committed since the rebase began. */
  readonly since: ReadonlySet<string>;
  /** Whether one that was made anew is as the other one was. */
  isSame(old: string, now: string): boolean;
}

async function whatWasMade(tools: Tools, { isAmend = false, begun }: RewrittenOptions): Promise<Made> {
  const { git, gitDir, objects, notes } = tools;
  const rewritten = isAmend ? await amended(tools) : rewrittenCommits(gitDir);
  const onto = isAmend ? undefined : rebasedOnto(gitDir);
  if (rewritten.size > 0) notes.getReady();
  // At once, what does not wait for each other: a rebase waits for this.
  const [filesNow, made, since, commits, filesBefore] = await Promise.all([
    isAmend ? [] : begun().then((said) => said ?? fileChanges(git, [...rewritten.keys()])),
    onto === undefined ? [] : commitsIn(git, [`${onto}..HEAD`]),
    madeSinceStart(tools),
    infoOf(objects, [...rewritten.keys()]),
    isAmend ? [] : fileChanges(git, [...rewritten.values()].flat()),
    isMany(rewritten) ? notes.lookAtAll() : undefined,
  ]);
  const others = await infoOf(
    objects,
    made.filter((id) => !rewritten.has(id)),
  );
  return { rewritten, commits, others, since, isSame: sameChanges([...filesBefore, ...filesNow]) };
}

/**
 * For so many commits their notes are looked for one by one; and where one without a note was made anew, who wrote what
 * its lines may be from. Of more that takes longer than a rebase may, most often for nothing.
 */
const FEW = 20;

const isMany = ({ size }: ReadonlyMap<string, unknown>): boolean => size > FEW;

async function amended(tools: Tools): Promise<Map<string, string[]>> {
  const head = await tools.objects.find('commit', 'HEAD');
  const old = head ? await amendedBy(tools, head.id) : [];
  return new Map(head && old.length > 0 ? [[head.id, old]] : []);
}

/** So many commits, and so many files in them: what is written stays, should time run out. */
const AT_ONCE = { count: 500, weight: 3_000 };

const changesOf = ({ git, objects }: Tools, commits: readonly CommitInfo[]): Promise<CommitChanges[]> =>
  changesOfCommits(git, objects, commits);

/** Both the new commit and the old one may be read from it. */
function readOnce(file: ChangedFile): ChangedFile {
  let read: ReturnType<ChangedFile['read']> | undefined;
  return { ...file, read: () => (read ??= file.read()) };
}
