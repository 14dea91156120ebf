/** Writes the notes of commits: of the one just made, of those that a rebase made anew, of those that have lost theirs. */
import { parseNote, printNote, SCHEMA_VERSION } from '../../provenance/authorshipNote';
import type { Labels } from '../addedParts';
import { textOf, type BegunGit, type Git } from '../git';
import { ObjectReader } from '../objects';
import { attributeCommit, type Evidence } from './attribution';
import {
  changesOfCommits,
  changesWhereKnown,
  commitInfo,
  type CommitChanges,
  type CommitInfo,
} from './commitChanges';
import { beginDiff } from './commitDiff';
import { extendNote, type CommitLines } from './extendNote';
import { KnownHunks } from './knownHunks';
import {
  amendedBy,
  forgetSources,
  hasOnlyMovedAhead,
  madeFrom,
  madeSinceStart,
  rebasedOnto,
  rewrittenCommits,
  saysItIsMadeFrom,
  whereabouts,
  type MadeFrom,
} from './madeFrom';
import { AT_ONCE as MISSED_AT_ONCE, markNoted, missedCommits } from './missed';
import { Notes, type NoteChange } from './notesRef';
import { blamedSource, ownSource, type ReplayedCommit, type Source } from './sources';

export interface NotesContext {
  readonly git: Git;
  /** Of the work tree. */
  readonly gitDir: string;
  readonly labels: Labels;
  readonly now: Date;
}

interface Tools extends NotesContext {
  readonly objects: ObjectReader;
  readonly notes: Notes;
}

async function withTools<T>(context: NotesContext, work: (tools: Tools) => Promise<T>): Promise<T> {
  const objects = new ObjectReader(context.git);
  const notes = new Notes(context.git, objects);
  try {
    return await work({ ...context, objects, notes });
  } finally {
    notes.close();
    objects.close();
  }
}

/** After a commit. @param mergesOnly where git may have done nothing but move ahead */
export const noteHead = (
  context: NotesContext,
  { mergesOnly = false }: { readonly mergesOnly?: boolean } = {},
): Promise<void> =>
  withTools(context, async (tools) => {
    const asked = commitInfo(tools.objects, 'HEAD');
    // It gets ready meanwhile.
    const diff = mergesOnly ? undefined : beginDiff(tools.git);
    try {
      const commit = await asked;
      if (commit && !(mergesOnly && commit.parents.length < 2))
        await noteCommit(tools, commit, { mergesOnly, diff });
    } finally {
      diff?.cancel();
    }
    await noteMissed(tools, { inHook: true });
  });

interface ToNote {
  readonly mergesOnly: boolean;
  readonly diff: BegunGit | undefined;
}

async function noteCommit(tools: Tools, commit: CommitInfo, { mergesOnly, diff }: ToNote): Promise<void> {
  const from = await madeFrom(tools, commit.id, commit.message);
  forgetSources(tools.gitDir);
  const asked = changesOfCommits(tools.git, tools.objects, [commit], { begun: diff });
  const others = Promise.all([sourcesOf(tools, from), parentOf(tools, commit)]);
  // The log is read, and what will write the note gets ready, while git compares.
  if (tools.labels.paths().length > 0) tools.notes.getReady();
  const [[changes], [sources, parent]] = await Promise.all([asked, others]);
  if (!changes) return;
  const hunks = hunksBeside(tools, commit.id, () => whereabouts(tools));
  // A commit may bear any date.
  const isNew = !mergesOnly || !(await hasOnlyMovedAhead(tools));
  const made = isNew && { madeAt: seconds(tools.now) };
  const evidence = { labels: tools.labels, sources, ...parent, ...made, hunksOf: hunks };
  await write(tools, [await attributeCommit(changes, evidence)]);
}

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
    const made = onto === undefined ? [] : await commitsIn(tools.git, [`${onto}..HEAD`]);
    const ids = [...new Set([...rewritten.keys(), ...made])];
    const commits = await infoOf(tools, ids);
    const all = await changesOfCommits(tools.git, tools.objects, commits);
    const since = await madeSinceStart(tools);
    const replayed = await changesById(tools, [...rewritten.values()].flat());
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
        hunksOf: noHunks,
      });
    };
    for (let done = 0; done < all.length; done += AT_ONCE) {
      await write(tools, await Promise.all(all.slice(done, done + AT_ONCE).map(linesOf)), copies);
    }
    if (!isAmend) await markNoted(tools, { atEndOfRebase: true });
  });

async function amended(tools: Tools): Promise<Map<string, string[]>> {
  const head = await tools.objects.find('commit', 'HEAD');
  const old = head ? await amendedBy(tools, head.id) : [];
  return new Map(head && old.length > 0 ? [[head.id, old]] : []);
}

