import assert from 'node:assert/strict';
import { atLeast, parseVersion } from '../../../../src/git/parse/version';

describe('parseVersion', () => {
  it('reads versions as the various builds of git write them', () => {
    assert.deepEqual(parseVersion('git version 2.39.5\n'), [2, 39]);
    assert.deepEqual(parseVersion('git version 2.50.1 (Apple Git-155)'), [2, 50]);
    assert.deepEqual(parseVersion('git version 2.54.0.windows.1'), [2, 54]);
    assert.deepEqual(parseVersion('git version 2.55.GIT'), [2, 55]);
    assert.equal(parseVersion('no git'), undefined);
  });
});

describe('atLeast', () => {
  it('compares as numbers', () => {
    assert.ok(atLeast([2, 54], 2, 54));
    assert.ok(atLeast([3, 0], 2, 54));
    assert.equal(atLeast([2, 9], 2, 54), false);
  });
});
