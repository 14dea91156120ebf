import assert from 'node:assert/strict';
import { Seam } from '../../../../src/editor/intercept/seam';
import type { Suggestions } from '../../../../src/editor/intercept/wrapProvider';
import { at, fakeDocument, noDestroy, token } from './fakes';

const bad = { insertText: 'destroy' };
const suggestions: Suggestions = {
  tool: { id: 'a.b', honoursUri: false },
  document: fakeDocument(''),
  position: at(0, 0),
  token,
  version: 1,
  items: [bad],
};

describe('the seam', () => {
  it('holds results back until there is a judge', async () => {
    const seam = new Seam();
    const judged = seam.judge()?.(suggestions);
    seam.connect(noDestroy);
    assert.deepEqual(await judged, new Set([bad]));
    assert.equal(seam.late, 0);
  });

  it('lets them pass, and counts them, where none comes in time; and waits once only', async () => {
    const seam = new Seam(20);
    assert.deepEqual(await seam.judge()?.(suggestions), new Set());
    assert.equal(seam.late, 1);
    const later = new Promise((resolve) => {
      setImmediate(() => resolve('waited'));
    });
    assert.deepEqual(await Promise.race([seam.judge()?.(suggestions), later]), new Set());
    assert.equal(seam.late, 2);
    seam.forgetLate();
    assert.equal(seam.late, 0);
  });

  it('judges again once a judge comes after all', async () => {
    const seam = new Seam(1);
    await seam.judge()?.(suggestions);
    seam.connect(noDestroy);
    assert.deepEqual(await seam.judge()?.(suggestions), new Set([bad]));
  });

  it('frees what waits when it is closed', async () => {
    const seam = new Seam();
    const judged = seam.judge()?.(suggestions);
    seam.close();
    assert.deepEqual(await judged, new Set());
    assert.equal(seam.judge(), undefined);
  });
});