/** What no hook has seen, the newest commit too: before notes leave this machine. */
export const noteUnseen = (context: NotesContext): Promise<void> =>
  withTools(context, (tools) => noteMissed(tools, { inHook: false }));

/** What is written stays, should time run out. */
const AT_ONCE = 500;

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
 * Finds again what commits have lost: by the working log, and by content from every commit that has a note.
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
    const found = await foundAgain(tools, ids);
    const known = new Set(found.map(({ commit }) => commit));
    return {
      repaired: await write(tools, found),
      cut: ids.filter((id) => !known.has(id)),
      noted: noted.length,
      elsewhere: here.filter((one) => !one).length,
    };
  });

const isHere = async (objects: ObjectReader, id: string): Promise<boolean> =>
  (await objects.find('commit', id)) !== undefined;

/** Of more commits without notes only those are looked at that this work tree has been at lately. */
const MANY = 20;

/**
 * The same without writing anything, so that a look at a file finds what no hook has seen. Of the log only that counts
 * which is of exactly the text that a commit has: lines alike may have been put in since.
 */
export const linesFoundAgain = async (
  context: NotesContext,
  paths: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ReadonlyMap<string, CommitLines>> => {
  const here = new Set(paths.size > MANY ? await whereabouts(context) : paths.keys());
  const commits = [...paths.keys()].filter((id) => here.has(id));
  if (commits.length === 0) return new Map();
  return withTools(context, async (tools) => {
    const { labels } = tools;
    const read: Labels['read'] = (path, text, added) => {
      const labelled = labels.read(path, text, added);
      return labelled && labels.isOf(path, text) ? labelled : undefined;
    };
    const ofThisText = { paths: () => labels.paths(), hasTools: () => true, isOf: () => true, read };
    const lines = await foundAgain({ ...tools, labels: ofThisText }, commits, { wanted: paths });
    return new Map(lines.map((one) => [one.commit, one]));
  });
};

interface ToFind {
  /** The commits that are known to have been made again as this one. */
  readonly replacedBy?: (commit: CommitInfo) => readonly string[];
  /** By commit, the only files that are asked about. All of them otherwise. */
  readonly wanted?: ReadonlyMap<string, ReadonlySet<string>>;
}

async function foundAgain(
  tools: Tools,
  ids: readonly string[],
  { replacedBy = () => [], wanted }: ToFind = {},
): Promise<CommitLines[]> {
  let known: Promise<readonly string[]> | undefined;
  const noted = (): Promise<readonly string[]> =>
    (known ??= tools.notes.list().then((notes) => [...notes.keys()]));
  const commits = await infoOf(tools, ids);
  const paths = wanted && [...new Set(ids.flatMap((id) => [...(wanted.get(id) ?? [])]))];
  const all = await changesWhereKnown(tools.git, tools.objects, commits, paths);
  const lines: CommitLines[] = [];
  for (const changes of all) {
    const hunksOf = hunksBeside(tools, changes.commit.id, noted);
    const { replays, draws } = saysItIsMadeFrom(changes.commit.message);
    const sources = await sourcesOf(tools, { replays: [...replacedBy(changes.commit), ...replays], draws });
    const parent = await parentOf(tools, changes.commit);
    const mine = wanted?.get(changes.commit.id);
    const files = changes.files.filter(({ path }) => !wanted || mine?.has(path));
    lines.push(
      await attributeCommit({ ...changes, files }, { labels: tools.labels, sources, ...parent, hunksOf }),
    );
  }
  return lines;
}

/** What an earlier hook had no chance to do. A commit that is made again keeps its author and the time of its writing. */
async function noteMissed(tools: Tools, { inHook }: { readonly inHook: boolean }): Promise<void> {
  const missed = await missedCommits(tools, inHook);
  if (!missed) return markNoted(tools);
  const { remade, rebased } = missed;
  const anew = await Promise.all(remade.map((range) => commitsIn(tools.git, [range])));
  const commits = [
    ...new Set([...missed.commits, ...anew.flatMap((ids) => ids.slice(0, MISSED_AT_ONCE).toReversed())]),
  ];
  const old = await Promise.all(rebased.map((range) => commitsIn(tools.git, [range])));
  const byAuthorship = new Map<string, string[]>();
  for (const { id, authorship } of await infoOf(tools, [...new Set(old.flat())])) {
    byAuthorship.set(authorship, [...(byAuthorship.get(authorship) ?? []), id]);
  }
  const replacedBy = ({ authorship }: CommitInfo): readonly string[] => byAuthorship.get(authorship) ?? [];
  await write(tools, await foundAgain(tools, commits, { replacedBy }));
  missed.done();
}

const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);

