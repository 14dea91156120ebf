/** Killed at any moment: the repository is sound, what was recorded is there, and the next hook finishes the work. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { inRepository } from '../host/paths';
import { Random } from '../host/random';
import { randomFactor, randomSeed } from '../host/soak';
import { Folder } from '../unit/node/folder';
import { environment, jsonLines } from './parapet';
import { TellingRepository } from './tellingLines';

const TRIALS = 2 * randomFactor();

describe('kill -9', () => {
  const folder = new Folder();
  const seed = randomSeed() ?? Date.now() % 1_000_000_000;
  const random = new Random(seed);
  let repo: TellingRepository;
  beforeEach(async () => {
    repo = new TellingRepository(folder.at('repo'));
    await repo.init().install();
    await repo.editAndCommit('a.ts', ['me one']);
  });

  /** @returns milliseconds that it took, if it was let */
  function run(
    program: string,
    args: readonly string[],
    { input = '', killAfter = Infinity } = {},
  ): Promise<number> {
    const start = performance.now();
    const child = spawn(program, args, { cwd: repo.path, env: environment(), detached: true, stdio: 'pipe' });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.stdout.resume();
    child.stderr.resume();
    const kill = (): void => {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // It was quicker.
      }
    };
    const timer = Number.isFinite(killAfter) ? setTimeout(kill, killAfter) : undefined;
    return new Promise((resolve) => {
      child.on('close', () => {
        clearTimeout(timer);
        resolve(performance.now() - start);
      });
    });
  }

  /** What git asks people to remove after a crash of its own. */
  function unlock(): void {
    for (const file of readdirSync(repo.at('.git'), { recursive: true, encoding: 'utf8' })) {
      if (/^(?:index|HEAD|refs\/heads\/.*)\.lock$/.test(file)) rmSync(repo.at('.git', file));
    }
  }

  it(`of a commit and its hooks, ${TRIALS} times (seed ${seed})`, async () => {
    let lines = ['me one'];
    const change = async (): Promise<void> => {
      lines = [...lines, `ai ${lines.length}`, `me ${lines.length}`];
      await repo.edit('a.ts', lines);
    };
    await change();
    const whole = await run('git', ['commit', '--quiet', '-am', 'Calibrate']);
    for (let trial = 0; trial < TRIALS; trial++) {
      await change();
      const killAfter = random.upTo(Math.ceil(whole * 1.1));
      await run('git', ['commit', '--quiet', '-am', `Trial ${trial}`], { killAfter });
      unlock();
      assert.equal(repo.try(['fsck', '--no-dangling']).code, 0, `killed after ${killAfter} ms`);
      await change();
      repo.commit('Next', '-a');
      await repo.tells('a.ts', 'HEAD^');
      await repo.tells('a.ts');
    }
  }).timeout(60_000 * TRIALS);

  it(`of a report of lines, ${TRIALS} times (seed ${seed})`, async () => {
    let lines = ['me one'];
    const [program, args] = [process.execPath, [inRepository('dist', 'cli.js'), 'record']];
    const entry = (line: number): string =>
      jsonLines([{ path: 'a.ts', startLine: line, endLine: line, tool: 'ai', model: 'm-1' }]);
    const add = (): string => {
      lines = [...lines, `ai ${lines.length}`];
      repo.write('a.ts', lines);
      return entry(lines.length);
    };
    const whole = await run(program, args, { input: add() });
    for (let trial = 0; trial < TRIALS; trial++) {
      const killAfter = random.upTo(Math.ceil(whole * 1.1));
      const input = add();
      await run(program, args, { input, killAfter });
      // Nothing said that it was kept, so that the tool would say it again.
      await run(program, args, { input });
      await repo.tellsOnDisk('a.ts');
    }
    repo.commit('All', '-a');
    await repo.tells('a.ts');
  }).timeout(60_000 * TRIALS);
});
