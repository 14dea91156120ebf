import assert from 'node:assert/strict';
import { coverageRows } from '../../../../src/editor/coverage/coverageRows';
import type { CoverageFacts, CoverageRow } from '../../../../src/editor/coverage/coverageRows';
import type { Coverage } from '../../../../src/editor/intercept/interception';

const SINCE = new Date('2026-11-20T12:00:00Z');
const COUNTS = { seen: 3, withheld: 1, accepted: 2 };

const covered = (id: string, more: Partial<Coverage> = {}): Coverage => ({
  id,
  state: 'wrapped',
  loadedBefore: 'no',
  providers: 1,
  ...more,
});

const rowsOf = (facts: Partial<CoverageFacts>): readonly CoverageRow[] =>
  coverageRows({
    mode: 'enforce',
    coverage: [],
    missed: [],
    accepts: { isOn: true },
    agents: [],
    declaresAi: () => false,
    nameOf: (id) => id,
    sinceOf: () => SINCE,
    countsOf: () => COUNTS,
    ...facts,
  });

const brief = ({ id, cover, reason, mending }: CoverageRow): unknown[] => [id, cover, reason?.kind, mending];

describe('how AI tools are covered', () => {
  it('is told of those that suggest, may suggest, or say that they are one, and of no other', () => {
    const rows = rowsOf({
      coverage: [
        covered('it.suggests'),
        covered('it.chats', { providers: 0 }),
        covered('was.missed', { providers: 0, loadedBefore: 'yes' }),
        covered('just.git', { providers: 0 }),
      ],
      missed: ['was.missed'],
      declaresAi: (id) => id === 'it.chats',
    });
    assert.deepEqual(rows.map(brief), [
      ['was.missed', 'on accept', 'loaded before', 'reload'],
      ['it.chats', 'before display', 'no provider yet', undefined],
      ['it.suggests', 'before display', undefined, undefined],
    ]);
    assert.deepEqual(rows[0]?.counts, COUNTS);
    assert.equal(rows[0]?.since, SINCE);
  });

  it('says why accepts have to be judged', () => {
    const rows = rowsOf({
      coverage: [
        covered('a', { loadedBefore: 'unknown', providers: 0 }),
        covered('b', { state: 'failed', why: 'no API' }),
      ],
      missed: ['a', 'b'],
    });
    assert.deepEqual(
      rows.map(({ reason }) => reason),
      [{ kind: 'perhaps loaded before' }, { kind: 'not wrapped', why: 'no API' }],
    );
  });

  it('is not at all where accepts are not judged either', () => {
    const missed = { coverage: [covered('a', { loadedBefore: 'yes' })], missed: ['a'] };
    assert.deepEqual(rowsOf({ ...missed, accepts: { isOn: false } }).map(brief), [
      ['a', 'not at all', 'accepts not judged', 'reload'],
    ]);
    const failure = 'command already exists';
    const [row] = rowsOf({ ...missed, accepts: { isOn: false, failure } });
    assert.deepEqual(row?.reason, { kind: 'accepts cannot be judged', why: failure });
  });

  it('is not at all while Parapet is off, which nobody has to mend', () => {
    const rows = rowsOf({ mode: 'off', coverage: [covered('a'), covered('b')], missed: ['b'] });
    assert.deepEqual(rows.map(brief), [
      ['a', 'not at all', 'mode off', undefined],
      ['b', 'not at all', 'mode off', undefined],
    ]);
  });

  it('is told of agents’ clients by their hooks', () => {
    const agent = { client: 'cursor', title: 'Cursor', file: '.cursor/hooks.json', root: '/r' };
    const rows = rowsOf({
      agents: [
        { ...agent, isInstalled: true },
        { ...agent, root: '/other', isInstalled: false },
      ],
    });
    assert.deepEqual(rows.map(brief), [
      ['cursor', 'not at all', 'no hook', 'install hook'],
      ['cursor', 'agent hook', undefined, undefined],
    ]);
    assert.equal(rows[0]?.root, '/other');
  });
});
