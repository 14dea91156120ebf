import assert from 'node:assert/strict';
import { mustAct, statusState } from '../../../src/editor/statusModel';
import type { StatusFacts } from '../../../src/editor/statusModel';

const fine: StatusFacts = {
  mode: 'enforce',
  selfTest: { state: 'ok', extension: 'a.b', milliseconds: 1 },
  brokenPolicies: [],
  failure: undefined,
  withheld: 0,
  uncommitted: { aiLines: 0, taintedLines: 0, risk: { score: 0, level: 'none', breakdown: [] } },
  late: 0,
  bulk: [],
};
const stateOf = (facts: Partial<StatusFacts>) => statusState({ ...fine, ...facts });
const failed = { state: 'failed', why: 'x' } as const;

describe('the state in the status bar', () => {
  it('is on while all is well, also before the self-test has run', () => {
    assert.equal(stateOf({}), 'on');
    assert.equal(stateOf({ selfTest: undefined }), 'on');
    assert.equal(stateOf({ selfTest: { state: 'nothing' } }), 'on');
  });

  it('follows the mode', () => {
    assert.equal(stateOf({ mode: 'observe' }), 'observing');
    assert.equal(stateOf({ mode: 'off', selfTest: failed }), 'off');
  });

  it('is the gravest of several', () => {
    const all = { failure: 'deadline', brokenPolicies: ['.parapet.yaml'], selfTest: failed };
    assert.equal(stateOf(all), 'not intercepting');
    assert.equal(stateOf({ ...all, selfTest: fine.selfTest }), 'policy error');
    assert.equal(stateOf({ mode: 'observe', failure: 'deadline' }), 'not judged');
    assert.equal(stateOf({ late: 1 }), 'not judged');
  });

  it('asks for attention only where a person must act', () => {
    assert.ok(mustAct('policy error') && mustAct('not intercepting'));
    for (const state of ['on', 'observing', 'off', 'not judged'] as const) assert.ok(!mustAct(state));
  });
});
