import assert from 'node:assert/strict';
import { WayWraps } from '../../../../src/editor/intercept/wayWraps';
import type { WayGuard } from '../../../../src/editor/intercept/wayWraps';

/** As VS Code makes an extension's API object: one frozen file system for all, behind a getter. */
function fakeApi() {
  const calls: unknown[][] = [];
  const answer = Promise.resolve(true);
  const files = Object.freeze({
    async readFile(...args: unknown[]) {
      calls.push(['readFile', ...args]);
    },
    writeFile(...args: unknown[]) {
      calls.push(['writeFile', ...args]);
      return answer;
    },
    delete: () => answer,
    rename: () => answer,
    copy: () => answer,
  });
  const workspace = {
    applyEdit(_edit: unknown, _metadata?: unknown): unknown {
      calls.push(['applyEdit', ...arguments]);
      return answer;
    },
    get fs() {
      return files;
    },
  };
  return { api: { workspace }, workspace, files, calls, answer };
}

const guardOf = (extension: string, asked: unknown[][] = []): WayGuard => ({
  guards: (_, id) => id === extension,
  async applyEdit(id, args, proceed) {
    asked.push(['applyEdit', id, ...args]);
    return proceed(args);
  },
  async files(id, call, args, proceed) {
    asked.push([call, id, ...args]);
    return proceed();
  },
});

describe('the wrap around what changes documents and files', () => {
  it('leaves calls of others as they are: the same arguments, as many, and the same answer', () => {
    const { api, workspace, calls, answer } = fakeApi();
    const wraps = new WayWraps();
    wraps.wrap({ id: 'a.b' }, api);
    for (const guard of [undefined, guardOf('some.other')]) {
      if (guard) wraps.connect(guard);
      const edit = {};
      assert.equal(workspace.applyEdit(edit), answer);
      assert.deepEqual(calls.pop(), ['applyEdit', edit]);
      assert.equal(workspace.fs.writeFile('uri', 'bytes', 'more'), answer);
      assert.deepEqual(calls.pop(), ['writeFile', 'uri', 'bytes', 'more']);
    }
  });

  it('looks like what it stands for', () => {
    const { api, workspace, files } = fakeApi();
    const { applyEdit } = workspace;
    new WayWraps().wrap({ id: 'a.b' }, api);
    assert.notEqual(workspace.applyEdit, applyEdit);
    assert.equal(workspace.applyEdit.name, 'applyEdit');
    assert.equal(workspace.applyEdit.length, applyEdit.length);
    assert.ok(Object.isFrozen(workspace.fs));
    assert.equal(workspace.fs, workspace.fs);
    assert.deepEqual(Object.keys(workspace.fs), Object.keys(files));
    assert.equal(workspace.fs.readFile, files.readFile);
  });

  it('asks the guard of an extension that it guards, and of no other', async () => {
    const { api, workspace } = fakeApi();
    const wraps = new WayWraps();
    wraps.wrap({ id: 'a.b' }, api);
    const asked: unknown[][] = [];
    wraps.connect(guardOf('a.b', asked));
    assert.equal(await workspace.applyEdit('edit', 'metadata'), true);
    assert.equal(await workspace.fs.writeFile('uri', 'bytes'), true);
    await workspace.fs.readFile('uri');
    assert.deepEqual(asked, [
      ['applyEdit', 'a.b', 'edit', 'metadata'],
      ['writeFile', 'a.b', 'uri', 'bytes'],
    ]);
  });

  it('replaces that of another copy of Parapet, and puts the originals back', () => {
    const { api, workspace, files } = fakeApi();
    const { applyEdit } = workspace;
    const first = new WayWraps();
    first.wrap({ id: 'a.b' }, api);
    const second = new WayWraps();
    second.wrap({ id: 'a.b' }, api);
    first.dispose();
    assert.notEqual(workspace.applyEdit, applyEdit);
    second.dispose();
    assert.equal(workspace.applyEdit, applyEdit);
    assert.equal(workspace.fs, files);
  });

  it('takes an API object of another make for what it is', () => {
    const wraps = new WayWraps();
    for (const api of [undefined, {}, { workspace: 5 }, { workspace: Object.freeze({ applyEdit: () => 1 }) }])
      wraps.wrap({ id: 'a.b' }, api);
  });
});
