/** Writes the note of the commit just made. */
import { attributeCommit, type Evidence } from './attribution';
import { changesOfCommits, commitInfo, type CommitInfo } from './commitChanges';
import type { DiffOptions } from './commitDiff';
import { besides, parentOf, sourcesOf } from './commitEvidence';
import { asBeforeCommit } from './earlierVersions';
import type { HeadAnswers } from './headAnswers';
import { forgetSources, hasOnlyMovedAhead, leftBehind, madeFrom } from './madeFrom';
import type { Candidate } from './knownHunks';
import { commitsOfOtherBranches } from './notedCommits';
import { noteMissed } from './noteMissed';
import { seconds, withTools, type NotesContext, type Tools } from './notesTools';
import { writeNotes } from './writeNotes';

interface HeadOptions {
  /** Where git may have done nothing but move ahead. */
  readonly mergesOnly?: boolean;
  /** What git has said already. Asked as late as can be, since it may have to be waited for. */
  begun?(): HeadAnswers | undefined;
}

/** After a commit. */
export const noteHead = (context: NotesContext, { mergesOnly, begun }: HeadOptions = {}): Promise<void> =>
  withTools(context, async (tools) => {
    // The log is read, and what will write the note gets ready, before git has answered.
    if (!mergesOnly && tools.labels.paths().length > 0) tools.notes.getReady();
    const said = begun?.();
    if (said) tools.objects.take(said.objects);
    const commit = await commitInfo(tools.objects, said?.head ?? 'HEAD');
    if (commit && !(mergesOnly && commit.parents.length < 2)) {
      tools.notes.expect(commit.id, said?.tip);
      // A commit may bear any date.
      const isNew = !mergesOnly || !(await hasOnlyMovedAhead(tools));
      await noteCommit(tools, commit, { ofHead: said?.diff }, isNew ? { madeAt: seconds(tools.now) } : {});
    }
    await noteMissed(tools, { inHook: true });
  });

async function noteCommit(
  tools: Tools,
  commit: CommitInfo,
  how: DiffOptions,
  made: Pick<Evidence, 'madeAt'>,
): Promise<void> {
  const nearby = new Nearby(tools);
  try {
    const from = await madeFrom(tools, commit.id, commit.message);
    forgetSources(tools.gitDir);
    const asked = changesOfCommits(tools.git, tools.objects, [commit], how);
    const others = Promise.all([sourcesOf(tools, from), parentOf(tools, commit)]);
    const [[changes], [sources, parent]] = await Promise.all([asked, others]);
    if (!changes) return;
    const beside = besides(tools, commit.id, () => nearby.commits());
    const asBefore = asBeforeCommit(tools, changes);
    const evidence = { labels: tools.labels, sources, ...parent, ...made, beside, asBefore };
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
  private readonly ending = new AbortController();

  constructor(private readonly tools: Tools) {}

  async commits(): Promise<readonly Candidate[]> {
    const { tools, ending } = this;
    const [left, others] = await Promise.all([
      leftBehind(tools),
      commitsOfOtherBranches(tools.git, ending.signal),
    ]);
    return [...left.map((commit) => ({ commit })), ...others.map(({ id, note }) => ({ commit: id, note }))];
  }

  /** Nobody asks any more. */
  close(): void {
    this.ending.abort();
  }
}
