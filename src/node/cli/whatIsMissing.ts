/** What a clone lacks of its history, and how a person gets it: Parapet itself fetches nothing to look at something. */
import { textOf, type Git } from '../../git/git';

/** @param command of git that reads what is missing: a partial clone then fetches it, `blob:none` all but the newest files */
export async function howToGetMore(git: Git, command: string): Promise<string> {
  return (await isPartial(git))
    ? `“${command}” fetches what this partial clone lacks of it`
    : 'fetch more of the history (“git fetch --unshallow”, in CI a greater depth)';
}

/** Whether it is one, and nothing else is cut off: a history that is has no end to begin from. */
export async function isPartial(git: Git): Promise<boolean> {
  const [promisors, shallow] = await Promise.all([
    git.read(['config', '--get-regexp', '^remote\\..*\\.promisor$', '^true$']),
    git.read(['rev-parse', '--is-shallow-repository']),
  ]);
  return textOf(promisors) !== undefined && textOf(shallow)?.trim() === 'false';
}
