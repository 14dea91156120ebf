import assert from 'node:assert/strict';
import { within } from '../../../src/editor/within';

const never = new Promise<string>(() => {});

describe('waiting for a value', () => {
  it('gives the value that comes in time', async () => {
    assert.equal(await within(1_000, Promise.resolve('here')), 'here');
  });

  it('gives up after the time', async () => {
    assert.equal(await within(5, never), undefined);
  });

  it('passes a failure on', async () => {
    await assert.rejects(within(1_000, Promise.reject(new Error('no'))), /no/);
  });
});
