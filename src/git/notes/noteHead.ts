/** Writes the note of the commit just made. */
import type { PipedNote } from '../hooks/pipedNote';
import { attributeCommit, type Evidence } from './attribution';
import { parseCommitDiffs } from '../parse/diffs';
import { changesOfCommits, commitInfo, type CommitInfo, type KnownDiffs } from './commitChanges';
import { besidesCommit, parentOf, sourcesOf } from './commitEvidence';
import { asBeforeCommit } from './earlierVersions';
import type { HeadAnswers } from './headAnswers';
import { forgetSources, hasOnlyMovedAhead, madeFrom, whereabouts } from './madeFrom';
import type { Candidate } from './knownHunks';
import { settleMarker } from './marker';
import { markNoted, missedCommits } from './missed';
import { commitsOfOtherBranches, type NotedCommit } from './notedCommits';
import { noteMissedInTime } from './noteMissed';
import { seconds, withTools, type NotesContext, type Tools } from './notesTools';
import { writeNotes } from './writeNotes';

interface HeadOptions {
  /** Where git may have done nothing but move ahead. */
  readonly mergesOnly?: boolean;
  /** What git has said already. Asked as late as can be, since it may have to be waited for. */
  begun?(): HeadAnswers | undefined;
  /** The same of commits nearby: see `NEARBY`. */
  others?(): readonly NotedCommit[] | undefined;
  readonly piped?: PipedNote | undefined;
}

/** After a commit. @returns whether the hooks had missed none before */
export const noteHead = (
  context: NotesContext,
  { mergesOnly = false, begun, others, piped }: HeadOptions = {},
): Promise<boolean> =>
  withTools(context, async (tools) => {
    settleMarker(tools.gitDir);
    const missed = await missedCommits(tools, true);
    // Of several writings the launcher could not tell which have come to be.
    const handed = missed ? undefined : piped;
    if (handed) tools.notes.handTo(handed.write);
    // The log is read, and what will write the note gets ready, before git has answered.
    else if (!mergesOnly && tools.labels.paths().length > 0) tools.notes.getReady();
    const said = begun?.();
    if (said) tools.objects.take(said.objects);
    const commit = await commitInfo(tools.objects, said?.head ?? 'HEAD');
    if (commit && !(mergesOnly && commit.parents.length < 2)) {
      tools.notes.expect(commit.id, said?.tip);
      // A commit may bear any date.
      const isNew = !mergesOnly || !(await hasOnlyMovedAhead(tools));
      const made = isNew ? { madeAt: seconds(tools.now) } : {};
      await noteCommit(tools, commit, said && diffOf(said), new Nearby(tools, others), made);
      if (!handed) forgetSources(tools.gitDir);
    }
    if (tools.notes.isAwaited) await markNoted(tools, { isAwaited: true });
    else await noteMissedInTime(tools, missed);
    handed?.close();
    return missed === undefined;
  });

/** `HEAD` may have gone on since git was asked. */
const diffOf = ({ head, diff }: HeadAnswers): KnownDiffs =>
  new Map([[head, parseCommitDiffs(diff).filter(({ commit }) => commit === head)]]);

async function noteCommit(
  tools: Tools,
  commit: CommitInfo,
  known: KnownDiffs | undefined,
  nearby: Nearby,
  made: Pick<Evidence, 'madeAt'>,
): Promise<void> {
  try {
    const from = await madeFrom(tools, commit.id, commit.message);
    const asked = changesOfCommits(tools.git, tools.objects, [commit], { known });
    const others = Promise.all([sourcesOf(tools, commit.id, from), parentOf(tools, commit)]);
    const [[changes], [sources, parent]] = await Promise.all([asked, others]);
    if (!changes) return;
    const beside = besidesCommit(tools, changes, () => nearby.commits());
    const asBefore = asBeforeCommit(tools, changes);
    const { labels } = tools;
    const evidence: Evidence = {
      ...{ labels, sources, ...parent, ...made, beside, asBefore },
      putRight: (path, lines) => labels.putRight?.(path, lines),
    };
    await writeNotes(tools, [await attributeCommit(changes, evidence)]);
  } finally {
    nearby.close();
  }
}

/**
 * Where this work tree has been, and what other branches have that it has not: a file may have been taken from there.
 * git is asked once somebody wants to know; in a repository of many branches it looks for a while, and for no longer.
 */
class Nearby {
  private ending: AbortController | undefined;

  constructor(
    private readonly tools: Tools,
    private readonly known: HeadOptions['others'],
  ) {}

  async commits(): Promise<readonly Candidate[]> {
    const { all, left } = await whereabouts(this.tools);
    const known = this.known?.() ?? (await this.others());
    const notes = new Map(known.map(({ id, note }) => [id, { commit: id, note }]));
    const been = left.map((commit) => notes.get(commit) ?? { commit });
    for (const commit of all) notes.delete(commit);
    return [...been, ...notes.values()];
  }

  private others(): Promise<readonly NotedCommit[]> {
    this.ending ??= new AbortController();
    return commitsOfOtherBranches(this.tools.git, this.ending.signal);
  }

  /** Nobody asks any more. */
  close(): void {
    this.ending?.abort();
  }
}
