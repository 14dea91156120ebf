/** What each hook costs a person who commits 50 files with 500 lines of a tool's, next to starting Node alone. */
import assert from 'node:assert/strict';
import type { GitRepository } from '../../scenario/gitRepository';
import { smallFile, smallLines } from './largeRepository';
import { compare, time, type Timed } from './timing';

const FILES = 50;
const AI_LINES_EACH = 10;
const RUNS = 15;
const LIMIT = 3;

/** The tool's lines alone; then with one more in each file that nobody has told of, which has to be looked for elsewhere. */
export const benchHooks = async (repo: GitRepository): Promise<Timed[]> => [
  ...(await benchCommit(repo, '', [], 0)),
  ...(await benchCommit(repo, ', others’ lines too', ['by hand'], 1)),
];

async function benchCommit(
  repo: GitRepository,
  kind: string,
  byHand: readonly string[],
  from: number,
): Promise<Timed[]> {
  const names = Array.from({ length: FILES }, (_, i) => smallFile(i * 3 + from));
  names.forEach((name, i) => {
    const before = smallLines(i * 3 + from);
    const added = Array.from(
      { length: AI_LINES_EACH },
      (_, line) => `  const generated${line} = call(${i}, ${line});`,
    );
    repo.stage(name, [...before.slice(0, 10), ...added, ...byHand, ...before.slice(10)]);
  });
  await repo.record(...names.map((path) => ({ path, lines: `11-${10 + AI_LINES_EACH}` })));
  const node = (): number => time(repo.path, process.execPath, ['-e', '0']);
  const against = (
    hook: string,
    env: Record<string, string>,
    args: readonly string[],
    before: () => void,
  ): Timed =>
    compare(
      hook + kind,
      () => {
        before();
        return time(repo.path, repo.at('.git/hooks', hook), args, { GIT_INDEX_FILE: '.git/index', ...env });
      },
      'node -e 0',
      node,
      { runs: RUNS, limit: LIMIT },
    );
  const message = '.git/COMMIT_EDITMSG';
  const newMessage = (): void => repo.write(message, 'Subject\n');
  const lines = FILES * (AI_LINES_EACH + byHand.length);
  const messageIsDone = (): void =>
    assert.match(repo.read(message), new RegExp(`^AI-Lines: ${FILES * AI_LINES_EACH}/${lines}$`, 'm'));

  const prepare = against('prepare-commit-msg', { GIT_EDITOR: ':' }, [message, 'message'], newMessage);
  messageIsDone();
  const finish = against('commit-msg', { GIT_EDITOR: 'vi' }, [message], newMessage);
  messageIsDone();
  const notes = repo.git('rev-parse', 'refs/notes/ai').trim();
  repo.git('commit', '--quiet', '--message', 'Subject', '--no-verify');
  const post = against('post-commit', { GIT_EDITOR: ':' }, [], () =>
    repo.git('update-ref', 'refs/notes/ai', notes),
  );
  assert.equal(repo.git('notes', '--ref=ai', 'show').match(/ 11-20$/gm)?.length, FILES);
  return [prepare, finish, post];
}
