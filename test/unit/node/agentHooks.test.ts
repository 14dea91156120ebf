import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AGENT_CLIENTS } from '../../../src/agents/clients';
import { printJson } from '../../../src/agents/hookFile';
import { agentClientsIn } from '../../../src/node/agentHooks';

describe('clients of agents in a repository', () => {
  let root: string;
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-clients-'));
  });
  afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

  const found = async (): Promise<unknown[]> =>
    (await agentClientsIn(root)).map(({ client, isInstalled }) => [client, isInstalled]);

  it('are none where none of them has a folder', async () => {
    fs.mkdirSync(path.join(root, '.github'));
    assert.deepEqual(await found(), []);
  });

  it('are those that have one, with whether they ask Parapet', async () => {
    for (const { hookFile } of AGENT_CLIENTS)
      fs.mkdirSync(path.dirname(path.join(root, hookFile.path)), { recursive: true });
    const [first, second] = AGENT_CLIENTS;
    assert.ok(first && second);
    fs.writeFileSync(path.join(root, first.hookFile.path), printJson(first.hookFile.content));
    fs.writeFileSync(path.join(root, second.hookFile.path), '{ broken');
    assert.deepEqual(
      await found(),
      AGENT_CLIENTS.map(({ id }) => [id, id === first.id]),
    );
  });
});
