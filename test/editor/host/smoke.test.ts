import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { COMMANDS } from '../../../src/contract/manifest';

describe('Parapet, installed from its VSIX', () => {
  it('is active', () => {
    assert.equal(extensions.getExtension('parapet.parapet')?.isActive, true);
  });

  it('has registered every command of its manifest', async () => {
    const registered = new Set(await commands.getCommands(true));
    for (const id of Object.values(COMMANDS)) assert.ok(registered.has(id), `${id} is not registered`);
  });
});
