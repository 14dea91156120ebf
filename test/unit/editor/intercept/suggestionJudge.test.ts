import assert from 'node:assert/strict';
import type { InterceptionMode } from '../../../../src/contract/manifest';
import type { ItemShape, UriShape } from '../../../../src/editor/intercept/shapes';
import type { JudgedCall, JudgePorts } from '../../../../src/editor/intercept/suggestionJudge';
import { SuggestionJudge } from '../../../../src/editor/intercept/suggestionJudge';
import type { Suggestions } from '../../../../src/editor/intercept/wrapProvider';
import { compilePolicy } from '../../../../src/policy/compile';
import type { PolicySpec } from '../../../../src/policy/model';
import { policySet } from '../../../../src/policy/policySet';
import type { PolicySet } from '../../../../src/policy/policySet';
import { at, fakeDocument, token, uri } from './fakes';
import { UNBOUNDED_MS } from '../../unbounded';

const report = (_path: unknown, severity: string, message: string): void =>
  assert.notEqual(severity, 'error', message);

const policiesOf = (spec: Omit<PolicySpec, 'version'>): PolicySet => {
  const origin = { kind: 'workspace', file: '.parapet.yaml', folder: '' } as const;
  return policySet([compilePolicy([{ spec: { version: 1, ...spec }, report }], origin)]);
};

const noTeardown = policiesOf({
  modules: [{ name: 'infra', paths: ['infra/**'], criticality: 'critical' }],
  rules: [
    {
      id: 'no-teardown',
      title: 'Environment teardown',
      severity: 'critical',
      match: { any: ['terraform\\s+destroy'] },
      action: { critical: 'block', default: 'warn' },
    },
  ],
});

interface Setup {
  readonly mode?: InterceptionMode;
  readonly policies?: PolicySet;
  readonly path?: string;
  readonly ports?: Partial<JudgePorts>;
}

function setUp({ mode = 'enforce', policies = noTeardown, path = 'infra/run.sh', ports = {} }: Setup = {}) {
  const calls: JudgedCall[] = [];
  const judge = new SuggestionJudge({
    mode: () => mode,
    policiesFor: async () => ({ policies, path }),
    openDocument: () => undefined,
    now: () => new Date('2026-11-20T12:00:00Z'),
    clock: () => performance.now(),
    judged: (call) => calls.push(call),
    failed: (error) => assert.fail(String(error)),
    ...ports,
  });
  return { judge, calls };
}

const document = fakeDocument('terraform des', { path: '/repo/infra/run.sh', languageId: 'shellscript' });
const tool = { id: 'demo.assistant', honoursUri: false };

const suggestions = (items: readonly ItemShape[], more: Partial<Suggestions> = {}): Suggestions => ({
  tool,
  document,
  position: at(0, 13),
  token,
  version: 1,
  items,
  ...more,
});

const good: ItemShape = { insertText: 'describe' };
const bad: ItemShape = { insertText: 'destroy -auto-approve' };

