import assert from 'node:assert/strict';
import { CoverageCounts } from '../../../../src/editor/coverage/coverageCounts';
import type { JudgedCall, JudgedItem } from '../../../../src/editor/intercept/suggestionJudge';
import { at, fakeDocument } from '../intercept/fakes';

const document = fakeDocument('', { path: '/repo/main.tf', languageId: 'terraform' });

function item(before: string, insert: string, more: Partial<JudgedItem> = {}): JudgedItem {
  const { uri } = document;
  return {
    item: {},
    uri,
    path: 'main.tf',
    line: 0,
    inserted: insert.length,
    replaced: 0,
    evaluation: { action: 'allow', findings: [], risk: { score: 0, level: 'none' } },
    withheld: false,
    edits: [{ uri, before, replaced: '', insert, after: '', line: 0, offset: 0 }],
    ...more,
  };
}

const call = (tool: string, ...items: JudgedItem[]): JudgedCall => ({
  tool,
  document,
  position: at(0, 0),
  mode: 'enforce',
  items,
  shown: items.length,
  stale: false,
});

describe('counts of what tools suggest', () => {
  it('take a suggestion once, however often it comes while somebody types what it says', () => {
    const counts = new CoverageCounts();
    counts.judged(call('a', item('ter', 'raform plan')));
    counts.judged(call('a', item('terra', 'form plan')));
    counts.judged(call('a', item('ter', 'rible')));
    counts.judged(call('b', item('ter', 'rible')));
    assert.deepEqual(counts.of('a'), { seen: 2, withheld: 0, accepted: 0 });
    assert.deepEqual(counts.of('b'), { seen: 1, withheld: 0, accepted: 0 });
  });

  it('take what was taken back for withheld', () => {
    const counts = new CoverageCounts();
    counts.judged(call('a', item('', 'one', { withheld: true }), item('', 'two', { takenBack: true })));
    counts.accepted('a');
    assert.deepEqual(counts.of('a'), { seen: 2, withheld: 2, accepted: 1 });
  });

  it('are nothing for who never suggested', () => {
    assert.deepEqual(new CoverageCounts().of('a'), { seen: 0, withheld: 0, accepted: 0 });
  });
});
