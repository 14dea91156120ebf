/**
 * What a note has to be by the Git AI Standard 3.0.0, sections 1.2.2 to 1.2.4, as published in specs/git_ai_standard_v3.0.0.md
 * of git-ai-project/git-ai (read in November 2026); in words of our own.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

type Table = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Metadata {
  readonly schema_version: unknown;
  readonly base_commit_sha: unknown;
  readonly prompts: Table;
  readonly humans?: Table;
  readonly sessions?: Table;
}

/** Throws where a note is not as the standard wants it. */
export function assertStandardNote(note: string): void {
  const lines = note.split('\n');
  const divider = lines.indexOf('---');
  assert.ok(divider >= 0, 'a divider');
  const metadata = JSON.parse(lines.slice(divider + 1).join('\n')) as Metadata;
  const keys = assertAttestations(lines.slice(0, divider));
  assertMetadata(metadata, keys);
}

function assertAttestations(lines: readonly string[]): readonly string[] {
  const keys: string[] = [];
  lines.forEach((line, i) => {
    if (!line.startsWith(' ')) {
      assert.match(
        line,
        /^(?:[^"\s]+|"[^"]*\s[^"]*")$/,
        'a path, in quotation marks where it has white space',
      );
      assert.match(lines[i + 1] ?? '', /^ {2}/, 'no file without entries');
      return;
    }
    const [, key = '', list = ''] =
      /^ {2}(s_[0-9a-f]{14}::t_[0-9a-f]{14}|h_[0-9a-f]{14}|[0-9a-f]{16}) (\S+)$/.exec(line) ??
      assert.fail(`${line} is no entry`);
    keys.push(key);
    assertAscending(list);
  });
  return keys;
}

function assertAscending(list: string): void {
  let last = 0;
  for (const part of list.split(',')) {
    const [, start = '', end = start] = /^([1-9]\d*)(?:-([1-9]\d*))?$/.exec(part) ?? assert.fail(part);
    assert.ok(Number(start) > last + (last === 0 ? 0 : 1), `${list}: neighbours are one range`);
    assert.ok(Number(end) >= Number(start), list);
    last = Number(end);
  }
}

function assertMetadata(metadata: Metadata, keys: readonly string[]): void {
  assert.equal(metadata.schema_version, 'authorship/3.0.0');
  assert.match(String(metadata.base_commit_sha), /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/);
  assert.equal(typeof metadata.prompts, 'object');
  for (const key of keys) {
    const [name = ''] = key.split('::');
    const table = name.startsWith('s_')
      ? metadata.sessions
      : name.startsWith('h_')
        ? metadata.humans
        : metadata.prompts;
    assert.ok(table?.[name], `${name} is explained`);
  }
  for (const [name, { author }] of Object.entries(metadata.humans ?? {})) {
    assert.match(String(author), /^.+ <.*>$/);
    assert.equal(name, `h_${hash(String(author))}`);
  }
  for (const [name, session] of Object.entries(metadata.sessions ?? {})) assertSession(name, session);
}

function assertSession(name: string, session: Readonly<Record<string, unknown>>): void {
  const { agent_id: agent, human_author: human, custom_attributes: custom, ...others } = session;
  assert.deepEqual(others, {}, 'no messages and no sums');
  const { tool, id, model } = agent as Readonly<Record<string, unknown>>;
  for (const value of [tool, id, model]) assert.equal(typeof value, 'string');
  assert.ok(human === undefined || typeof human === 'string');
  for (const value of Object.values(custom ?? {})) assert.equal(typeof value, 'string');
  assert.equal(name, `s_${hash(`${String(tool)}:${String(id)}`)}`);
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 14);
