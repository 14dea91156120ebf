import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Folder } from '../unit/node/folder';
import { judgeAll } from './evalRun';
import { fromJsonLines, gitInit, jsonLines, parapet, startParapet } from './parapet';

const POLICY = `version: 1
modules:
  - { name: checkout, paths: ['checkout/**'], criticality: critical }
roles: { senior: ['*@leads.example.com'] }
rules:
  - id: no-teardown
    title: Teardown
    why: It takes hours to build up again.
    instead: Use the pipeline.
    severity: high
    match: { any: ['\\bmake teardown\\b'] }
    action: { critical: block, default: warn }
    for: { senior: approve }
`;

const TEARDOWN = { path: 'checkout/run.sh', insert: 'make teardown\n' };

describe('parapet eval', () => {
  const folder = new Folder();
  beforeEach(() => {
    gitInit(folder.path);
    folder.write('.parapet.yaml', POLICY);
  });

  it('answers each line with id, action, findings and risk, in order, and exits 0 whatever the verdicts', async () => {
    const verdicts = await judgeAll(folder.path, [
      { id: 'a', ...TEARDOWN },
      { id: 'b', path: 'docs/run.sh', insert: 'make teardown\n' },
      { id: 'c', path: 'checkout/run.sh', insert: 'make all\n' },
    ]);
    assert.deepEqual(
      verdicts.map((verdict) => [verdict.id, verdict.action, Object.keys(verdict)]),
      ['block', 'warn', 'allow'].map((action, i) => ['abc'[i], action, ['id', 'action', 'findings', 'risk']]),
    );
    assert.deepEqual(verdicts[0]?.findings, [
      {
        rule: 'no-teardown',
        severity: 'high',
        action: 'block',
        approvals: 0,
        start: 0,
        end: 13,
        line: 1,
        text: 'make teardown',
        message: 'Teardown',
        why: 'It takes hours to build up again.',
        instead: 'Use the pipeline.',
      },
    ]);
    assert.deepEqual(verdicts[2]?.risk, { score: 0, level: 'none' });
  });

  it('echoes an id of any kind, and null where there is none', async () => {
    const ids = ['', 'x', 0, 7, false, null, { run: [1] }];
    const verdicts = await judgeAll(folder.path, [...ids.map((id) => ({ id, ...TEARDOWN })), TEARDOWN]);
    assert.deepEqual(
      verdicts.map(({ id }) => id),
      [...ids, null],
    );
  });

  it('judges the document that the edit would make', async () => {
    const [seam, there] = await judgeAll(folder.path, [
      { path: 'checkout/run.sh', before: 'set -e\nmake tear', insert: 'down', after: '\n' },
      { path: 'checkout/run.sh', before: 'make teardown\n', insert: 'echo done\n' },
    ]);
    assert.equal(seam?.action, 'block');
    assert.deepEqual([seam?.findings[0]?.line, seam?.findings[0]?.start], [2, 7]);
    assert.equal(there?.action, 'allow');
  });

  it('takes tool, author and language, and null for what is not given', async () => {
    const [senior, nobody, nulls] = await judgeAll(folder.path, [
      { ...TEARDOWN, author: 'Ana@leads.example.com', tool: 'github.copilot' },
      { ...TEARDOWN, author: 'eve@example.com', languageId: 'shellscript' },
      { ...TEARDOWN, author: null, tool: null, before: null, replaced: null, after: null, languageId: null },
    ]);
    assert.deepEqual([senior?.action, senior?.findings[0]?.approvals], ['approve', 1]);
    assert.equal(nobody?.action, 'block');
    assert.equal(nulls?.action, 'block');
  });

  it('answers a bad line with its error and number, goes on, and exits 2', async () => {
    const lines = [
      JSON.stringify({ id: 1, ...TEARDOWN }),
      '{"id": 2, "path": ',
      '',
      '[]',
      JSON.stringify({ id: 5, path: 'a' }),
      JSON.stringify({ id: 6, insert: 'a' }),
      JSON.stringify({ id: 7, path: 3, insert: 'a' }),
      JSON.stringify({ id: 8, path: '', insert: 'a' }),
      JSON.stringify({ id: 9, ...TEARDOWN }),
    ];
    const { code, out } = await parapet(folder.path, ['eval'], { input: lines.join('\n') });
    const answers = fromJsonLines<{ id: unknown; error?: string; line?: number; action?: string }>(out);
    assert.equal(code, 2);
    assert.deepEqual(
      answers.map(({ id, line, action }) => [id, line ?? action]),
      [
        [1, 'block'],
        [null, 2],
        [null, 4],
        [5, 5],
        [6, 6],
        [7, 7],
        [8, 8],
        [9, 'block'],
      ],
    );
    const bad = answers.filter(({ error }) => error !== undefined);
    assert.deepEqual(
      bad.map((answer) => Object.keys(answer)),
      bad.map(() => ['id', 'error', 'line']),
    );
    for (const { error, line } of bad) assert.match(error ?? '', new RegExp(`^line ${line}: `));
    assert.match(bad[2]?.error ?? '', /“insert” is missing/);
  });

  it('takes a byte order mark, CRLF and a last line without an end', async () => {
    const line = JSON.stringify(TEARDOWN);
    const { code, out } = await parapet(folder.path, ['eval'], { input: `\uFEFF${line}\r\n\r\n${line}` });
    assert.equal(code, 0);
    assert.equal(fromJsonLines(out).length, 2);
  });

  it('has nothing to say about nothing', async () => {
    assert.deepEqual(await parapet(folder.path, ['eval']), { code: 0, out: '', err: '' });
  });

  it('survives paths that no file can have', async () => {
    const paths = ['a\0b', 'x'.repeat(10_000), '../../../../etc/passwd', '/', '.', 'con\nline', '\uD800'];
    const { code, out } = await parapet(folder.path, ['eval'], {
      input: jsonLines(paths.map((path) => ({ path, insert: 'ls' }))),
    });
    assert.equal(fromJsonLines(out).length, paths.length);
    assert.notEqual(code, 1);
  });

  it('answers 5,000 lines in order', async () => {
    const edits = Array.from({ length: 5000 }, (_, id) => ({
      id,
      path: `${id % 2 ? 'checkout' : 'docs'}/${id % 50}/run${id % 7}.sh`,
      insert: id % 3 ? `echo ${id}\n` : 'make teardown\n',
    }));
    const verdicts = await judgeAll(folder.path, edits);
    assert.deepEqual(
      verdicts.map(({ id, action }) => [id, action]),
      edits.map(({ id }) => [id, id % 3 ? 'allow' : id % 2 ? 'block' : 'warn']),
    );
  });

  it('answers a line before the next one comes', async () => {
    const child = startParapet(folder.path, ['eval']);
    child.stdin.write(jsonLines([{ id: 'first', ...TEARDOWN }]));
    const [answer] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    assert.equal((JSON.parse(answer) as { id: string }).id, 'first');
    child.stdin.end();
    assert.deepEqual(await once(child, 'close'), [0, null]);
  });

  it('takes a reader that leaves early for no error', async () => {
    const child = startParapet(folder.path, ['eval']);
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdin.on('error', () => undefined);
    child.stdin.write(jsonLines([TEARDOWN]));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.end(jsonLines(Array.from({ length: 500 }, () => TEARDOWN)));
    assert.deepEqual([await once(child, 'close'), err], [[0, null], '']);
  });
});
