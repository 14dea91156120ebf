import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sha256 } from '../../../src/git/sha256';

describe('a SHA-256', () => {
  it('is the one that Node takes', () => {
    for (const text of ['', 'claude-code:abc', 'Zoë <z@example.com>', 'x'.repeat(200)])
      assert.equal(sha256(text), createHash('sha256').update(text).digest('hex'));
  });
});
