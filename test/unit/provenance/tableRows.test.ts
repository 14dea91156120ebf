import assert from 'node:assert/strict';
import { TableRows, united } from '../../../src/provenance/tableRows';
import { commitsOf, countedTable, type CountedCommit } from './countedCommits';

const [ONE, TWO, THREE, FOUR] = ['1', '2', '3', '4'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
];
const ai = (tool: string) => ({ kind: 'ai', tool, model: undefined }) as const;
const commit = (id: string, author: string, ...paths: string[]): CountedCommit => ({
  id,
  author,
  written: paths.map((path, i) => ({ path, writer: i % 2 ? { kind: 'human' } : ai(author), lines: i + 1 })),
});
const OLD = [commit(ONE, 'A', 'a', 'b'), commit(TWO, 'B', 'b', 'c', 'b'), commit(FOUR, 'A')];
const NEW = [commit(THREE, 'C', 'c', 'd'), commit(TWO, 'D', 'd')];
const rows = (commits: readonly CountedCommit[]): TableRows => new TableRows(countedTable(commits));

describe('tables of sums', () => {
  it('are told a commit at a time', () => {
    assert.deepEqual(commitsOf(countedTable(OLD)), OLD);
    assert.deepEqual([rows(OLD).has(TWO), rows(OLD).has(THREE)], [true, false]);
    assert.equal(rows(OLD).get(THREE), undefined);
  });

  it('are united in any order, each commit as the first has it that knows it', () => {
    const table = united([THREE, TWO, FOUR, ONE], [rows(NEW), rows(OLD)]);
    assert.deepEqual(commitsOf(table), [NEW[0], NEW[1], OLD[2], OLD[0]]);
    // Nothing but what is named there.
    assert.deepEqual(table.names.authors, ['C', 'D', 'A']);
    assert.deepEqual(commitsOf(united([], [rows(NEW)])), []);
  });
});
