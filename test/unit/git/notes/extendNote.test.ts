import assert from 'node:assert/strict';
import { extendNote } from '../../../../src/git/notes/extendNote';
import { parseNote, printNote, type AuthorshipNote } from '../../../../src/provenance/authorshipNote';

const metadata = {
  schema_version: 'authorship/3.0.0',
  base_commit_sha: 'old',
  prompts: { p: { messages: ['why'] } },
  sessions: { s_1: { agent_id: { tool: 'copilot', id: '1', model: 'm' } } },
};
const noteOf = (attestations: string): AuthorshipNote =>
  parseNote(`${attestations}---\n${JSON.stringify(metadata)}`) ?? assert.fail();
const linesIn = (note: AuthorshipNote | undefined): string =>
  printNote(note ?? assert.fail())
    .replace(/---[^]*/, '')
    .replaceAll(/^ {2}\S+/gm, '');
const nothing = { commit: 'new', author: 'Dev <dev@example.com>', files: new Map<string, never>() };

describe('the note of a commit that was made anew', () => {
  const carried = noteOf('a.ts\n  s_1::t_1 1-3\n');

  it('is the one that it had, with all that is in it', () => {
    const note = extendNote(undefined, { ...nothing, carried });
    assert.deepEqual(note, { ...carried, metadata: { ...metadata, base_commit_sha: 'new' } });
  });

  it('goes on with the lines that are found besides', () => {
    const files = new Map([['b.ts', new Map([[7, { kind: 'ai', tool: 'claude-code' } as const]])]]);
    const note = extendNote(undefined, { ...nothing, files, carried });
    assert.equal(linesIn(note), 'a.ts\n 1-3\nb.ts\n 7\n');
    assert.deepEqual(note?.metadata['prompts'], metadata.prompts);
  });

  it('is added to what another tool has noted there meanwhile', () => {
    const there = noteOf('a.ts\n  s_1::t_1 2\n');
    assert.equal(linesIn(extendNote(there, { ...nothing, carried })), 'a.ts\n 2\n 1,3\n');
    assert.equal(extendNote(carried, { ...nothing, carried: there }), undefined);
  });

  it('is added even where it lists more lines than there are', () => {
    const many = ['a', 'b', 'c'].map((name) => `${name}.ts\n  s_1::t_1 1-9000000\n`).join('');
    const note = extendNote(noteOf('d.ts\n  s_1::t_1 1\n'), { ...nothing, carried: noteOf(many) });
    assert.equal(linesIn(note), 'd.ts\n 1\na.ts\n 1-200000\n');
  });
});
