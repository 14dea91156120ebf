/** Writes the note of the commit just made. */
import { attributeCommit } from './attribution';
import { changesOfCommits, commitInfo, type CommitInfo } from './commitChanges';
import { besides, parentOf, sourcesOf } from './commitEvidence';
import { forgetSources, hasOnlyMovedAhead, madeFrom, whereabouts } from './madeFrom';
import { asBeforeCommit } from './earlierVersions';
import type { Candidate } from './knownHunks';
import { commitsOfOtherBranches } from './notedCommits';
import { noteMissed } from './noteMissed';
import { seconds, withTools, type NotesContext, type Tools } from './notesTools';
import { writeNotes } from './writeNotes';

interface HeadOptions {
  /** Where git may have done nothing but move ahead. */
  readonly mergesOnly?: boolean;
  /** What git has said already of `HEAD`: see `commitDiffs`. */
  ofHead?(): Buffer | undefined;
}

/** After a commit. */
export const noteHead = (context: NotesContext, options: HeadOptions = {}): Promise<void> =>
  withTools(context, async (tools) => {
    const asked = commitInfo(tools.objects, 'HEAD');
    // The log is read, and what will write the note gets ready, before git has answered.
    if (!options.mergesOnly && tools.labels.paths().length > 0) tools.notes.getReady();
    const commit = await asked;
    if (commit && !(options.mergesOnly && commit.parents.length < 2))
      await noteCommit(tools, commit, options);
    await noteMissed(tools, { inHook: true });
  });

async function noteCommit(
  tools: Tools,
  commit: CommitInfo,
  { mergesOnly, ...options }: HeadOptions,
): Promise<void> {
  const nearby = new Nearby(tools);
  try {
    const from = await madeFrom(tools, commit.id, commit.message);
    forgetSources(tools.gitDir);
    const asked = changesOfCommits(tools.git, tools.objects, [commit], options);
    const others = Promise.all([sourcesOf(tools, from), parentOf(tools, commit)]);
    const [[changes], [sources, parent]] = await Promise.all([asked, others]);
    if (!changes) return;
    const beside = besides(tools, commit.id, () => nearby.commits());
    const asBefore = asBeforeCommit(tools, commit.id, commit.parents[0]);
    // A commit may bear any date.
    const isNew = !mergesOnly || !(await hasOnlyMovedAhead(tools));
    const made = isNew && { madeAt: seconds(tools.now) };
    const evidence = { labels: tools.labels, sources, ...parent, ...made, beside, asBefore };
    await writeNotes(tools, [await attributeCommit(changes, evidence)]);
  } finally {
    nearby.close();
  }
}

/**
 * Where this work tree has been, and what other branches have that it has not: a file may have been taken from there.
 * git looks while there is something else to do; in a repository of many branches that takes it a while.
 */
class Nearby {
  private readonly ending = new AbortController();
  private readonly others: Promise<readonly Candidate[]>;

  constructor(private readonly tools: Tools) {
    this.others = commitsOfOtherBranches(tools.git, this.ending.signal).then((commits) =>
      commits.map(({ id, note }) => ({ commit: id, note })),
    );
    // Whoever asks is told.
    this.others.catch(() => undefined);
  }

  async commits(): Promise<readonly Candidate[]> {
    const [been, others] = await Promise.all([whereabouts(this.tools), this.others]);
    return [...been.map((commit) => ({ commit })), ...others];
  }

  /** Nobody asks any more. */
  close(): void {
    this.ending.abort();
  }
}
