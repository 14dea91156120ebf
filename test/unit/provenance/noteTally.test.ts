import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseNote, printNote, writerInNote } from '../../../src/provenance/authorshipNote';
import type { CountedWriter } from '../../../src/provenance/countedTable';
import { EntryList } from '../../../src/provenance/entryList';
import { NoteTally } from '../../../src/provenance/noteTally';
import { runs } from '../randomRuns';

const session = fc.constantFrom('s_1', 's_2', 'h_1', 'abcdef');
const key = fc.tuple(session, fc.constantFrom('', '::t_1', '::t_2')).map((parts) => parts.join(''));
const range = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 9 }));
const entry = fc.record({
  key,
  ranges: fc.array(
    range.map(([start, more]) => ({ start, end: start + more })),
    { minLength: 1, maxLength: 4 },
  ),
});
const file = fc.record({
  path: fc.constantFrom('a.ts', 'src/Zoë.ts', 'with blank.ts', '"quoted"', '---'),
  entries: fc.array(entry, { maxLength: 3 }),
});
const note = fc
  .record({
    files: fc.array(file, { maxLength: 3 }),
    metadata: fc.record({
      schema_version: fc.constantFrom('authorship/3.0.0', 'other/1'),
      base_commit_sha: fc.constantFrom('', 'abc', 'def', 'NOT HEX'),
      prompts: fc.constantFrom({}, { abcdef: { agent_id: { tool: 'cursor', id: 'c', model: 'm' } } }),
      humans: fc.constant({ h_1: {} }),
      sessions: fc.constantFrom({}, { s_1: { agent_id: { tool: 'copilot' } } }, { s_2: 7 }),
    }),
  })
  .map(printNote);
/** Of one note a few characters less, and others in their place. */
const broken = fc
  .tuple(
    note,
    fc.nat(120),
    fc.nat(3),
    fc.constantFrom('', '\n', '-', ' ', '0', ',', '---\n', '\t', '\u00a0', '"'),
  )
  .map(([text, at, less, more]) => text.slice(0, at) + more + text.slice(at + less));

type Said = readonly [path: string, writer: string, lines: number];

const named = (writer: CountedWriter): string =>
  writer.kind === 'human' ? '' : JSON.stringify([writer.tool, writer.model ?? null]);

/** As whoever reads the notes themselves would have it. */
const saidBy = (text: string): readonly Said[] | undefined => {
  const parsed = parseNote(text);
  return parsed?.files.flatMap(({ path, entries }) =>
    entries.map((one): Said => {
      const lines = one.ranges.reduce((sum, { start, end }) => sum + end - start + 1, 0);
      return [path, named(writerInNote(parsed, one.key)), lines];
    }),
  );
};

describe('the tally of notes', () => {
  it('does not take a note for the one before it, which only looks like it and is no JSON', () => {
    const text = '---\n{"schema_version":"authorship/3.0.0","base_commit_sha": "abc"}';
    const tally = new NoteTally(new EntryList());
    assert.deepEqual(
      [text.replace(': ', ':\u00a0'), text].map((one) => tally.add(one)),
      [false, true],
    );
  });

  it('is what each of them says, whatever came before it', () => {
    let [whole, none] = [0, 0];
    fc.assert(
      fc.property(fc.array(fc.oneof(note, broken), { maxLength: 8 }), (texts) => {
        const list = new EntryList();
        const tally = new NoteTally(list);
        for (const text of texts) {
          const from = list.length;
          const isNote = tally.add(text);
          const added = list.lines.slice(from).map((lines, i): Said => {
            const path = list.names.paths[list.path[from + i] ?? -1] ?? assert.fail();
            const writer = list.names.writers[list.writer[from + i] ?? -1] ?? assert.fail();
            return [path, named(writer), lines];
          });
          assert.deepEqual(isNote ? added : undefined, saidBy(text), JSON.stringify(text));
          assert.deepEqual([list.path.length, list.writer.length], [list.length, list.length]);
          if (isNote) whole++;
          else none++;
        }
      }),
      runs(500),
    );
    assert.ok(whole > 100 && none > 100, `${whole} notes, and ${none} that are none`);
  });
});
