import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joined } from '../../../src/provenance/joinedTables';
import { runs } from '../randomRuns';
import { commitsOf, countedTable, plain, type CountedCommit } from './countedCommits';

const writer = fc.constantFrom(
  { kind: 'human' } as const,
  { kind: 'ai', tool: 'a', model: 'm' } as const,
  {
    kind: 'ai',
    tool: 'b',
    model: undefined,
  } as const,
);
const commit = fc.record({
  author: fc.constantFrom('A', 'B', 'C'),
  written: fc.array(
    fc.record({
      path: fc.constantFrom('x', 'd/y', 'd/e/z'),
      writer,
      lines: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 3 },
  ),
});
const some = fc.array(fc.tuple(commit, fc.boolean()), { maxLength: 8 });

/** Each with an id of its own. */
const withIds = (commits: readonly Omit<CountedCommit, 'id'>[], digit: string): readonly CountedCommit[] =>
  commits.map((one, i) => ({ ...one, id: `${digit}${String(i).padStart(39, '0')}` }));

describe('two tables of sums, joined', () => {
  it('have the commits of both in their order, but those that are left out', () => {
    fc.assert(
      fc.property(some, some, (few, many) => {
        const [first, second] = [few, many].map((all, i) =>
          withIds(
            all.map(([one]) => one),
            `${i}`,
          ),
        ) as [readonly CountedCommit[], readonly CountedCommit[]];
        fc.pre(second.length > 0);
        const without = many.flatMap(([, isOut], place) => (isOut ? [place] : [])).toReversed();
        const table = joined(countedTable(first), countedTable(second), without);
        const left = [...first, ...second.filter((_, place) => !without.includes(place))];
        assert.deepEqual(plain(commitsOf(table)), plain(left));
        const { authors, paths, writers, folders } = table.names;
        for (const names of [authors, paths, writers.map((one) => JSON.stringify(one)), folders])
          assert.equal(new Set(names).size, names.length);
        for (const path of left.flatMap(({ written }) => written.map((one) => one.path)))
          assert.ok(folders.includes(path.split('/').slice(0, -1).join('/')));
      }),
      runs(300),
    );
  });
});
