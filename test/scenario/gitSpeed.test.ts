/** What a hook costs a person who commits, next to what starting Node alone costs on the same machine at that moment. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';
import { environment } from './parapet';

const RUNS = 9;
const FILES = 20;
const MOST_TIMES = 3;

describe('a hook run for a commit of 20 files', () => {
  const folder = new Folder();

  it(`takes at most ${MOST_TIMES} times node -e 0`, async function () {
    const repo = await new GitRepository(folder.path).init().install();
    const before = (file: number): string[] =>
      Array.from({ length: 200 }, (_, i) => `line ${i} of file ${file}`);
    const names = Array.from({ length: FILES }, (_, i) => `src/f${i}.ts`);
    names.forEach((name, i) => repo.stage(name, before(i)));
    repo.commit('First');
    names.forEach((name, i) => {
      const added = Array.from(
        { length: 30 },
        (_, line) => `  const generated${line} = call(${i}, ${line});`,
      );
      repo.stage(name, [...before(i).slice(0, 100), ...added, 'by hand', ...before(i).slice(100)]);
    });
    await repo.record(...names.map((path) => ({ path, lines: '101-130' })));
    const env = environment({ GIT_EDITOR: ':', GIT_INDEX_FILE: '.git/index' });
    const time = (program: string, args: readonly string[]): number => {
      const start = performance.now();
      const { status } = spawnSync(program, args, { cwd: repo.path, env, stdio: 'ignore' });
      assert.equal(status, 0);
      return performance.now() - start;
    };
    const node: number[] = [];
    const hook: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      node.push(time(process.execPath, ['-e', '0']));
      repo.write('.git/COMMIT_EDITMSG', 'Subject\n');
      hook.push(time(repo.at('.git/hooks/prepare-commit-msg'), ['.git/COMMIT_EDITMSG', 'message']));
    }
    assert.match(repo.read('.git/COMMIT_EDITMSG'), /^AI-Lines: 600\/620$/m);
    const ratio = median(hook) / median(node);
    const figures = `${median(hook).toFixed(0)} ms, node -e 0 ${median(node).toFixed(0)} ms: ${ratio.toFixed(2)} times`;
    this.test!.title += ` (${figures})`;
    assert.ok(ratio <= MOST_TIMES, figures);
  });
});

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
