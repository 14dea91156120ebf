/** The notes of commits of many files: git is not asked about each of them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readyRepository } from './readyRepository';

const FILES = 150;

describe('a commit of many files', function () {
  this.timeout(120_000);
  const ready = readyRepository();

  /** How often git was started while something was done: https://git-scm.com/docs/api-trace2 */
  function startsOf(action: (env: NodeJS.ProcessEnv) => void): number {
    const log = ready.at('log');
    ready.repo.write('../trace', `[trace2]\n\tnormalTarget = ${log}\n`);
    action({ GIT_CONFIG_GLOBAL: ready.at('trace') });
    return readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => / start /.test(line)).length;
  }

  it('asks once what another branch has added to them', async () => {
    const { repo } = ready;
    const names = Array.from({ length: FILES }, (_, i) => `f${i}.ts`);
    const lines = (i: number): string[] => Array.from({ length: 9 }, (_, line) => `me ${line} of ${i}`);
    names.forEach((name, i) => repo.write(name, lines(i)));
    repo.git('add', '.');
    await repo.record(...names.map((path) => ({ path, lines: '1-9', by: 'human' as const })));
    repo.commit('Base');
    repo.git('checkout', '--quiet', '-b', 'other');
    names.forEach((name, i) => repo.write(name, [...lines(i), `ai a block of ${i}`, `ai its end, ${i}`]));
    await repo.record(...names.map((path) => ({ path, lines: '10-11', tool: 'ai' })));
    repo.commit('Other', '-a');
    repo.git('checkout', '--quiet', 'main');
    names.forEach((name, i) => repo.write(name, [`nobody ${i}`, ...lines(i)]));
    const starts = startsOf((env) => {
      const { code, err } = repo.try(['commit', '--quiet', '-am', 'Mine'], { env });
      assert.deepEqual([code, err], [0, '']);
    });
    assert.ok(starts < FILES / 2, `${starts} times`);
    await repo.tells('f0.ts');
    await repo.tells(`f${FILES - 1}.ts`);
  });
});
