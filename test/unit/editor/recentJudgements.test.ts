import assert from 'node:assert/strict';
import type { Action, Finding } from '../../../src/contract/verdict';
import type { JudgedCall, JudgedItem } from '../../../src/editor/intercept/suggestionJudge';
import { RecentJudgements } from '../../../src/editor/recentJudgements';
import { at, fakeDocument } from './intercept/fakes';

const document = fakeDocument('');
const time = new Date(0);

const finding = (rule: string, action: Action): Finding => ({
  rule,
  action,
  severity: 'high',
  approvals: 0,
  start: 0,
  end: 0,
  line: 1,
  text: '',
  message: rule,
  why: '',
  instead: '',
});

function item(findings: readonly Finding[], options: Partial<JudgedItem> = {}): JudgedItem {
  const action = findings[0]?.action ?? 'allow';
  return {
    item: {},
    uri: document.uri,
    path: 'main.tf',
    line: 3,
    inserted: 5,
    replaced: 0,
    evaluation: { action, findings, risk: { score: 0, level: 'none' } },
    withheld: action === 'block',
    edits: [],
    ...options,
  };
}

const call = (...items: JudgedItem[]): JudgedCall => ({
  tool: 'a.b',
  document,
  position: at(3, 0),
  mode: 'enforce',
  items,
  shown: 0,
  stale: false,
});

describe('recent judgements', () => {
  it('hold what was not simply allowed, newest first', () => {
    const recent = new RecentJudgements();
    recent.add(call(item([]), item([finding('r1', 'warn')])), time);
    recent.add(call(item([finding('r2', 'block')])), time);
    assert.deepEqual(
      recent.list().map((n) => [n.outcome, n.findings[0]?.rule]),
      [
        ['withheld', 'r2'],
        ['shown', 'r1'],
      ],
    );
  });

  it('hold what is only being observed, and what could not be judged', () => {
    const recent = new RecentJudgements();
    const failure = { kind: 'deadline', message: 'too slow' } as const;
    const { evaluation } = item([]);
    recent.add(call(item([{ ...finding('r', 'allow'), observed: true }])), time);
    recent.add(call(item([], { evaluation: { ...evaluation, failure } })), time);
    assert.deepEqual(
      recent.list().map((n) => [n.outcome, n.failure?.kind]),
      [
        ['shown', 'deadline'],
        ['shown', undefined],
      ],
    );
  });

  it('tell what was withheld from what would have been', () => {
    const recent = new RecentJudgements();
    const observed = call(item([finding('r', 'block')], { withheld: false }));
    const [notable] = recent.add(observed, time);
    assert.equal(notable?.outcome, 'observed');
    assert.equal(recent.withheld, 0);
  });

  it('tell what was taken back after it was accepted, and what could not be', () => {
    const recent = new RecentJudgements();
    const blocked = (takenBack: boolean): JudgedItem =>
      item([finding('r', 'block')], { withheld: false, takenBack });
    assert.equal(recent.add(call(blocked(true)), time)[0]?.outcome, 'taken back');
    assert.equal(recent.add(call(blocked(false)), time)[0]?.outcome, 'shown');
    assert.equal(recent.withheld, 1);
  });

  it('count the same suggestion at the same place once', () => {
    const recent = new RecentJudgements();
    const again = call(item([finding('r', 'block')]));
    recent.add(again, time);
    const [second] = recent.add(again, time);
    recent.add(call(item([finding('r', 'block')], { line: 4 })), time);
    assert.equal(second?.times, 2);
    assert.equal(recent.withheld, 2);
    assert.equal(recent.list().length, 2);
  });

  it('put the gravest finding first', () => {
    const [notable] = new RecentJudgements().add(
      call(item([finding('mild', 'warn'), finding('grave', 'block')])),
      time,
    );
    assert.deepEqual(
      notable?.findings.map((f) => f.rule),
      ['grave', 'mild'],
    );
  });

  it('are bounded', () => {
    const recent = new RecentJudgements();
    for (let line = 0; line < 500; line++) recent.add(call(item([finding('r', 'block')], { line })), time);
    assert.equal(recent.list().length, 100);
    assert.equal(recent.list()[0]?.line, 499);
    assert.equal(recent.withheld, 500);
  });
});
