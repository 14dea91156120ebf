import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeCounted, encodeCounted } from '../../../src/provenance/countedFile';
import { foldersOf, type CountedTable } from '../../../src/provenance/countedTable';
import { runs } from '../randomRuns';
import { commitsOf, countedTable, plain, type CountedCommit } from './countedCommits';

const VERSION = '1.2.3';
const DIGITS = 40;

const id = fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: DIGITS, maxLength: DIGITS });
const text = fc.string({ unit: 'binary', maxLength: 8 });
const writer = fc.oneof(
  fc.constant({ kind: 'human' } as const),
  fc.record({ kind: fc.constant('ai' as const), tool: text, model: text }),
  fc.record({ kind: fc.constant('ai' as const), tool: text }),
);
const commit = fc.record({
  id: id.map((all) => all.join('')),
  author: text,
  written: fc.array(fc.record({ path: text, writer, lines: fc.integer({ min: 1, max: 99 }) }), {
    maxLength: 4,
  }),
});
const commits = fc.array(commit, { minLength: 1, maxLength: 12 });

const SOME: CountedCommit[] = [
  {
    id: 'a'.repeat(DIGITS),
    author: 'Dev <d@x>',
    written: [
      { path: 'src/a.ts', writer: { kind: 'ai', tool: 'copilot', model: 'm' }, lines: 3 },
      { path: 'src/a.ts', writer: { kind: 'human' }, lines: 70_000 },
    ],
  },
  { id: 'c'.repeat(DIGITS), author: 'Zoë <z@x>', written: [] },
];

/** As a reader that takes everything for granted would have it. */
const readAll = (bytes: Uint8Array): unknown => {
  const kept = decodeCounted(bytes, VERSION);
  return kept?.areIdsWhole() ? { tip: kept.tip, commits: plain(commitsOf(kept.table)) } : undefined;
};

describe('a file of sums', () => {
  const table = countedTable(SOME);
  const bytes = encodeCounted('t', table, VERSION);

  it('says what it was told, whatever names hold', () => {
    fc.assert(
      fc.property(commits, fc.option(text, { nil: undefined }), (all, tip) => {
        const read = readAll(encodeCounted(tip, countedTable(all), VERSION));
        assert.deepEqual(read, { tip, commits: plain(all) });
      }),
      runs(200),
    );
  });

  it('is read at any place in memory', () => {
    const shifted = new Uint8Array(bytes.length + 1).subarray(1);
    shifted.set(bytes);
    assert.deepEqual(readAll(shifted), readAll(bytes));
  });

  it('is nothing to another version', () => {
    assert.equal(decodeCounted(bytes, '1.2.4'), undefined);
  });

  it('is nothing once a bit of it is another', () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(readAll(changed), undefined, `bit ${bit}`);
    }
  });

  it('is nothing where it is cut, goes on, or a part of it was never written', () => {
    for (let length = 0; length < bytes.length; length++) {
      assert.equal(readAll(bytes.slice(0, length)), undefined, `${length} bytes`);
      const zeroed = bytes.slice().fill(0, length);
      assert.equal(readAll(zeroed), undefined, `zeroes from ${length}`);
    }
    assert.equal(readAll(Buffer.concat([bytes, Buffer.alloc(4)])), undefined);
    assert.equal(readAll(Buffer.concat([bytes, bytes])), undefined);
  });

  it('is nothing where it is any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (any, hasHead) => {
        const forged = hasHead ? Buffer.concat([bytes.subarray(0, 8), any]) : any;
        assert.equal(readAll(forged), undefined);
      }),
      runs(1000),
    );
  });

  it('is nothing where numbers point at nothing, though the checksum is right', () => {
    const forged: Partial<CountedTable>[] = [
      { author: Uint32Array.of(0, 2) },
      { path: Uint32Array.of(0, 1) },
      { writer: Uint32Array.of(2, 0) },
      { count: Uint32Array.of(1, 0) },
      { count: Uint32Array.of(2, 1) },
      { count: Uint32Array.of(0xffff_ffff, 3) },
      { digits: 39, ids: table.ids.subarray(0, 80) },
      ...[
        { authors: [7] },
        { paths: 'src/a.ts' },
        { folders: undefined },
        { writers: [{ kind: 'robot' }, null] },
      ].map((wrong) => ({ names: { ...table.names, ...wrong } as CountedTable['names'] })),
    ];
    for (const wrong of forged)
      assert.equal(decodeCounted(encodeCounted('t', { ...table, ...wrong }, VERSION), VERSION), undefined);
    assert.ok(decodeCounted(encodeCounted('t', { ...table }, VERSION), VERSION));
  });

  it('is as good as whole for whoever does not need the ids that are not', () => {
    const changed = bytes.slice();
    changed.fill(0x30, bytes.length - DIGITS);
    const kept = decodeCounted(changed, VERSION);
    assert.deepEqual([kept?.tip, kept?.areIdsWhole()], ['t', false]);
  });
});

describe('folders of paths', () => {
  it('are all that any path lies in', () => {
    assert.deepEqual([...foldersOf(['a.ts', 'src/x/b.ts', 'src/x/c.ts', 'src/d.ts', '/e'])].toSorted(), [
      '',
      'src',
      'src/x',
    ]);
    assert.deepEqual([...foldersOf([])], []);
  });
});
