import assert from 'node:assert/strict';
import { appendFileSync, existsSync } from 'node:fs';
import {
  addTryAfter,
  AWAITED_MARK,
  awaitMarker,
  markerOf,
  NOTED_UP_TO,
  setMarker,
  settleMarker,
  triesAfter,
  WRITTEN,
} from '../../../../src/git/notes/marker';
import { Folder } from '../../node/folder';

describe('how far hooks have come', () => {
  const folder = new Folder();
  const isThere = (name: string): boolean => existsSync(folder.at('parapet', name));
  /** As the launcher does. */
  const wrote = (): void => appendFileSync(folder.at('parapet', AWAITED_MARK), `${WRITTEN}\n`);

  it('is nowhere at first', () => {
    assert.equal(markerOf(folder.path), undefined);
    settleMarker(folder.path);
    assert.equal(markerOf(folder.path), undefined);
  });

  it('is where a note was awaited, once it has been written', () => {
    setMarker(folder.path, 'one');
    awaitMarker(folder.path, 'two');
    assert.equal(markerOf(folder.path), 'one');
    wrote();
    assert.equal(markerOf(folder.path), 'two');
    settleMarker(folder.path);
    assert.equal(markerOf(folder.path), 'two');
    assert.equal(isThere(AWAITED_MARK), false);
    assert.equal(isThere(NOTED_UP_TO), true);
  });

  it('is not where a note was awaited in vain, whatever is written after it', () => {
    setMarker(folder.path, 'one');
    awaitMarker(folder.path, 'two');
    settleMarker(folder.path);
    assert.equal(isThere(AWAITED_MARK), false);
    awaitMarker(folder.path, 'three');
    setMarker(folder.path, 'four');
    assert.equal(markerOf(folder.path), 'four');
    assert.equal(isThere(AWAITED_MARK), false);
  });

  it('keeps count of those that tried what comes next in vain, until one of them has come on', () => {
    assert.equal(triesAfter(folder.path), 0);
    setMarker(folder.path, 'one');
    addTryAfter(folder.path);
    addTryAfter(folder.path);
    assert.equal(triesAfter(folder.path), 2);
    assert.equal(markerOf(folder.path), 'one');
    setMarker(folder.path, 'one');
    assert.equal(triesAfter(folder.path), 0);
  });

  it('is told where it was awaited first of all', () => {
    awaitMarker(folder.path, 'one');
    settleMarker(folder.path);
    wrote();
    assert.equal(markerOf(folder.path), undefined);
    awaitMarker(folder.path, 'one');
    wrote();
    assert.equal(markerOf(folder.path), 'one');
  });
});
