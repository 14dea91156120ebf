import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ChainedRecord } from '../../../src/audit/chain';
import { verifyAudit } from '../../../src/audit/verify';
import { COMMANDS, SETTINGS } from '../../../src/contract/manifest';
import { AuditLog, sha256 } from '../../../src/node/auditLog';
import { item, makeFolder, parapet, sleep, until } from './interceptSupport';
import { accept, openAt, run, Suggester, TOOL, workspaceRoot } from './labelSupport';

const POLICY = `version: 1
rules:
  - id: no-ping
    title: Ping
    severity: low
    match: { any: ['\\bping\\b'] }
    action: warn
`;

describe('the audit log of a repository that is worked on', () => {
  const suggester = new Suggester();
  let folder: string;
  let registration: vscode.Disposable;

  const records = (): ChainedRecord[] =>
    new AuditLog(path.join(workspaceRoot(), '.git'), { now: () => new Date() })
      .read()
      .flatMap(({ text }) => text.split('\n').filter((line) => line !== ''))
      .map((line) => JSON.parse(line) as ChainedRecord);
  const last = (about: Partial<ChainedRecord>): ChainedRecord | undefined =>
    records().findLast((record) =>
      Object.entries(about).every(([key, value]) => record[key as keyof ChainedRecord] === value),
    );
  const recorded = (about: Partial<ChainedRecord>): Promise<ChainedRecord> =>
    until(() => last(about), `a record of ${JSON.stringify(about)}`, 20_000);
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

  before(async () => {
    folder = makeFolder('audit-test', { 'run.sh': '#!/bin/sh\n', 'ping.sh': '#!/bin/sh\n' });
    await (
      await parapet()
    ).ready;
    const pattern = new vscode.RelativePattern(folder, '**');
    registration = vscode.languages.registerInlineCompletionItemProvider({ pattern }, suggester);
  });
  afterEach(() => run('workbench.action.revertAndCloseActiveEditor'));
  after(() => {
    registration.dispose();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('holds what was withheld, once however often it is asked for, and no word of it', async () => {
    await openAt(path.join(folder, 'run.sh'));
    suggester.answer = (at) => [item('rm -rf ~ # my-secret', at)];
    for (let i = 0; i < 3; i++) {
      await run('editor.action.inlineSuggest.trigger');
      await sleep(100);
    }
    suggester.answer = undefined;
    const about = { kind: 'verdict', path: 'audit-test/run.sh' } as const;
    const { action, outcome, tool, where, textHash, length, rules } = await recorded(about);
    assert.deepEqual(
      { action, outcome, tool, where, textHash, length },
      {
        ...{ action: 'block', outcome: 'withheld', tool: TOOL, where: 'editor' },
        ...{ textHash: hash('rm -rf ~ # my-secret'), length: 20 },
      },
    );
    assert.match(rules?.[0]?.rule ?? '', /^shell\//);
    await sleep(400);
    assert.equal(records().filter(({ path: at }) => at === about.path).length, 1);
    assert.doesNotMatch(JSON.stringify(records()), /my-secret/);
  });

  it('holds what was accepted, as soon as it was', async () => {
    const editor = await openAt(path.join(folder, 'run.sh'));
    await accept(editor, suggester, (at) => item('make build', at));
    const { action, tool, textHash } = await recorded({ kind: 'accept', path: 'audit-test/run.sh' });
    assert.deepEqual([action, tool, textHash], ['allow', TOOL, hash('make build')]);
  });

  it('holds which mode there was, and when there was another', async () => {
    const settings = vscode.workspace.getConfiguration();
    const set = (mode: string | undefined): Thenable<void> =>
      settings.update(SETTINGS.mode.key, mode, vscode.ConfigurationTarget.Global);
    assert.equal(last({ kind: 'mode' })?.state, 'enforce');
    try {
      await set('observe');
      await recorded({ kind: 'mode', state: 'observe' });
    } finally {
      await set(undefined);
    }
    await until(() => last({ kind: 'mode' })?.state === 'enforce', 'the mode as it was');
  });

  it('holds which policy there was, by its hash, and what a person excepted from it', async () => {
    const file = path.join(folder, '.parapet.yaml');
    const about = { kind: 'policy', path: 'audit-test/.parapet.yaml' } as const;
    const change = async (text: string | undefined): Promise<void> => {
      if (text === undefined) fs.rmSync(file);
      else fs.writeFileSync(file, text);
      // No watcher tells of it here; policies are looked at when somebody turns to a file, and hold for a second.
      await sleep(1_200);
      await openAt(path.join(folder, 'run.sh'));
      await openAt(path.join(folder, 'ping.sh'));
    };
    await change(POLICY);
    const { textHash } = await recorded({ ...about, state: 'valid' });
    assert.equal(textHash, hash(POLICY));
    const document = vscode.Uri.file(path.join(folder, 'ping.sh'));
    await run(COMMANDS.findingIsWrong, 'no-ping', document.toString(), 'ping -c 1 localhost');
    const { what, rules } = await recorded({ kind: 'exception', path: 'audit-test/ping.sh' });
    assert.deepEqual([what, rules], ['test', [{ rule: 'no-ping' }]]);
    await run('workbench.action.revertAndCloseActiveEditor');
    await change('version: 2\n');
    await recorded({ ...about, state: 'invalid' });
    await change(undefined);
    await recorded({ ...about, state: 'gone' });
  });

  it('fits', () => {
    const log = new AuditLog(path.join(workspaceRoot(), '.git'), { now: () => new Date() });
    const verdict = verifyAudit(log.read(), { anchors: [] }, sha256);
    assert.ok(verdict.ok, JSON.stringify(verdict));
  });
}).timeout(60_000);
