import assert from 'node:assert/strict';
import type { Suggestions } from '../../../../src/editor/intercept/wrapProvider';
import { wrapProvider } from '../../../../src/editor/intercept/wrapProvider';
import type { ProviderShape } from './fakes';
import { ask, at, fakeDocument, noDestroy, token } from './fakes';

const tool = { id: 'demo.assistant', honoursUri: false };
const wrap = <P extends object>(provider: P): P => wrapProvider(provider, tool, () => noDestroy);

const good = { insertText: 'plan' };
const bad = { insertText: 'destroy' };

describe('a wrapped provider', () => {
  it('is called with the very same arguments, and as many', async () => {
    let received: unknown[] = [];
    const wrapped = wrap({
      provideInlineCompletionItems(...args: unknown[]) {
        received = args;
        return [];
      },
    });
    const args = [fakeDocument('x'), at(0, 1), { triggerKind: 1 }, token, 'one more'];
    await wrapped.provideInlineCompletionItems(...args);
    assert.equal(received.length, args.length);
    args.forEach((arg, i) => assert.equal(received[i], arg));
  });

  it('runs with itself as this, so that private fields and getters work', async () => {
    class Provider {
      #items = [good, bad];
      get count(): number {
        return this.#items.length;
      }
      provideInlineCompletionItems(): unknown {
        return this.#items;
      }
      describe(): string {
        return `${this.#items.length} items`;
      }
    }
    const provider = new Provider();
    const wrapped = wrap(provider);
    assert.deepEqual(await ask(wrapped), [good]);
    assert.equal(wrapped.count, 2);
    assert.equal(wrapped.describe(), '2 items');
    assert.ok(wrapped instanceof Provider);
    assert.equal(wrapped.constructor, Provider);
  });

  it('works where the provider is frozen', async () => {
    const wrapped = wrap(
      Object.freeze({ debounceDelayMs: 5, provideInlineCompletionItems: () => [bad, good] }),
    );
    assert.deepEqual(await ask(wrapped), [good]);
    assert.equal(wrapped.debounceDelayMs, 5);
    assert.deepEqual(Object.keys(wrapped), ['debounceDelayMs', 'provideInlineCompletionItems']);
  });

  it('keeps the identity of its methods', () => {
    const wrapped = wrap({ provideInlineCompletionItems: () => [], handleEndOfLifetime: () => {} });
    assert.equal(wrapped.handleEndOfLifetime, wrapped.handleEndOfLifetime);
    assert.equal(wrapped.provideInlineCompletionItems, wrapped.provideInlineCompletionItems);
  });

  it('has the handlers that the provider has, and no other', () => {
    const wrapped: object = wrap({
      provideInlineCompletionItems: () => [],
      handleDidShowCompletionItem() {},
    });
    assert.ok('handleDidShowCompletionItem' in wrapped);
    assert.ok(!('handleEndOfLifetime' in wrapped));
    assert.equal(Reflect.get(wrapped, 'handleEndOfLifetime'), undefined);
    assert.deepEqual(Reflect.ownKeys(wrapped), [
      'provideInlineCompletionItems',
      'handleDidShowCompletionItem',
    ]);
  });

  it('has no method to provide where the provider has none', () => {
    assert.equal(Reflect.get(wrap({}), 'provideInlineCompletionItems'), undefined);
  });

  it('passes events on', () => {
    const listeners: (() => void)[] = [];
    const provider = {
      provideInlineCompletionItems: () => [],
      onDidChange: (listener: () => void) => listeners.push(listener),
    };
    let heard = 0;
    wrap(provider).onDidChange(() => heard++);
    for (const listener of listeners) listener();
    assert.equal(heard, 1);
  });

  it('writes through to the provider', () => {
    const provider: { provideInlineCompletionItems(): unknown; model?: string } = {
      provideInlineCompletionItems: () => [],
    };
    wrap(provider).model = 'm';
    assert.equal(provider.model, 'm');
  });

  it('follows a provider that exchanges its method', async () => {
    const provider: ProviderShape = { provideInlineCompletionItems: () => [bad] };
    const wrapped = wrap(provider);
    provider.provideInlineCompletionItems = () => [good, bad];
    assert.deepEqual(await ask(wrapped), [good]);
  });

  it('passes a rejection on unchanged', async () => {
    const reason = new Error('no network');
    const wrapped = wrap({ provideInlineCompletionItems: () => Promise.reject(reason) });
    await assert.rejects(
      async () => ask(wrapped),
      (error) => error === reason,
    );
  });

  it('throws what the provider throws, when it throws', () => {
    const reason = new Error('broken');
    const wrapped = wrap({
      provideInlineCompletionItems(): unknown {
        throw reason;
      },
    });
    assert.throws(
      () => ask(wrapped),
      (error) => error === reason,
    );
  });

  it('gives the handlers the very items and the list that the provider made', async () => {
    const list = { items: [good, bad], commands: [{ command: 'x', title: 'x' }] };
    const seen: unknown[] = [];
    const wrapped = wrap({
      provideInlineCompletionItems: () => list,
      handleDidShowCompletionItem: (item: unknown) => seen.push(item),
      handleListEndOfLifetime: (ended: unknown) => seen.push(ended),
    });
    const shown = (await ask(wrapped)) as typeof list;
    assert.notEqual(shown, list);
    wrapped.handleDidShowCompletionItem(shown.items[0]);
    wrapped.handleListEndOfLifetime(shown);
    assert.deepEqual(seen, [good, list]);
    assert.equal(seen[0], good);
    assert.equal(seen[1], list);
  });

  it('tells of a word or a line that was accepted, and of nothing else, before the provider is told', () => {
    const told: unknown[] = [];
    const provider = {
      provideInlineCompletionItems: () => [good],
      handleDidPartiallyAcceptCompletionItem: (...args: unknown[]) => told.push(...args),
    };
    const wrapped = wrapProvider(
      provider,
      tool,
      () => noDestroy,
      (item) => told.push('accepted', item),
    );
    wrapped.handleDidPartiallyAcceptCompletionItem(good, 3);
    assert.deepEqual(told.splice(0), [good, 3]);
    for (const kind of [0, 3]) wrapped.handleDidPartiallyAcceptCompletionItem(good, { kind });
    assert.ok(!told.splice(0).includes('accepted'));
    for (const kind of [1, 2]) {
      wrapped.handleDidPartiallyAcceptCompletionItem(good, { kind });
      assert.deepEqual(told.splice(0), ['accepted', good, good, { kind }]);
    }
    assert.equal(
      wrapped.handleDidPartiallyAcceptCompletionItem,
      wrapped.handleDidPartiallyAcceptCompletionItem,
    );
    assert.ok(
      !('handleDidPartiallyAcceptCompletionItem' in wrap({ provideInlineCompletionItems: () => [] })),
    );
  });

  it('judges the result of a cancelled call too', async () => {
    const cancelled = { isCancellationRequested: true };
    const wrapped = wrap<ProviderShape>({ provideInlineCompletionItems: () => [bad, good] });
    const result = await wrapped.provideInlineCompletionItems(fakeDocument(''), at(0, 0), {}, cancelled);
    assert.deepEqual(result, [good]);
  });

  it('tells the judge who suggests, where, and the version that the provider was asked about', async () => {
    let call: Suggestions | undefined;
    const document = { ...fakeDocument('x'), version: 7 };
    const provider: ProviderShape = { provideInlineCompletionItems: async () => [good] };
    const wrapped = wrapProvider(provider, tool, () => async (suggestions) => {
      call = suggestions;
      return new Set();
    });
    const asked = wrapped.provideInlineCompletionItems(document, at(0, 1), {}, token);
    document.version = 8;
    await asked;
    assert.equal(call?.tool, tool);
    assert.equal(call?.document, document);
    assert.equal(call?.version, 7);
    assert.equal(call?.token, token);
    assert.deepEqual(call?.items, [good]);
  });

  it('passes everything once there is no judge', async () => {
    const items = [bad];
    const wrapped = wrapProvider({ provideInlineCompletionItems: () => items }, tool, () => undefined);
    assert.equal(await ask(wrapped), items);
  });
});
