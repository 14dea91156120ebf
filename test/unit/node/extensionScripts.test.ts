import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { scriptsName } from '../../../src/node/extensionScripts';

const NAME = 'registerInlineCompletionItemProvider';

describe('the scripts of an extension', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-scripts-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const write = (file: string, text: string): void => {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  };

  it('name a function wherever one of them does', async () => {
    write('dist/main.js', 'a.languages.registerHoverProvider()');
    write('dist/chunks/lazy.mjs', `x.${NAME}(y)`);
    assert.equal(await scriptsName(folder, NAME), true);
  });

  it('do not where only other files do', async () => {
    write('dist/main.cjs', 'a.languages.registerHoverProvider()');
    write('README.md', NAME);
    assert.equal(await scriptsName(folder, NAME), false);
  });

  it('name it also where it lies across what is read at once', async () => {
    const CHUNK = 1024 * 1024;
    for (const at of [CHUNK - 5, 2 * CHUNK - NAME.length - 3, 3 * CHUNK - 1]) {
      write('main.js', `${' '.repeat(at)}${NAME}`);
      assert.equal(await scriptsName(folder, NAME), true, `${at}`);
    }
    write('main.js', `${' '.repeat(CHUNK - 5)}${NAME.slice(0, -1)}`);
    assert.equal(await scriptsName(folder, NAME), false);
  });
});
