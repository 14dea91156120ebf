import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AGENT_CLIENTS } from '../../../src/agents/clients';
import { actionsOf } from '../../../src/agents/toolCall';
import type { JsonObject } from '../../../src/agents/request';
import { runs } from '../randomRuns';

const command = (text: string, language = 'shellscript'): object => ({
  kind: 'command',
  command: text,
  language,
});
const edit = (path: string, change: object): object => ({ kind: 'edit', path, change });
const replace = (...pairs: readonly (readonly [string, string])[]): object => ({
  kind: 'replace',
  replacements: pairs.map(([old, now]) => ({ old, new: now, all: false })),
});

describe('the call of an agent’s tool', () => {
  it('is a command where it has one and names no file', () => {
    assert.deepEqual(actionsOf('Bash', { command: 'ls', description: 'x' }), [command('ls')]);
    assert.deepEqual(actionsOf('powershell', '{"command":"ls"}'), [command('ls', 'powershell')]);
    assert.deepEqual(actionsOf('shell', { command: ['rm', '-rf', '~'] }), [command('rm -rf ~')]);
    assert.deepEqual(actionsOf('mcp__x__run', { path: '/tmp', command: 'ls' }), [command('ls')]);
    assert.deepEqual(actionsOf('Bash', { command: ' ' }), []);
  });

  it('is an edit in whichever words a client has for it', () => {
    assert.deepEqual(actionsOf('Write', { file_path: 'a', content: 'x' }), [
      edit('a', { kind: 'write', text: 'x' }),
    ]);
    assert.deepEqual(actionsOf('create', { path: 'a', file_text: '' }), [
      edit('a', { kind: 'write', text: '' }),
    ]);
    for (const args of [
      { file_path: 'a', old_string: 'o', new_string: 'n' },
      { path: 'a', old_str: 'o', new_str: 'n' },
      { command: 'str_replace', path: 'a', old_str: 'o', new_str: 'n' },
      { filePath: 'a', oldString: 'o', newString: 'n' },
    ])
      assert.deepEqual(actionsOf('edit', args), [edit('a', replace(['o', 'n']))]);
    const edits = [
      { old_string: 'o', new_string: 'n' },
      { old_string: 'p', new_string: 'm' },
    ];
    assert.deepEqual(actionsOf('MultiEdit', { file_path: 'a', edits }), [
      edit('a', replace(['o', 'n'], ['p', 'm'])),
    ]);
    assert.deepEqual(actionsOf('insert', { command: 'insert', path: 'a', insert_line: 2, new_str: 'n' }), [
      edit('a', { kind: 'insert', text: 'n', afterLine: 2 }),
    ]);
    assert.deepEqual(actionsOf('NotebookEdit', { notebook_path: 'a', new_source: 'n' }), [
      edit('a', { kind: 'insert', text: 'n' }),
    ]);
    assert.deepEqual(actionsOf('Delete', { path: 'a' }), [edit('a', { kind: 'delete' })]);
  });

  it('may edit several files, and what it edits in one of them is one change', () => {
    const replacements = [
      { filePath: 'a', oldString: 'o', newString: 'n' },
      { filePath: 'b', oldString: 'o', newString: 'n' },
      { filePath: 'a', oldString: 'p', newString: 'm' },
    ];
    assert.deepEqual(actionsOf('multi_replace_string_in_file', { explanation: 'x', replacements }), [
      edit('a', replace(['o', 'n'], ['p', 'm'])),
      edit('b', replace(['o', 'n'])),
    ]);
  });

  it('may be a patch', () => {
    const patch = `*** Begin Patch
*** Add File: new.txt
+one
+two
*** Update File: old.txt
*** Move to: moved.txt
@@ class A
 keep
-out
+in
@@
-x
+y
*** Delete File: gone.txt
*** End Patch
`;
    const expected = [
      edit('new.txt', { kind: 'write', text: 'one\ntwo\n' }),
      edit('old.txt', replace(['keep\nout', 'keep\nin'], ['x', 'y'])),
      edit('moved.txt', replace(['keep\nout', 'keep\nin'], ['x', 'y'])),
      edit('gone.txt', { kind: 'delete' }),
    ];
    assert.deepEqual(actionsOf('apply_patch', patch), expected);
    assert.deepEqual(actionsOf('apply_patch', { input: patch.replaceAll('\n', '\r\n') }), expected);
  });

  it('does nothing that is judged where it reads, or is not understood', () => {
    for (const args of [
      { file_path: 'a' },
      { command: 'view', path: 'a' },
      { pattern: 'x', path: '.' },
      {},
      'text',
      7,
      null,
    ])
      assert.deepEqual(actionsOf('Read', args), []);
  });
});

describe('the clients of agents', () => {
  const KEYS =
    `hook_event_name hookEventName tool_name toolName tool_input toolArgs toolResult tool_result cwd session_id
    sessionId command edits file_path workspace_roots cursor_version model error timestamp`.split(/\s+/);
  const EVENTS = [
    'PreToolUse',
    'PostToolUse',
    'preToolUse',
    'beforeShellExecution',
    'afterFileEdit',
    '__proto__',
  ];

  it('understand or turn down whatever they are given, and answer an allowed call with no decision', () => {
    const value = fc.oneof(fc.constantFrom(...EVENTS), fc.anything({ maxDepth: 3 }));
    const input = fc.dictionary(fc.constantFrom(...KEYS), value);
    fc.assert(
      fc.property(fc.constantFrom(...AGENT_CLIENTS), input, (client, given) => {
        const request = client.read(given as JsonObject);
        if (!request) return;
        assert.ok(request.phase === 'before' || request.phase === 'after');
        assert.ok(request.folders.every((folder) => typeof folder === 'string'));
        assert.deepEqual(client.answer(given as JsonObject, { action: 'allow', reason: '' }), {});
        if (request.phase === 'after')
          assert.deepEqual(client.answer(given as JsonObject, { action: 'block', reason: 'x' }), {});
      }),
      runs(2_000),
    );
  });
});
