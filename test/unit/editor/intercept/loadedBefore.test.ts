import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ExtensionShape } from '../../../../src/editor/intercept/interception';
import { loadedBefore } from '../../../../src/editor/intercept/loadedBefore';

const extension = (packageJSON: object, more: Partial<ExtensionShape> = {}): ExtensionShape => ({
  id: 'a.b',
  extensionPath: path.join(path.sep, 'extensions', 'a.b'),
  isActive: false,
  packageJSON: { main: './main.js', activationEvents: ['*'], ...packageJSON },
  ...more,
});

const script = path.join(path.sep, 'extensions', 'a.b', 'dist', 'main.js');

describe('whether an extension’s code ran before it was wrapped', () => {
  it('is told by its being active, and by its scripts', () => {
    assert.equal(loadedBefore(extension({}), []), 'no');
    assert.equal(loadedBefore(extension({}, { isActive: true }), []), 'yes');
    assert.equal(loadedBefore(extension({}), [script]), 'yes');
  });

  it('is not told by the scripts of one whose name begins alike', () => {
    const other = path.join(path.sep, 'extensions', 'a.b2', 'main.js');
    assert.equal(loadedBefore(extension({}), [other]), 'no');
  });

  it('is told where its folder is a link', () => {
    const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-loaded-')));
    const real = path.join(root, 'real');
    fs.mkdirSync(real);
    fs.symlinkSync(real, path.join(root, 'link'), 'junction');
    const linked = extension({}, { extensionPath: path.join(root, 'link') });
    assert.equal(loadedBefore(linked, [path.join(real, 'main.js')]), 'yes');
    fs.rmSync(root, { recursive: true });
  });

  it('cannot be told of an ES module that starts as early', () => {
    assert.equal(loadedBefore(extension({ type: 'module' }), []), 'unknown');
    assert.equal(loadedBefore(extension({ main: './main.mjs' }), []), 'unknown');
    assert.equal(loadedBefore(extension({ type: 'module', main: './main.cjs' }), []), 'no');
  });

  it('can be told of an ES module that starts later', () => {
    const later = { type: 'module', activationEvents: ['onStartupFinished', 'onCommand:a.b'] };
    assert.equal(loadedBefore(extension(later), []), 'no');
  });
});
