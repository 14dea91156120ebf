/** Writes the notes of commits that git made anew. */
import type { LineWriters } from '../../provenance/lineWriters';
import type { ChangedFile } from '../changedFiles';
import { ObjectReader } from '../objects';
import type { CommitDiff } from '../parse/diffs';
import { attributeCommit } from './attribution';
import { carriedNote, type CarriedNote } from './carriedNote';
import { changesOfCommits, type CommitChanges, type CommitInfo } from './commitChanges';
import { fileChanges } from './commitDiff';
import { NO_PARENT, NOTHING_BESIDE, parentOf, replayedSources } from './commitEvidence';
import { commitsIn, infoOf } from './commitNames';
import type { CommitLines } from './extendNote';
import { inParts } from './inParts';
import { amendedBy, madeSinceStart, rebasedOnto, rewrittenCommits } from './madeFrom';
import { markNoted } from './missed';
import { seconds, withTools, type NotesContext, type Tools } from './notesTools';
import { sameChanges, type SameChanges } from './sameChanges';
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
      const made = await whatWasMade(tools, options);
      const all = await Promise.all(made.commits.map((commit) => carriedOver(tools, commit, made)));
      const [whole, inPart] = [all.filter(isWhole), all.filter(isInPart)];
      const names = new Set(inPart.flatMap(({ carried }) => [...(carried?.others ?? [])]));
      const [changes, changesInPart] = await Promise.all([
        changesAround(tools, whole, made),
        changesAround(tools, inPart, made, [...names]),
      ]);
      const known = { ...made, changes: new Map([...changes, ...changesInPart]) };
      const weightOf = ({ commit, carried }: Anew): number =>
        (known.changes.get(commit.id)?.files.length ?? 0) + (carried?.note.files.length ?? 0);
      for (const some of inParts(all, AT_ONCE, weightOf)) {
        const found = await Promise.all(some.map((one) => lookInto(tools, one, known)));
        await writeNotes(
          tools,
          found.map(({ lines }) => lines),
          new Map(found.map(({ lines: { commit }, copies }) => [commit, copies])),
        );
      }
      if (!options.isAmend) await markNoted(tools, { atEndOfRebase: true });
    },
    // A git reads them that has to be started anyhow.
    new ObjectReader(context.git),
  );

interface Made {
  /** The commits that were made, by a rebase or while it had stopped. */
  readonly commits: readonly CommitInfo[];
  /** What those were made from that it made. */
  readonly rewritten: ReadonlyMap<string, readonly string[]>;
  /** All that was committed since the rebase began. */
  readonly since: ReadonlySet<string>;
  readonly compare: (old: string, now: string) => SameChanges;
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
  return {
    commits: [...commits, ...others],
    rewritten,
    since,
    compare: sameChanges([...filesBefore, ...filesNow]),
  };
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

interface Anew {
  readonly commit: CommitInfo;
  /** The ids of what it was made from. */
  readonly old: readonly string[];
  /** What needs no look into any file. */
  readonly carried?: CarriedNote | undefined;
}

const isWhole = ({ carried }: Anew): boolean => carried === undefined;
const isInPart = ({ carried }: Anew): boolean => carried !== undefined && carried.others.size > 0;

async function carriedOver(
  { notes }: Tools,
  commit: CommitInfo,
  { rewritten, compare }: Made,
): Promise<Anew> {
  const old = rewritten.get(commit.id) ?? [];
  const [only, ...more] = old;
  const isSole = only !== undefined && only !== commit.id && more.length === 0;
  return {
    commit,
    old,
    carried: isSole ? await carriedNote(notes, only, compare(only, commit.id)) : undefined,
  };
}

/**
 * By commit, of these and of those that they were made from; but for such as are just the same.
 *
 * @param paths the only files that matter, if it is not all of them
 */
async function changesAround(
  { git, objects }: Tools,
  all: readonly Anew[],
  { compare }: Made,
  paths?: readonly string[],
): Promise<ReadonlyMap<string, CommitChanges>> {
  const before = new Set(
    all.flatMap(({ commit, old }) => old.filter((one) => !isAll(compare(one, commit.id)))),
  );
  const changes = await Promise.all([
    changesOfCommits(
      git,
      objects,
      all.map(({ commit }) => commit),
      { paths },
    ),
    changesOfCommits(git, objects, await infoOf(objects, [...before]), { paths }),
  ]);
  return new Map(changes.flat().map((one) => [one.commit.id, one]));
}

const isAll = ({ same, others }: SameChanges): boolean => same.size > 0 && others.size === 0;

interface Known extends Made {
  readonly changes: ReadonlyMap<string, CommitChanges>;
}

interface Found {
  readonly lines: CommitLines;
  /** The notes that git may have copied to the commit. */
  readonly copies: readonly string[];
}

async function lookInto(
  tools: Tools,
  { commit, old, carried }: Anew,
  { rewritten, since, compare, changes }: Known,
): Promise<Found> {
  const { id, author } = commit;
  const mine = changes.get(id);
  if (!mine) {
    const lines = { commit: id, author, files: new Map<string, LineWriters>(), carried: carried?.note };
    return { lines, copies: carried ? [carried.text] : [] };
  }
  const files = mine.files.map(readOnce);
  const replayed = old.map((one) => ({
    id: one,
    files: Promise.resolve(isAll(compare(one, id)) ? files : (changes.get(one)?.files ?? [])),
  }));
  const sources = await replayedSources(tools, replayed);
  const isNoted = sources.some(({ kind }) => kind === 'noted');
  const parent = isNoted ? NO_PARENT : await parentOf(tools, commit);
  const { before } = isMany(rewritten) && rewritten.has(id) ? NO_PARENT : parent;
  const isNew = since.has(id) || rewritten.has(id);
  const lines = await attributeCommit(
    { ...mine, files },
    {
      labels: tools.labels,
      sources,
      ...parent,
      before,
      ...(isNew && { madeAt: seconds(tools.now) }),
      beside: NOTHING_BESIDE,
    },
  );
  const copies = old.flatMap((one, i) => (one === id ? [] : (sources[i]?.note ?? [])));
  return { lines: { ...lines, carried: carried?.note }, copies };
}

/** So many commits, and so many files in them: what is written stays, should time run out. */
const AT_ONCE = { count: 500, weight: 3_000 };

/** Both the new commit and the old one may be read from it. */
function readOnce(file: ChangedFile): ChangedFile {
  let read: ReturnType<ChangedFile['read']> | undefined;
  return { ...file, read: () => (read ??= file.read()) };
}
