import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sumUp } from '../../../src/provenance/commitSums';
import { runs } from '../randomRuns';
import { countedTable, type CountedCommit } from './countedCommits';

const anyone = fc.constantFrom(
  { kind: 'human' } as const,
  { kind: 'ai', tool: 'a' } as const,
  { kind: 'ai', tool: 'a', model: 'm' } as const,
  { kind: 'ai', tool: 'b', model: 'm' } as const,
);
const someCommits = fc.array(
  fc.record({
    id: fc.constant('0'.repeat(40)),
    author: fc.constantFrom('A', 'B', 'C'),
    written: fc.array(
      fc.record({
        path: fc.constantFrom('x', 'd/y', 'd/e/z'),
        writer: anyone,
        lines: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 4 },
    ),
  }),
  { maxLength: 12 },
);

const all = (commits: readonly CountedCommit[]): Uint32Array => Uint32Array.from(commits.keys());

/** Line for line, as slowly as can be. */
function linesOf(
  commits: readonly CountedCommit[],
  is: (entry: { readonly [key: string]: unknown }) => boolean,
): number {
  return commits
    .flatMap(({ author, written }) => written.map((entry) => ({ author, ...entry, ...entry.writer })))
    .filter(is)
    .reduce((sum, one) => sum + one.lines, 0);
}

describe('sums of commits', () => {
  it('are those of their lines, by every name', () => {
    fc.assert(
      fc.property(someCommits, (some) => {
        const stats = sumUp(countedTable(some), all(some));
        const count = (is: Parameters<typeof linesOf>[1]) => ({
          ai: linesOf(some, (entry) => entry['kind'] === 'ai' && is(entry)),
          human: linesOf(some, (entry) => entry['kind'] === 'human' && is(entry)),
        });
        assert.deepEqual(
          stats.lines,
          count(() => true),
        );
        assert.deepEqual(
          [stats.commits, stats.noted],
          [some.length, some.filter((one) => one.written.length > 0).length],
        );
        for (const { author, commits: made, aiLines, humanLines } of stats.authors) {
          assert.deepEqual(
            { ai: aiLines, human: humanLines },
            count((entry) => entry['author'] === author),
          );
          assert.equal(made, some.filter((one) => one.author === author).length);
        }
        assert.equal(stats.authors.length, new Set(some.map(({ author }) => author)).size);
        for (const [path, counted] of stats.ofPaths())
          assert.deepEqual(
            counted,
            count((entry) => entry['path'] === path),
          );
        for (const { tool, model, lines: written } of stats.tools)
          assert.equal(
            written,
            linesOf(some, (entry) => entry['tool'] === tool && entry['model'] === model),
          );
      }),
      runs(200),
    );
  });

  it('are the same in whatever order a table has them, and of a part of it', () => {
    fc.assert(
      fc.property(someCommits, someCommits, (some, others) => {
        const said = (stats: ReturnType<typeof sumUp>): string =>
          JSON.stringify([stats, [...stats.ofPaths()]]);
        const alone = said(sumUp(countedTable(some), all(some)));
        const among = countedTable([...others, ...some.toReversed()]);
        const places = Uint32Array.from(some.keys(), (i) => others.length + some.length - 1 - i);
        assert.equal(said(sumUp(among, places)), alone);
      }),
      runs(200),
    );
  });

  it('have the unknown lines where they were counted, in paths and of authors that have no others, too', () => {
    const table = countedTable([
      {
        id: '0'.repeat(40),
        author: 'A',
        written: [{ path: 'x', writer: { kind: 'human' }, lines: 2 }],
      },
      { id: '1'.repeat(40), author: 'B', written: [] },
    ]);
    const unknown = { ofAuthors: new Map([['B', 3]]), ofPaths: new Map([['d/y', 3]]), notCompared: 1 };
    const stats = sumUp(table, Uint32Array.of(0, 1), { unknown });
    assert.deepEqual(stats.lines, { ai: 0, human: 2, unknown: 3 });
    assert.equal(stats.notCompared, 1);
    assert.deepEqual(
      stats.authors.map(({ author, unknownLines }) => [author, unknownLines]),
      [
        ['A', 0],
        ['B', 3],
      ],
    );
    assert.deepEqual(
      [...stats.ofPaths()],
      [
        ['d/y', { ai: 0, human: 0, unknown: 3 }],
        ['x', { ai: 0, human: 2, unknown: 0 }],
      ],
    );
    assert.deepEqual([...stats.folders()].toSorted(), ['', 'd']);
  });

  it('believe no note that claims more lines than any file has', () => {
    const table = countedTable([
      {
        id: '0'.repeat(40),
        author: 'A',
        written: [{ path: 'x', writer: { kind: 'human' }, lines: 2 ** 40 }],
      },
    ]);
    assert.equal(sumUp(table, Uint32Array.of(0)).lines.human, 2 ** 32 - 1);
  });
});
