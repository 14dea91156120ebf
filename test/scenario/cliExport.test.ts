/** Other tools' formats, written and read. */
import assert from 'node:assert/strict';
import Ajv from 'ajv/dist/2020';
import { Folder } from '../unit/node/folder';
import { assertStandardNote } from './gitAiStandard';
import { fromJsonLines, parapet } from './parapet';
import { TellingRepository } from './tellingLines';

/**
 * The shape of a record as Agent Trace 0.1.0 publishes it in schemas.ts and README.md of cursor/agent-trace (2754f07, read
 * in November 2026), in words of our own; what the format leaves open is open here. Its pattern for the version is escaped
 * once too often and matches nothing: here it says what it means.
 */
const contributor = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { enum: ['human', 'ai', 'mixed', 'unknown'] },
    model_id: { type: 'string', maxLength: 250 },
  },
  additionalProperties: false,
};
const range = {
  type: 'object',
  required: ['start_line', 'end_line'],
  properties: {
    start_line: { type: 'integer', minimum: 1 },
    end_line: { type: 'integer', minimum: 1 },
    content_hash: { type: 'string' },
    contributor,
  },
  additionalProperties: false,
};
const conversation = {
  type: 'object',
  required: ['ranges'],
  properties: {
    url: { type: 'string' },
    contributor,
    ranges: { type: 'array', items: range },
    related: { type: 'array' },
  },
  additionalProperties: false,
};
const RECORD = {
  type: 'object',
  required: ['version', 'id', 'timestamp', 'files'],
  properties: {
    version: { type: 'string', pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$' },
    id: {
      type: 'string',
      pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
    },
    timestamp: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' },
    vcs: {
      type: 'object',
      required: ['type', 'revision'],
      properties: { type: { enum: ['git', 'jj', 'hg', 'svn'] }, revision: { type: 'string', minLength: 1 } },
      additionalProperties: false,
    },
    tool: {
      type: 'object',
      required: ['name', 'version'],
      properties: { name: { type: 'string' }, version: { type: 'string' } },
      additionalProperties: false,
    },
    files: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'conversations'],
        properties: { path: { type: 'string' }, conversations: { type: 'array', items: conversation } },
        additionalProperties: false,
      },
    },
    metadata: { type: 'object' },
  },
  additionalProperties: false,
};

/** As git-ai 1.4 writes one: an older prompt, a session with a trace, a person, a path in quotation marks. */
const GIT_AI_NOTE = `a.ts
  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1-2
  h_31dce776f88375 3
"with space.ts"
  d9978a8723e02b52 1
---
{
  "schema_version": "authorship/3.0.0",
  "git_ai_version": "1.4.5",
  "base_commit_sha": "0000000000000000000000000000000000000000",
  "prompts": {
    "d9978a8723e02b52": {
      "agent_id": { "tool": "claude", "id": "6ef2299e", "model": "claude-sonnet" },
      "human_author": "Dev <dev@example.com>",
      "messages": [],
      "total_additions": 1, "total_deletions": 0, "accepted_lines": 1, "overriden_lines": 0
    }
  },
  "humans": { "h_31dce776f88375": { "author": "Dev <dev@example.com>" } },
  "sessions": {
    "s_c9883b05a2487d": { "agent_id": { "tool": "cursor", "id": "abc", "model": "gpt-5" }, "human_author": "dev@example.com" }
  }
}`;