describe('judging suggestions', () => {
  it('withholds what the policy blocks in the resulting document, and nothing else', async () => {
    const { judge } = setUp();
    assert.deepEqual(await judge.judge(suggestions([good, bad])), new Set([bad]));
    const rest = { insertText: 'troy', range: { start: at(0, 13), end: at(0, 13) } };
    assert.deepEqual(await judge.judge(suggestions([rest])), new Set([rest]));
  });

  it('lets a warning through', async () => {
    const { judge, calls } = setUp({ path: 'scripts/run.sh' });
    assert.deepEqual(await judge.judge(suggestions([bad])), new Set());
    assert.equal(calls[0]?.items[0]?.evaluation.action, 'warn');
  });

  it('judges by the path although the editor claims another language', async () => {
    const lying = { ...document, languageId: 'plaintext' };
    const { judge } = setUp();
    assert.deepEqual(await judge.judge(suggestions([bad], { document: lying })), new Set([bad]));
  });

  it('withholds a snippet if any outcome of it must not happen', async () => {
    const { judge } = setUp();
    const snippet = { insertText: { value: '${1|plan,destroy|} -out' } };
    assert.deepEqual(await judge.judge(suggestions([snippet])), new Set([snippet]));
  });

  it('judges an item once although it is suggested twice', async () => {
    const { judge, calls } = setUp();
    assert.deepEqual(await judge.judge(suggestions([bad, bad])), new Set([bad]));
    assert.equal(calls[0]?.items.length, 1);
    assert.equal(calls[0]?.shown, 0);
  });

  it('judges an edit of another document by what holds there', async () => {
    const other = fakeDocument('terraform \n', { path: '/repo/infra/other.sh', languageId: 'shellscript' });
    const asked: UriShape[] = [];
    const { judge } = setUp({
      ports: {
        openDocument: () => other,
        policiesFor: async (asking) => (asked.push(asking), { policies: noTeardown, path: 'infra/other.sh' }),
      },
    });
    const item = { insertText: 'destroy', uri: other.uri, range: { start: at(0, 10), end: at(0, 10) } };
    const honoured = { ...tool, honoursUri: true };
    assert.deepEqual(await judge.judge(suggestions([item], { tool: honoured })), new Set([item]));
    assert.equal(asked[0]?.path, '/repo/infra/other.sh');
  });

  it('withholds what takes a protection away', async () => {
    const policies = policiesOf({
      rules: [
        {
          id: 'keep-protection',
          title: 'Protection removed',
          severity: 'critical',
          match: { removed: ['prevent_destroy\\s*=\\s*true'] },
        },
      ],
    });
    const hcl = fakeDocument('lifecycle {\n  prevent_destroy = true\n}\n', { path: '/repo/main.tf' });
    const item = { insertText: 'lifecycle {\n}', range: { start: at(0, 0), end: at(2, 1) } };
    const { judge } = setUp({ policies, path: 'main.tf' });
    assert.deepEqual(await judge.judge(suggestions([item], { document: hcl })), new Set([item]));
  });

  it('withholds everything where AI may do nothing', async () => {
    const policies = policiesOf({
      modules: [{ name: 'vault', paths: ['**'], criticality: 'critical', ai: { action: 'block' } }],
    });
    const { judge } = setUp({ policies });
    assert.deepEqual(await judge.judge(suggestions([good, bad])), new Set([good, bad]));
  });

  it('only records while observing, and does not judge while off', async () => {
    const observing = setUp({ mode: 'observe' });
    assert.deepEqual(await observing.judge.judge(suggestions([bad])), new Set());
    assert.equal(observing.calls[0]?.items[0]?.evaluation.action, 'block');
    assert.equal(observing.calls[0]?.items[0]?.withheld, false);
    assert.equal(observing.calls[0]?.shown, 1);
    const off = setUp({ mode: 'off' });
    assert.deepEqual(await off.judge.judge(suggestions([bad])), new Set());
    assert.deepEqual(off.calls, []);
  });

  it('passes items that insert nothing, and says so where there are none', async () => {
    const { judge, calls } = setUp();
    assert.deepEqual(await judge.judge(suggestions([{}, { insertText: undefined }])), new Set());
    await judge.judge(suggestions([]));
    assert.deepEqual(
      calls.map((call) => [call.items.length, call.shown]),
      [
        [0, 2],
        [0, 0],
      ],
    );
  });

  it('knows an answer that VS Code will drop', async () => {
    const { judge, calls } = setUp();
    await judge.judge(suggestions([bad], { token: { isCancellationRequested: true } }));
    await judge.judge(suggestions([bad], { version: 0 }));
    await judge.judge(suggestions([bad]));
    assert.deepEqual(
      calls.map((call) => call.stale),
      [true, true, false],
    );
  });

  it('follows on-error where something goes wrong, and says what', async () => {
    const broken = setUp({ ports: { policiesFor: () => Promise.reject(new Error('disk')) } });
    assert.deepEqual(await broken.judge.judge(suggestions([bad])), new Set());
    assert.match(broken.calls[0]?.items[0]?.evaluation.failure?.message ?? '', /disk/);

    const late = setUp({
      ports: {
        clock: (
          () => (n: number) => () =>
            (n += 1_000)
        )()(0),
      },
    });
    assert.deepEqual(await late.judge.judge(suggestions([bad])), new Set([bad]));
    assert.equal(late.calls[0]?.items[0]?.evaluation.failure?.kind, 'deadline');

    const hostile = {
      get insertText(): string {
        throw new Error('no');
      },
    };
    const { judge, calls } = setUp();
    assert.deepEqual(await judge.judge(suggestions([hostile, bad])), new Set([bad]));
    assert.equal(calls[0]?.items[0]?.evaluation.failure?.kind, 'error');

    const options = Array.from({ length: 100 }, (_, i) => `o${i}`).join(',');
    const endless = { insertText: { value: `\${1|${options}|}` } };
    assert.deepEqual(await judge.judge(suggestions([endless])), new Set([endless]));
  });

  it('stands although nobody could be told', async () => {
    const errors: unknown[] = [];
    const judged = (): never => {
      throw new Error('no window');
    };
    const { judge } = setUp({ ports: { judged, failed: (error) => errors.push(error) } });
    assert.deepEqual(await judge.judge(suggestions([good, bad])), new Set([bad]));
    assert.match(String(errors), /no window/);
  });

  it('asks by the path of a document that is no file', async () => {
    const { judge } = setUp({ path: 'Untitled-1' });
    const untitled = { ...document, uri: uri('Untitled-1', 'untitled') };
    assert.deepEqual(await judge.judge(suggestions([bad], { document: untitled })), new Set());
  });

  it('is not slowed by a pattern that ruins backtracking engines', async () => {
    const policies = policiesOf({
      rules: [{ id: 'evil', title: 'Evil', severity: 'low', match: { any: ['^(a+)+$'] } }],
    });
    const { judge } = setUp({ policies });
    await judge.judge(suggestions([{ insertText: `${'a'.repeat(50_000)}!` }]));
  }).timeout(UNBOUNDED_MS);
});
