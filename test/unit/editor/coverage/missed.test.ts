import assert from 'node:assert/strict';
import { Missed } from '../../../../src/editor/coverage/missed';
import type { Coverage } from '../../../../src/editor/intercept/interception';

const covered = (id: string, more: Partial<Coverage> = {}): Coverage => ({
  id,
  state: 'wrapped',
  loadedBefore: 'no',
  providers: 0,
  ...more,
});

function missedOf(
  coverage: readonly Coverage[],
  provides: Readonly<Record<string, boolean | undefined>> = {},
): Missed {
  return new Missed({
    coverage: () => coverage,
    mayProvide: async (id) => provides[id],
    failed: (error) => assert.fail(String(error)),
  });
}

describe('extensions whose suggestions may come unseen', () => {
  it('are those that were loaded before the wrap, and those that could not be wrapped', () => {
    const missed = missedOf([
      covered('in.time'),
      covered('too.early', { loadedBefore: 'yes' }),
      covered('not.wrapped', { state: 'failed', why: 'no API' }),
    ]);
    assert.deepEqual(missed.ids(), ['too.early', 'not.wrapped']);
  });

  it('are ES modules that may have been loading, until they register through the wrap', () => {
    const loading = covered('es.module', { loadedBefore: 'unknown' });
    assert.deepEqual(missedOf([loading]).ids(), ['es.module']);
    assert.deepEqual(missedOf([{ ...loading, providers: 1 }]).ids(), []);
  });

  it('are not those whose scripts register no providers', async () => {
    const early = (id: string): Coverage => covered(id, { loadedBefore: 'yes' });
    const missed = missedOf([early('a.git'), early('b.ai'), early('c.large')], {
      'a.git': false,
      'b.ai': true,
      'c.large': undefined,
    });
    assert.deepEqual(missed.ids(), ['a.git', 'b.ai', 'c.large']);
    await missed.look();
    assert.deepEqual(missed.ids(), ['b.ai', 'c.large']);
  });

  it('are those whose scripts cannot be read', async () => {
    const failures: unknown[] = [];
    const missed = new Missed({
      coverage: () => [covered('a.b', { loadedBefore: 'yes' })],
      mayProvide: () => Promise.reject(new Error('no access')),
      failed: (error) => failures.push(error),
    });
    await missed.look();
    assert.deepEqual(missed.ids(), ['a.b']);
    assert.equal(failures.length, 1);
  });
});
