import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/editor/disposableStore';

describe('a store of disposables', () => {
  it('disposes what it holds, once', () => {
    let disposed = 0;
    const store = new DisposableStore();
    store.add({ dispose: () => disposed++ });
    store.dispose();
    store.dispose();
    assert.equal(disposed, 1);
  });

  it('disposes at once what is added after its end', () => {
    let disposed = 0;
    const store = new DisposableStore();
    store.dispose();
    store.add({ dispose: () => disposed++ });
    assert.equal(disposed, 1);
  });
});
