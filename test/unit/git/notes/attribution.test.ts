import assert from 'node:assert/strict';
import { attributeCommit } from '../../../../src/git/notes/attribution';
import { NO_PARENT, NOTHING_BESIDE } from '../../../../src/git/notes/commitEvidence';
import type { Source } from '../../../../src/git/notes/sources';
import type { Writer } from '../../../../src/provenance/lineWriters';

const AI: Writer = { kind: 'ai', tool: 'tool' };
const TEXT = 'written\n\nof nobody\n \t\n';
const ADDED = [1, 2, 3, 4];

const WRITTEN = { author: 'Dev <d@x>', authorship: '', committed: 0, message: '' };
const commit = { id: 'a'.repeat(40), parents: [], ...WRITTEN };
const file = {
  path: 'a.ts',
  blob: 'b'.repeat(40),
  read: () =>
    Promise.resolve({
      path: 'a.ts',
      text: TEXT,
      added: ADDED,
      insertions: [],
      replaced: () => assert.fail('asked'),
    }),
};
const noted: Source = {
  kind: 'noted',
  textOf: () => Promise.resolve({ text: TEXT, writers: new Map([[1, AI]]), unknown: new Set(ADDED) }),
};

describe('who wrote the lines of a commit', () => {
  it('asks nothing about blank lines where all others are known', async () => {
    const whole: Source = { kind: 'whole', textOf: () => assert.fail('asked') };
    const { files } = await attributeCommit(
      { commit, files: [file], taken: [] },
      { labels: undefined, sources: [noted, whole], ...NO_PARENT, beside: NOTHING_BESIDE },
    );
    assert.deepEqual([...files], [['a.ts', new Map([[1, AI]])]]);
  });
});
