/** `blame` and `stats` next to what git itself takes. */
import { rmSync } from 'node:fs';
import { NOTE_SUMS } from '../../../src/git/notes/countedCommits';
import type { GitRepository } from '../../scenario/gitRepository';
import { inRepository } from '../../host/paths';
import { BIG_FILE, COMMITS, LINES_OF_BIG_FILE } from './largeRepository';
import { compareWithParts, time, type Contender, type Timed } from './timing';

const RUNS = 7;

export function benchReaders(repo: GitRepository): Timed[] {
  const run =
    (program: string, ...args: string[]): Contender =>
    () =>
      time(repo.path, program, args);
  const parapet = (...args: string[]): Contender =>
    run(process.execPath, inRepository('dist', 'cli.js'), ...args);
  const lines = LINES_OF_BIG_FILE.toLocaleString('en');
  const node = ['node -e 0', run(process.execPath, '-e', '0')] as const;
  const forget = (): void => rmSync(repo.at('.git', 'parapet', NOTE_SUMS), { force: true });
  const log = ['log', '--notes=ai', 'HEAD'];
  const blame = ['blame', BIG_FILE, '--rev', 'HEAD'];
  return [
    compareWithParts(
      `blame of ${lines} lines`,
      parapet(...blame),
      'git blame',
      run('git', 'blame', 'HEAD', '--', BIG_FILE),
      { runs: RUNS, limit: 1.5, parts: [node] },
    ),
    compareWithParts(
      'stats in a clone without hooks, first time',
      () => {
        forget();
        return parapet('stats', 'HEAD')();
      },
      'git log --format=%H --notes=ai',
      run('git', ...log, '--format=%H'),
      // The same with authors: git has to read each commit for them.
      {
        runs: RUNS,
        parts: [node, ['git log with authors and notes', run('git', ...log, '--format=%H %an%n%N')]],
      },
    ),
    compareWithParts(
      `stats of ${COMMITS.toLocaleString('en')} commits, first time`,
      () => {
        forget();
        parapet('hooks', 'install')();
        return parapet('stats', 'HEAD')();
      },
      'git log --format=%H --notes=ai',
      run('git', ...log, '--format=%H'),
      { runs: RUNS, limit: 3, parts: [node] },
    ),
  ];
}