const noHunks = (): Promise<readonly never[]> => Promise.resolve([]);

function hunksBeside(tools: Tools, commit: string, candidates: () => Promise<readonly string[]>) {
  const hunks = new KnownHunks(tools.git, tools.objects, tools.notes, commit, candidates);
  return (path: string) => hunks.of(path);
}

/**
 * What the commits added themselves; then, since a conflict may have brought back more of their files, all of what
 * stands in them.
 */
async function replayedSources(tools: Tools, commits: readonly ReplayedCommit[]): Promise<Source[]> {
  const { git, objects, notes } = tools;
  const own = await Promise.all(commits.map((commit) => ownSource(git, objects, notes, commit)));
  return [...own, ...commits.map(({ id }) => blamedSource(git, objects, notes, id))];
}

async function sourcesOf(tools: Tools, { replays, draws }: MadeFrom): Promise<Source[]> {
  const { git, objects, notes } = tools;
  const drawn = draws.map((commit) => blamedSource(git, objects, notes, commit));
  return [
    ...(await replayedSources(
      tools,
      replays.map((id) => ({ id })),
    )),
    ...drawn,
  ];
}

async function changesById(tools: Tools, ids: readonly string[]): Promise<Map<string, CommitChanges>> {
  const all = await changesOfCommits(tools.git, tools.objects, await infoOf(tools, ids));
  return new Map(all.map((changes) => [changes.commit.id, changes]));
}

type ParentEvidence = Pick<Evidence, 'before' | 'committedBefore'>;

const NO_PARENT: ParentEvidence = { before: undefined, committedBefore: 0 };

async function parentOf({ git, objects, notes }: Tools, { parents }: CommitInfo): Promise<ParentEvidence> {
  const [first] = parents;
  const parent = first === undefined ? undefined : await commitInfo(objects, first);
  if (!parent) return NO_PARENT;
  return { before: blamedSource(git, objects, notes, parent.id), committedBefore: parent.committed };
}

async function infoOf({ objects }: Tools, ids: readonly string[]): Promise<CommitInfo[]> {
  const found = await Promise.all(ids.map((id) => commitInfo(objects, id)));
  return found.filter((commit) => commit !== undefined);
}

async function commitsIn(git: Git, args: readonly string[]): Promise<string[]> {
  const answer = textOf(await git.read(['rev-list', '--end-of-options', ...args, '--']));
  return answer?.split('\n').filter((id) => id !== '') ?? [];
}

/** The oldest first, so that a commit finds what those before it found. */
export async function namedCommits(git: Git, range: string): Promise<string[] | undefined> {
  const walk = range.includes('..') ? [] : ['--no-walk=unsorted'];
  const args = ['rev-list', '--reverse', '--topo-order', ...walk, '--end-of-options', range, '--'];
  return textOf(await git.read(args))
    ?.split('\n')
    .filter((id) => id !== '');
}

/**
 * @param copies by commit, notes that git may have put in the place of its own, or behind it (`notes.rewriteRef`): their
 *   lines are those of other texts
 * @returns the commits whose notes have changed
 */
async function write(
  { notes, now }: Tools,
  commits: readonly CommitLines[],
  copies: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<string[]> {
  const written = new Set<string>();
  const changes = new Map<string, NoteChange>();
  for (const lines of commits) {
    const copied = copies.get(lines.commit) ?? [];
    if (lines.files.size === 0 && copied.length === 0) continue;
    changes.set(lines.commit, (found) => {
      const text = found === undefined ? undefined : withoutCopies(found, copied);
      const there = text === undefined ? undefined : parseNote(text);
      // Whatever another tool wrote there stays.
      if (text !== undefined && !there) return undefined;
      const extended = extendNote(there, lines);
      if (extended) written.add(lines.commit);
      if (extended) return printNote(extended);
      return text === found ? undefined : (text ?? NOTHING);
    });
  }
  if (changes.size > 0) await notes.write(changes, now);
  return [...written];
}

/** A note that says nothing. */
const NOTHING = printNote({ files: [], metadata: { schema_version: SCHEMA_VERSION } });

/** Undefined where nothing is left. */
function withoutCopies(text: string, copies: readonly string[]): string | undefined {
  let rest = text.trimEnd();
  for (;;) {
    const copy = copies.find((one) => one.trim() !== '' && rest.endsWith(one.trimEnd()));
    if (copy === undefined) break;
    rest = rest.slice(0, -copy.trimEnd().length).trimEnd();
  }
  if (rest === '') return undefined;
  return rest === text.trimEnd() ? text : rest;
}
