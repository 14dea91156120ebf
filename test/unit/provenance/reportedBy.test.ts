import assert from 'node:assert/strict';
import type { Author } from '../../../src/provenance/model';
import { reportedBy } from '../../../src/provenance/reportedBy';

const HUMAN: Author = { kind: 'human' };
const TOOL: Author = { kind: 'ai', attribution: { tool: 'tool', time: '', textHash: '' } };

describe('what is reported of an offset', () => {
  it('is what was reported last of it', () => {
    const reported = reportedBy('0123456789', [
      { start: 6, end: 8, author: TOOL },
      { start: 1, end: 5, author: TOOL },
      { start: 2, end: 7, author: HUMAN },
      { start: 4, end: 5, author: TOOL },
    ]);
    const said = [...'0123456789'].map((_, offset) => reported(offset)?.kind ?? '-').join(' ');
    assert.equal(said, '- ai human human ai human human ai - -');
  });
});
