/** prepare-commit-msg and commit-msg: the trailers of the commit that git is about to make. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ASSISTED_BY, commitTrailers, type Trailer } from '../../provenance/trailers';
import type { Labels } from '../addedParts';
import { claimsOf } from '../claims';
import { summarise } from '../commitSummary';
import type { Environment } from '../environment';
import type { Git } from '../git';
import { filesOfIndex } from '../indexFiles';
import { mentionsOwnTrailers } from '../message/ownTrailers';
import { rewriteMessage } from '../message/rewrite';
import { isEmptyMessage, saysTheSame, splitMessage } from '../message/split';
import { nextCommit, type MessageSource, type NextCommit } from '../nextCommit';
import { ObjectReader } from '../objects';
import type { GitCommand } from '../parse/commandLine';
import type { Repository } from '../repository';
import type { BegunIndex } from './begun';
import { writeHook } from './files';
import { OUR_FOLDER } from './hookScripts';
import { messageRules } from './messageRules';
import { readWritten, remember } from './written';

export interface MessageHook {
  readonly git: Git;
  readonly repository: Repository;
  readonly env: Environment;
  readonly labels: Labels;
  readonly now: Date;
  /** What git has said already; it may have to be waited for. */
  begun(): BegunIndex | undefined;
  /** Absolute. */
  readonly file: string;
  readonly source: MessageSource;
  /** The git that runs the hook; asked for only where it matters. */
  invocation(): Promise<GitCommand | undefined>;
}

/** git says so to every hook of a commit whose message nobody edits: githooks(5). */
const isEdited = (env: Environment): boolean => env['GIT_EDITOR'] !== ':';

/**
 * Where no editor follows, this is the place: it runs for `--no-verify`, merges, picks and rebases as well. Where one
 * does, a message that holds nothing but trailers would no longer count as empty; only trailers that are there already,
 * as in an amended commit, are renewed, since with `--no-verify` commit-msg will not run.
 */
export async function prepareCommitMessage(hook: MessageHook): Promise<void> {
  const content = readFileSync(hook.file, 'latin1');
  const edited = isEdited(hook.env);
  if (edited && !mentionsOwnTrailers(content)) return;
  await renewTrailers(hook, content, edited);
}

/** After the editor. Without one, only if another hook wrote something since: the launcher sees to that. */
export async function finishCommitMessage(hook: MessageHook): Promise<void> {
  await renewTrailers(hook, readFileSync(hook.file, 'latin1'), isEdited(hook.env));
}

async function renewTrailers(hook: MessageHook, content: string, edited: boolean): Promise<void> {
  const { git, labels } = hook;
  const stale = mentionsOwnTrailers(content);
  if (!stale && labels.paths().length === 0) return;
  const invocation = await hook.invocation();
  const [{ form, template }, commit] = await Promise.all([
    messageRules(hook, content, { edited, invocation }),
    nextCommit(git, { ...hook, gitDir: hook.repository.gitDir, invocation }),
  ]);
  const { body } = splitMessage(content, form);
  if (isEmptyMessage(body, form) || (template !== undefined && saysTheSame(body, template, form))) return;
  const trailers = await trailersFor(hook, commit);
  if (trailers.length === 0 && !stale) return;
  const home = path.join(hook.repository.commonDir, OUR_FOLDER);
  const written = readWritten(home);
  const wrote = (value: string): boolean => written.has(value);
  const rewritten = await rewriteMessage(git, content, { form, trailers, wrote });
  // Before the message, so that a crash in between leaves no trailer that nobody claims.
  remember(
    home,
    written,
    trailers.filter(({ key }) => key === ASSISTED_BY).map(({ value }) => value),
  );
  // At once: of half a message, or of none, git would make half a commit, or none.
  if (rewritten !== content) writeHook(hook.file, rewritten, statSync(hook.file).mode & 0o777);
}

async function trailersFor(
  { git, repository, labels, begun }: MessageHook,
  { parents, replaces }: NextCommit,
): Promise<Trailer[]> {
  const sizeOnDisk = (file: string): number | undefined =>
    statSync(path.join(repository.topLevel, file), { throwIfNoEntry: false })?.size;
  const objects = new ObjectReader(git, labels);
  try {
    const [files, claims] = await Promise.all([
      filesOfIndex(git, objects, parents, { sizeOnDisk, ofHead: () => begun()?.diff }),
      claimsOf(git, objects, replaces),
    ]);
    const summary = await summarise(files, labels, claims);
    return summary ? commitTrailers(summary) : [];
  } finally {
    objects.close();
  }
}
