import assert from 'node:assert/strict';
import { printNote, type AuthorshipNote } from '../../../src/provenance/authorshipNote';
import { uniteNotes } from '../../../src/provenance/uniteNotes';

const note = (
  session: string,
  lines: readonly [start: number, end: number],
  path = 'a.ts',
): AuthorshipNote => ({
  files: [{ path, entries: [{ key: `${session}::t_1`, ranges: [{ start: lines[0], end: lines[1] }] }] }],
  metadata: {
    schema_version: 'authorship/3.0.0',
    prompts: {},
    sessions: { [session]: { agent_id: { tool: session, id: '1', model: 'm' } } },
  },
});

const [one, two, three] = [note('s_2', [1, 4]), note('s_1', [3, 9]), note('s_2', [4, 6], 'b.ts')];

describe('notes of one commit that are united', () => {
  it('say what either said', () => {
    const { files, metadata } = uniteNotes(uniteNotes(one, two), uniteNotes(note('s_2', [5, 7]), three));
    assert.deepEqual(files, [
      {
        path: 'a.ts',
        entries: [
          { key: 's_1::t_1', ranges: [{ start: 3, end: 9 }] },
          { key: 's_2::t_1', ranges: [{ start: 1, end: 7 }] },
        ],
      },
      three.files[0],
    ]);
    assert.deepEqual(Object.keys(metadata['sessions'] ?? {}), ['s_1', 's_2']);
  });

  it('come to the same in any order and however often', () => {
    const united = printNote(uniteNotes(uniteNotes(one, two), three));
    assert.equal(printNote(uniteNotes(three, uniteNotes(two, one))), united);
    assert.equal(
      printNote(uniteNotes(uniteNotes(one, two), uniteNotes(two, uniteNotes(three, one)))),
      united,
    );
  });
});
