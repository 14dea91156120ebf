import assert from 'node:assert/strict';
import type { Action } from '../../../src/contract/verdict';
import { AuditedSuggestions } from '../../../src/editor/auditedSuggestions';
import type { JudgedCall, JudgedItem } from '../../../src/editor/intercept/suggestionJudge';
import { at, fakeDocument } from './intercept/fakes';

const document = fakeDocument('');

function item(action: Action, typed: string, insert: string): JudgedItem {
  const edit = {
    uri: document.uri,
    before: `a\n${typed}`,
    replaced: '',
    insert,
    after: '\nb',
    line: 1,
    offset: 2,
  };
  return {
    ...{ item: {}, uri: document.uri, path: 'main.tf', line: 1, inserted: insert.length, replaced: 0 },
    evaluation: { action, findings: [], risk: { score: 40, level: 'medium' } },
    withheld: action === 'block',
    edits: [edit],
  };
}

const call = (...items: JudgedItem[]): JudgedCall => ({
  ...{ tool: 'a.b', document, position: at(1, 0), mode: 'enforce', items, shown: 0, stale: false },
});

describe('what is recorded of suggestions', () => {
  let time = 0;
  let audited: AuditedSuggestions;
  const recorded = (...items: JudgedItem[]): unknown[] =>
    audited.judged(call(...items)).map(({ action, outcome, text }) => [action, outcome, text]);

  beforeEach(() => {
    time = 0;
    audited = new AuditedSuggestions(() => time);
  });

  it('is each verdict that was not “allow”, and what became of it', () => {
    const all = (['allow', 'warn', 'approve', 'block'] as const).map((action) =>
      item(action, '', `${action}();`),
    );
    assert.deepEqual(recorded(...all), [
      ['warn', 'shown', 'warn();'],
      ['approve', 'shown', 'approve();'],
      ['block', 'withheld', 'block();'],
    ]);
    assert.deepEqual(recorded({ ...item('block', '', 'observed();'), withheld: false }), [
      ['block', 'shown', 'observed();'],
    ]);
  });

  it('is a suggestion once while it is typed through, and again when it comes back later', () => {
    assert.equal(recorded(item('block', 'terraform d', 'estroy')).length, 1);
    time = 40_000;
    assert.equal(recorded(item('block', 'terraform de', 'stroy')).length, 0);
    time = 90_000;
    assert.equal(recorded(item('block', 'terraform des', 'troy')).length, 0);
    assert.equal(recorded(item('block', 'terraform des', 'troy -x')).length, 1);
    assert.equal(recorded(item('warn', 'terraform des', 'troy')).length, 1);
    time = 150_000;
    assert.equal(recorded(item('block', 'terraform des', 'troy')).length, 1);
  });

  it('is an accept with the verdict on it', () => {
    const { kind, tool, action, level, text } = audited.accepted('a.b', item('warn', '', 'x'));
    assert.deepEqual([kind, tool, action, level, text], ['accept', 'a.b', 'warn', 'medium', 'x']);
  });
});
