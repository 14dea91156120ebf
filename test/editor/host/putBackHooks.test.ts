import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { item, makeFolder, parapet, until } from './interceptSupport';
import { accept, openAt, run, Suggester } from './labelSupport';
import { cli, git } from './terminal';

const LEFTHOOK = '#!/bin/sh\ncall_lefthook() { :; }\ncall_lefthook run "post-commit" "$@"\n';

describe('hooks that another program has written over', () => {
  const suggester = new Suggester();
  let folder: string;
  let registration: vscode.Disposable;

  before(async () => {
    folder = makeFolder('put-back-test', { 'a.ts': 'const a = ' });
    git(folder, 'init', '-q');
    cli(folder, ['hooks', 'install']);
    registration = vscode.languages.registerInlineCompletionItemProvider(
      { pattern: new vscode.RelativePattern(folder, '**') },
      suggester,
    );
    await (
      await parapet()
    ).ready;
  });

  after(async () => {
    registration.dispose();
    await run('workbench.action.revertAndCloseActiveEditor');
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('are put back beside its own as soon as something is accepted', async () => {
    const hook = path.join(folder, '.git', 'hooks', 'post-commit');
    fs.writeFileSync(hook, LEFTHOOK);
    const editor = await openAt(path.join(folder, 'a.ts'));
    await accept(editor, suggester, (at) => item('one();', at));
    const content = await until(() => {
      const text = fs.readFileSync(hook, 'utf8');
      return text !== LEFTHOOK && text;
    }, 'the hooks to be put back');
    assert.match(content, /# >>> parapet >>>[^]*call_lefthook run/);
  });
});
