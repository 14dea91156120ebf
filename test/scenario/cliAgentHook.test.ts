/** `parapet agent-hook`, called as the clients' documentation says that they call hooks. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { USUAL } from '../../src/risk/bulk';
import { Folder } from '../unit/node/folder';
import { randomTimeoutMs, runs } from '../unit/randomRuns';
import { claudeCode, copilot, cursor, vscode } from './agentCalls';
import { GitRepository } from './gitRepository';
import { parapet } from './parapet';

const POLICY = `version: 1
extends: [recommended]
modules:
  - { name: infra, paths: ['infra/**'], criticality: critical }
  - { name: checkout, paths: ['checkout/**'], criticality: normal, ai: { action: block } }
  - { name: web, paths: ['web/**'], criticality: normal, ai: { action: approve } }
rules:
  - id: no-prod
    title: Work on the production cluster
    why: Everybody is on it.
    instead: Use the staging cluster.
    severity: critical
    match: { any: ['--context[= ]prod\\b'] }
    action: block
    tests: { match: ['kubectl --context prod get x'], pass: ['kubectl --context staging get x'] }
  - id: careful
    title: A word to be careful with
    severity: low
    match: { any: ['frobnicate'] }
    action: warn
    tests: { match: ['frobnicate'], pass: ['x'] }
`;
const REASON =
  /Work on the production cluster.* \(no-prod\)\. Everybody is on it\. Instead: Use the staging cluster\./;

interface Answer {
  readonly permission?: string;
  readonly permissionDecision?: string;
  readonly permissionDecisionReason?: string;
  readonly agent_message?: string;
  readonly user_message?: string;
  readonly hookSpecificOutput?: {
    readonly hookEventName?: string;
    readonly permissionDecision?: string;
    readonly permissionDecisionReason?: string;
    readonly additionalContext?: string;
  };
}

describe('parapet agent-hook', () => {
  const folder = new Folder();
  let repo: GitRepository;
  beforeEach(() => {
    repo = new GitRepository(folder.path).init();
    repo.write('.parapet.yaml', POLICY);
    for (const name of ['infra', 'checkout', 'web', 'src'])
      repo.write(`${name}/a.ts`, ['one', 'two', 'three']);
  });

  async function call(client: string, input: unknown, cwd = repo.path): Promise<Answer> {
    const text = typeof input === 'string' ? input : JSON.stringify(input);
    const { code, out, err } = await parapet(cwd, ['agent-hook', '--client', client], {
      input: text,
      env: { CLAUDE_PROJECT_DIR: undefined, CURSOR_PROJECT_DIR: undefined },
    });
    assert.deepEqual([code, err], [0, '']);
    return JSON.parse(out) as Answer;
  }
  const claudeCommand = (command: string, cwd = repo.path): Promise<Answer> =>
    call('claude-code', claudeCode('PreToolUse', cwd, 'Bash', { command, description: 'x' }), repo.path);
  const decisionOn = async (command: string, cwd?: string): Promise<string | undefined> =>
    (await claudeCommand(command, cwd)).hookSpecificOutput?.permissionDecision;

  describe('for Claude Code', () => {
    it('refuses what is blocked with the reason, asks where approval is wanted, and else decides nothing', async () => {
      const { hookSpecificOutput } = await claudeCommand('kubectl --context prod get pods');
      assert.deepEqual(
        [hookSpecificOutput?.hookEventName, hookSpecificOutput?.permissionDecision],
        ['PreToolUse', 'deny'],
      );
      assert.match(hookSpecificOutput?.permissionDecisionReason ?? '', REASON);
      assert.deepEqual(await claudeCommand('npm test'), {});
      const warned = await claudeCommand('frobnicate');
      assert.deepEqual(Object.keys(warned.hookSpecificOutput ?? {}), ['hookEventName', 'additionalContext']);
      const edit = { file_path: repo.at('web/a.ts'), old_string: 'two', new_string: '2', replace_all: false };
      const asked = await call('claude-code', claudeCode('PreToolUse', repo.path, 'Edit', edit));
      assert.equal(asked.hookSpecificOutput?.permissionDecision, 'ask');
    });

    it('judges Write, Edit, MultiEdit and NotebookEdit against the file on disk', async () => {
      repo.write('src/b.sh', 'kubectl --context \\\n  get pods\n');
      const judge = async (tool: string, args: object): Promise<string | undefined> =>
        (await call('claude-code', claudeCode('PreToolUse', repo.path, tool, args))).hookSpecificOutput
          ?.permissionDecision;
      const file_path = repo.at('src/b.sh');
      // The two halves of the command meet only in the document.
      const seam = { old_string: '\\\n  get', new_string: 'prod get' };
      assert.equal(await judge('Edit', { file_path, ...seam }), 'deny');
      assert.equal(
        await judge('MultiEdit', { file_path, edits: [{ old_string: 'pods', new_string: 'x' }, seam] }),
        'deny',
      );
      assert.equal(await judge('Edit', { file_path, old_string: 'pods', new_string: 'nodes' }), undefined);
      assert.equal(await judge('Write', { file_path, content: 'kubectl --context prod get x\n' }), 'deny');
      assert.equal(await judge('Write', { file_path: repo.at('checkout/new.ts'), content: 'x\n' }), 'deny');
      const cell = { notebook_path: repo.at('src/n.ipynb'), new_source: '!kubectl --context prod get x' };
      assert.equal(await judge('NotebookEdit', cell), 'deny');
      assert.equal(await judge('Read', { file_path: repo.at('checkout/a.ts') }), undefined);
    });

    it('records the lines that an edit wrote, and no others, as the agent’s', async () => {
      const args = { file_path: repo.at('src/a.ts'), content: 'one\nTWO\nthree\nfour\n' };
      await call('claude-code', claudeCode('PreToolUse', repo.path, 'Write', args));
      repo.write('src/a.ts', args.content);
      assert.deepEqual(await call('claude-code', claudeCode('PostToolUse', repo.path, 'Write', args)), {});
      // A client that reads another's settings too calls more than one hook.
      assert.deepEqual(await call('claude-code', claudeCode('PostToolUse', repo.path, 'Write', args)), {});
      const { out } = await parapet(repo.path, ['blame', 'src/a.ts', '--json']);
      const ai = { class: 'ai', tool: 'claude-code', session: 'abc123' };
      assert.deepEqual(JSON.parse(out), [
        { line: 1, class: 'unknown' },
        { line: 2, ...ai },
        { line: 3, class: 'unknown' },
        { line: 4, ...ai },
      ]);
    });

    const edit = (old: string, now: string) => ({
      file_path: repo.at('src/a.ts'),
      old_string: old,
      new_string: now,
    });
    const sessions = async (): Promise<(string | undefined)[]> => {
      const { out } = await parapet(repo.path, ['blame', 'src/a.ts', '--json']);
      return (JSON.parse(out) as { session?: string }[]).map(({ session }) => session);
    };

    it('leaves to a person what they change while they are asked about an edit', async () => {
      const args = edit('two', 'const two = {a: 1}');
      await call('claude-code', claudeCode('PreToolUse', repo.path, 'Edit', args));
      // With a formatter that ran upon the edit.
      repo.write('src/a.ts', ['one', 'const two = {', '  a: 1,', '};', 'mine and more', 'mine']);
      await call('claude-code', claudeCode('PostToolUse', repo.path, 'Edit', args));
      const ai = 'abc123';
      assert.deepEqual(await sessions(), [undefined, ai, ai, ai, undefined, undefined]);
    });

    it('leaves to a person what they change, too, where the client finds more than what it was told to replace', async () => {
      const args = edit('“two”', 'const two = 2');
      await call('claude-code', claudeCode('PreToolUse', repo.path, 'Edit', args));
      repo.write('src/a.ts', ['one', 'const two = 2', 'three', 'mine']);
      await call('claude-code', claudeCode('PostToolUse', repo.path, 'Edit', args));
      assert.deepEqual(await sessions(), [undefined, 'abc123', undefined, undefined]);
    });

    it('tells sessions apart that are at one file at once', async () => {
      const [a, b] = [edit('one', '1'), edit('three', '3')];
      const of = (session: string, input: object): object => ({ ...input, session_id: session });
      const before = (session: string, args: object) =>
        call('claude-code', of(session, claudeCode('PreToolUse', repo.path, 'Edit', args)));
      const after = (session: string, args: object) =>
        call('claude-code', of(session, claudeCode('PostToolUse', repo.path, 'Edit', args)));
      await before('a', a);
      repo.write('src/a.ts', ['1', 'two', 'three']);
      await before('b', b);
      repo.write('src/a.ts', ['1', 'two', '3']);
      await after('b', b);
      await after('a', a);
      assert.deepEqual(await sessions(), ['a', undefined, 'b']);
    });

    it('finds the lines of an edit without having seen the file before it', async () => {
      repo.write('src/a.ts', ['one', 'new line', 'three']);
      const args = { file_path: repo.at('src/a.ts'), old_string: 'two', new_string: 'new line' };
      await call('claude-code', claudeCode('PostToolUse', repo.path, 'Edit', args));
      const { out } = await parapet(repo.path, ['blame', 'src/a.ts', '--json']);
      assert.deepEqual(
        (JSON.parse(out) as { class: string }[]).map((line) => line.class),
        ['unknown', 'ai', 'unknown'],
      );
    });

    it('records of a file that is written anew without having been seen before what no commit has', async () => {
      repo.stage('src/a.ts', ['the first of the lines', 'the second one', 'the last of the lines']);
      repo.commit('Base');
      const content = 'the first of the lines\nnew line\nthe last of the lines\n';
      const args = { file_path: repo.at('src/a.ts'), content };
      repo.write('src/a.ts', content);
      await call('claude-code', claudeCode('PostToolUse', repo.path, 'Write', args));
      assert.deepEqual(await sessions(), [undefined, 'abc123', undefined]);
    });

    it('answers Copilot’s command line, which reads Claude Code’s settings, where that looks', async () => {
      const input = {
        hook_event_name: 'PreToolUse',
        session_id: 's',
        timestamp: '2026-11-28T10:00:00.000Z',
        cwd: repo.path,
        tool_name: 'Bash',
        tool_input: { command: 'kubectl --context prod get x' },
      };
      const answer = await call('claude-code', input);
      assert.equal(answer.permissionDecision, 'deny');
      assert.match(answer.permissionDecisionReason ?? '', REASON);
      assert.equal(answer.hookSpecificOutput?.permissionDecision, 'deny');
    });

    it('names the client that calls it through Claude Code’s settings', async () => {
      const args = { file_path: repo.at('src/new.ts'), content: 'x\n' };
      repo.write('src/new.ts', args.content);
      const input = { ...claudeCode('PostToolUse', repo.path, 'Write', args), cursor_version: '2.0.77' };
      await call('claude-code', input);
      const { out } = await parapet(repo.path, ['blame', 'src/new.ts', '--json']);
      assert.match(out, /"tool":"cursor"/);
    });
  });

  describe('for GitHub Copilot', () => {
    it('refuses and asks in the form of its reference, whether arguments are an object or text', async () => {
      const args = { command: 'kubectl --context prod get pods' };
      for (const given of [args, JSON.stringify(args)]) {
        const answer = await call('copilot', copilot('preToolUse', repo.path, 'bash', given));
        assert.deepEqual(Object.keys(answer), ['permissionDecision', 'permissionDecisionReason']);
        assert.equal(answer.permissionDecision, 'deny');
        assert.match(answer.permissionDecisionReason ?? '', REASON);
      }
      assert.deepEqual(
        await call('copilot', copilot('preToolUse', repo.path, 'bash', { command: 'ls' })),
        {},
      );
      assert.deepEqual(
        await call('copilot', copilot('preToolUse', repo.path, 'bash', { command: 'frobnicate' })),
        {},
      );
      const edit = { path: repo.at('web/a.ts'), old_str: 'two', new_str: '2' };
      const asked = await call('copilot', copilot('preToolUse', repo.path, 'edit', edit));
      assert.equal(asked.permissionDecision, 'ask');
    });

    it('judges create, str_replace, insert and apply_patch', async () => {
      const judge = async (tool: string, args: unknown): Promise<string | undefined> =>
        (await call('copilot', copilot('preToolUse', repo.path, tool, args))).permissionDecision;
      const path = repo.at('checkout/a.ts');
      assert.equal(await judge('create', { path: repo.at('checkout/n.ts'), file_text: 'x' }), 'deny');
      assert.equal(
        await judge('str_replace_editor', { command: 'str_replace', path, old_str: 'one', new_str: '1' }),
        'deny',
      );
      assert.equal(
        await judge('str_replace_editor', { command: 'insert', path, insert_line: 1, new_str: 'x' }),
        'deny',
      );
      assert.equal(await judge('str_replace_editor', { command: 'view', path }), undefined);
      const patch = (file: string): string =>
        `*** Begin Patch\n*** Update File: ${file}\n@@\n one\n-two\n+2\n three\n*** End Patch\n`;
      assert.equal(await judge('apply_patch', patch('checkout/a.ts')), 'deny');
      assert.equal(await judge('apply_patch', { input: patch('src/a.ts') }), undefined);
      assert.equal(
        await judge('apply_patch', '*** Begin Patch\n*** Delete File: checkout/a.ts\n*** End Patch'),
        'deny',
      );
    });

    it('answers VS Code’s agent where that looks for it', async () => {
      const input = vscode('PreToolUse', repo.path, 'run_in_terminal', {
        command: 'kubectl --context prod get x',
      });
      const answer = await call('copilot', input);
      assert.equal(answer.hookSpecificOutput?.permissionDecision, 'deny');
      assert.equal(answer.permissionDecision, 'deny');
    });

    it('records what was written after the call', async () => {
      const args = { path: repo.at('src/a.ts'), old_str: 'two', new_str: '2' };
      await call('copilot', copilot('preToolUse', repo.path, 'edit', args));
      repo.write('src/a.ts', ['one', '2', 'three']);
      assert.deepEqual(await call('copilot', copilot('postToolUse', repo.path, 'edit', args)), {});
      const { out } = await parapet(repo.path, ['blame', 'src/a.ts', '--json']);
      assert.deepEqual(JSON.parse(out).at(1), {
        line: 2,
        class: 'ai',
        tool: 'github.copilot-agent',
        session: 'session-7',
      });
    });

    it('records nothing where the call was refused or failed', async () => {
      const args = { path: repo.at('src/a.ts'), old_str: 'two', new_str: '2' };
      await call('copilot', copilot('preToolUse', repo.path, 'edit', args));
      repo.write('src/a.ts', ['one', '2', 'three']);
      for (const resultType of ['denied', 'failure']) {
        const input = { ...copilot('postToolUse', repo.path, 'edit', args), toolResult: { resultType } };
        assert.deepEqual(await call('copilot', input), {});
      }
      const { out } = await parapet(repo.path, ['blame', 'src/a.ts', '--json']);
      assert.deepEqual(JSON.parse(out).at(1), { line: 2, class: 'unknown' });
    });
  });

  describe('for Cursor', () => {
    it('answers commands and edits in the form of its reference', async () => {
      const command = { command: 'kubectl --context prod get x', cwd: repo.path, sandbox: false };
      const denied = await call('cursor', cursor('beforeShellExecution', repo.path, command));
      assert.equal(denied.permission, 'deny');
      assert.match(denied.agent_message ?? '', REASON);
      assert.equal(denied.user_message, denied.agent_message);
      assert.deepEqual(
        await call('cursor', cursor('beforeShellExecution', repo.path, { command: 'ls', cwd: '' })),
        {},
      );
      const write = { tool_name: 'Write', tool_input: { file_path: repo.at('checkout/a.ts'), content: 'x' } };
      assert.equal((await call('cursor', cursor('preToolUse', repo.path, write))).permission, 'deny');
    });

    it('records an edit with model, version and conversation', async () => {
      repo.write('src/a.ts', ['one', 'zwei', 'three']);
      const fields = { file_path: repo.at('src/a.ts'), edits: [{ old_string: 'two', new_string: 'zwei' }] };
      assert.deepEqual(await call('cursor', cursor('afterFileEdit', repo.path, fields)), {});
      const { out } = await parapet(repo.path, ['blame', 'src/a.ts', '--json']);
      assert.deepEqual(JSON.parse(out).at(1), {
        line: 2,
        class: 'ai',
        tool: 'cursor',
        model: 'claude-opus-4-7',
        session: 'conversation-9',
      });
    });
  });

  describe('judges a command where it acts', () => {
    const DESTROY = 'terraform destroy -auto-approve';

    it('at the top level, and at least as strictly in a folder that it enters, names or starts in', async () => {
      assert.equal(await decisionOn(DESTROY), undefined);
      assert.equal(await decisionOn(`cd infra && ${DESTROY}`), 'deny');
      assert.equal(await decisionOn('terraform -chdir=infra destroy -auto-approve'), 'deny');
      assert.equal(await decisionOn(DESTROY, repo.at('infra')), 'deny');
    });

    it('as a change of what it names where it writes, more mildly where nobody can tell, not where it reads', async () => {
      assert.equal(await decisionOn("sed -i 's/a/b/' checkout/a.ts"), 'deny');
      assert.equal(await decisionOn('echo x > checkout/new.ts'), 'deny');
      assert.equal(await decisionOn('cd checkout && rm a.ts'), 'deny');
      assert.equal(await decisionOn('npx vitest checkout/a.ts'), 'ask');
      assert.equal(await decisionOn('cd checkout && npm test'), undefined);
      assert.equal(await decisionOn('cat checkout/a.ts | head -3'), undefined);
    });

    it('by the policy of the repository it was started in, wherever it went since', async () => {
      const elsewhere = folder.at('src', 'other');
      mkdirSync(elsewhere);
      new GitRepository(elsewhere).init();
      assert.equal(await decisionOn('kubectl --context prod get x', elsewhere), 'deny');
    });
  });

  it('tells while a session changes far more than usual, and records it', async () => {
    const count = USUAL.files + 1;
    const names = Array.from({ length: count }, (_, n) => `src/new${n}.txt`);
    const patch = [
      '*** Begin Patch',
      ...names.flatMap((name) => [`*** Add File: ${name}`, '+new']),
      '*** End Patch',
    ].join('\n');
    for (const name of names) repo.write(name, ['new']);
    const input = JSON.stringify(copilot('postToolUse', repo.path, 'apply_patch', patch));
    const { out, err } = await parapet(repo.path, ['agent-hook', '--client', 'copilot'], { input });
    assert.equal(out, '{}\n');
    assert.match(
      err,
      new RegExp(
        `^parapet: github.copilot-agent has come to ${count} files changed in this session; ${USUAL.files} is`,
      ),
    );
    const log = readFileSync(repo.at('.git/parapet/audit.jsonl'), 'utf8');
    assert.match(log, /"what":"session".*"parapet\/bulk-files"/);
    const again = await parapet(repo.path, ['agent-hook', '--client', 'copilot'], { input });
    assert.equal(again.err, '');
  });

  it('tells while a session goes over a budget of the policy', async () => {
    repo.write('.parapet.yaml', [
      'version: 1',
      'modules: [{ name: infra, paths: [infra/**], criticality: critical }]',
      'budgets: [{ criticality: [critical], max-ai-lines: 2, per: commit, action: warn }]',
    ]);
    const write = async (file: string): Promise<string> => {
      repo.write(file, ['one', 'two']);
      const patch = ['*** Begin Patch', `*** Add File: ${file}`, '+one', '+two', '*** End Patch'].join('\n');
      const input = JSON.stringify(copilot('postToolUse', repo.path, 'apply_patch', patch));
      return (await parapet(repo.path, ['agent-hook', '--client', 'copilot'], { input })).err;
    };
    assert.equal(await write('src/elsewhere.txt'), '');
    assert.equal(await write('infra/a.txt'), '');
    assert.equal(
      await write('infra/b.txt'),
      'parapet: github.copilot-agent has come to 4 lines added in this session; 2 is the most that a budget of the policy allows (.parapet.yaml#1)\n',
    );
    const log = readFileSync(repo.at('.git/parapet/audit.jsonl'), 'utf8');
    assert.match(log, /"what":"session".*"parapet\/bulk-added-lines-budget"/);
    assert.equal(await write('infra/c.txt'), '');
  });

  it('says when the policy it should judge by is broken', async () => {
    repo.write('.parapet.yaml', 'version: 1\nwrong: 1\n');
    const input = JSON.stringify(claudeCode('PreToolUse', repo.path, 'Bash', { command: 'rm -rf ~' }));
    const { code, out, err } = await parapet(repo.path, ['agent-hook', '--client', 'claude-code'], { input });
    assert.equal(code, 0);
    assert.match(out, /"deny"/);
    assert.match(err, /^parapet: the policy is not valid.*\n$/);
  });

  it('takes an unknown client, event or input for no decision, with one line that says so', async () => {
    const inputs: readonly (readonly [string, string])[] = [
      ['claude-code', ''],
      ['claude-code', 'not json'],
      ['claude-code', '[]'],
      ['claude-code', '{"hook_event_name":"SessionStart"}'],
      ['copilot', '{"sessionId":"s"}'],
      ['cursor', '{"hook_event_name":"constructor"}'],
      ['other', '{}'],
    ];
    for (const [client, input] of inputs) {
      const { code, out, err } = await parapet(repo.path, ['agent-hook', '--client', client], { input });
      assert.deepEqual([code, out], [0, '{}\n'], input);
      assert.match(err, /^parapet: [^\n]+, so nothing was judged\n$/, input);
    }
    assert.ok(!existsSync(repo.at('.git/parapet')));
  });

  it('takes bytes of any kind, cut off, nested or huge, for no decision', async () => {
    const known = [
      claudeCode('PreToolUse', repo.path, 'Bash', { command: 'kubectl --context prod get x' }),
      copilot('preToolUse', repo.path, 'bash', { command: 'kubectl --context prod get x' }),
      cursor('beforeShellExecution', repo.path, { command: 'kubectl --context prod get x', cwd: repo.path }),
    ].map((input) => Buffer.from(JSON.stringify(input)));
    const clients = ['claude-code', 'copilot', 'cursor'] as const;
    const nothing = async (client: string, input: Buffer | string): Promise<void> => {
      const { code, out, err } = await parapet(repo.path, ['agent-hook', '--client', client], { input });
      assert.deepEqual([code, out], [0, '{}\n']);
      assert.match(err, /^parapet: [^\n]+, so nothing was judged\n$/);
    };
    await nothing('claude-code', '['.repeat(5_000_000));
    await nothing('copilot', '{"a":'.repeat(1_000_000));
    await nothing('cursor', Buffer.alloc(70 * 1024 * 1024, 'x'));
    const bytes = fc.uint8Array({ maxLength: 2_000 }).map((array) => Buffer.from(array));
    await fc.assert(fc.asyncProperty(fc.constantFrom(...clients), bytes, nothing), runs(6));
    const cut = fc.tuple(fc.nat({ max: 2 }), fc.double({ min: 0, max: 0.999, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(cut, ([client, part]) => {
        const input = known[client]!;
        return nothing(clients[client]!, input.subarray(0, Math.floor(input.length * part)));
      }),
      runs(6),
    );
  }).timeout(randomTimeoutMs);

  it('never crashes on input of the wrong form', async () => {
    const value = fc.anything({ maxDepth: 3, withNullPrototype: false });
    const shape = fc.record(
      {
        hook_event_name: fc.oneof(
          fc.constantFrom('PreToolUse', 'PostToolUse', 'beforeShellExecution', 'afterFileEdit'),
          value,
        ),
        tool_name: fc.oneof(fc.constantFrom('Bash', 'Write', 'Edit'), value),
        toolName: fc.oneof(fc.constantFrom('bash', 'edit'), value),
        cwd: value,
        command: value,
        file_path: value,
        edits: value,
        tool_input: fc.oneof(
          fc.record({
            file_path: fc.oneof(fc.string(), value),
            content: value,
            edits: value,
            command: value,
          }),
          value,
        ),
        toolArgs: value,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('claude-code', 'copilot', 'cursor'), shape, async (client, input) => {
        const text = JSON.stringify(input, (_, one: unknown) => (typeof one === 'bigint' ? `${one}` : one));
        const { code, out, err } = await parapet(repo.path, ['agent-hook', '--client', client], {
          input: text,
        });
        assert.equal(code, 0);
        assert.equal(typeof JSON.parse(out), 'object');
        assert.doesNotMatch(err, /\n./);
      }),
      runs(15),
    );
  }).timeout(randomTimeoutMs);
}).timeout(randomTimeoutMs);