describe('open formats', () => {
  const folder = new Folder();
  let repo: TellingRepository;
  beforeEach(() => {
    repo = new TellingRepository(folder.at('repo')).init();
  });

  const exported = async <T>(...args: string[]): Promise<T[]> => {
    const { code, out, err } = await parapet(repo.path, ['export', ...args]);
    assert.deepEqual([code, err], [0, '']);
    return fromJsonLines<T>(out);
  };

  it('say the same of a commit as its note, in agent-trace', async () => {
    await repo.install();
    await repo.editAndCommit('a.ts', ['me one', 'ai two', 'ai three']);
    await repo.editAndCommit('b.ts', ['nobody']);
    await repo.editAndCommit('c d.ts', ['ai2 four']);
    const records = await exported<{ readonly vcs: { readonly revision: string } }>(
      '--format',
      'agent-trace',
      'HEAD~2..HEAD',
    );
    const all = await exported<{ files: unknown }>('--format', 'agent-trace', 'HEAD~2');
    const validate = new Ajv({ allErrors: true }).compile(RECORD);
    for (const record of [...records, ...all]) {
      validate(record);
      assert.deepEqual(validate.errors, null);
    }
    const [first] = all;
    assert.deepEqual(first?.files, [
      {
        path: 'a.ts',
        conversations: [
          { contributor: { type: 'human' }, ranges: [{ start_line: 1, end_line: 1 }] },
          { contributor: { type: 'ai', model_id: 'm-1' }, ranges: [{ start_line: 2, end_line: 3 }] },
        ],
      },
    ]);
    assert.deepEqual(
      records.map(({ vcs }) => vcs.revision),
      [repo.git('rev-parse', 'HEAD').trim()],
    );
    assert.deepEqual(await exported('--format', 'agent-trace', 'HEAD~2'), all);
  });

  it('are as the Git AI Standard wants notes, in git-ai', async () => {
    await repo.install();
    await repo.editAndCommit('a.ts', ['me one', 'ai two', 'nobody three', 'ai four', 'ai2 five']);
    await repo.edit('c d.ts', ['ai six', 'me seven']);
    await repo.editAndCommit('a.ts', ['ai zero', 'me one', 'ai two', 'nobody three', 'ai four', 'ai2 five']);
    const notes = await exported<{ readonly note: string }>('--format', 'git-ai', 'HEAD~1..HEAD');
    const first = await exported<{ readonly note: string }>('--format', 'git-ai', 'HEAD~1');
    assert.deepEqual([notes.length, first.length], [1, 1]);
    for (const { note } of [...notes, ...first]) {
      assertStandardNote(note);
      assert.throws(() => assertStandardNote(note.replace(/ (\d)/, ' 0')));
      assert.throws(() => assertStandardNote(note.replace('"tool"', '"messages"')));
    }
  });

  it('of git-ai are read, shown and handed on', async () => {
    repo.stage('a.ts', ['one', 'two', 'three', 'four']);
    repo.stage('with space.ts', ['one']);
    repo.commit('First');
    repo.git('notes', '--ref=ai', 'add', '-m', GIT_AI_NOTE);
    assert.deepEqual(
      (await repo.blame('a.ts', '--rev', 'HEAD')).map(({ class: lineClass, tool }) => [lineClass, tool]),
      [
        ['ai', 'cursor'],
        ['ai', 'cursor'],
        ['human', undefined],
        ['unknown', undefined],
      ],
    );
    assert.deepEqual((await repo.blame('with space.ts', '--rev', 'HEAD'))[0]?.tool, 'claude');
    const [{ commit, note } = { commit: '', note: '' }] = await exported<{ commit: string; note: string }>(
      '--format',
      'git-ai',
      'HEAD',
    );
    assert.equal(commit, repo.git('rev-parse', 'HEAD').trim());
    const [lines, metadata] = note.split('\n---\n');
    assert.equal(lines, GIT_AI_NOTE.split('\n---\n')[0]);
    assert.deepEqual(JSON.parse(metadata ?? ''), JSON.parse(GIT_AI_NOTE.split('\n---\n')[1] ?? ''));
  });

  it('are named where another one is asked for', async () => {
    const { code, err } = await parapet(repo.path, ['export', '--format', 'spdx', 'HEAD']);
    assert.equal(code, 2);
    assert.match(err, /agent-trace or git-ai/);
  });
});
