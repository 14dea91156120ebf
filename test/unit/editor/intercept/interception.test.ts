import assert from 'node:assert/strict';
import type { ExtensionShape, InterceptionPorts, Probe } from '../../../../src/editor/intercept/interception';
import { Interception } from '../../../../src/editor/intercept/interception';
import { Seam } from '../../../../src/editor/intercept/seam';
import { selfTest } from '../../../../src/editor/intercept/selfTest';
import type { Judge } from '../../../../src/editor/intercept/wrapProvider';
import type { ProviderShape } from './fakes';
import { ask, noDestroy } from './fakes';

const good = { insertText: 'plan' };
const bad = { insertText: 'destroy' };

interface Api {
  languages: {
    registerInlineCompletionItemProvider(selector: unknown, provider: unknown, ...rest: unknown[]): unknown;
  };
}

/** A VS Code with one API object per extension, as the real one has. */
class FakeHost {
  readonly registered: { extension: string; provider: ProviderShape; argumentCount: number }[] = [];
  readonly apis = new Map<string, Api>();
  extensions: ExtensionShape[] = [];

  add(id: string, packageJSON: object = { main: './main.js' }, isActive = false): Api {
    const { registered } = this;
    const api: Api = {
      languages: {
        registerInlineCompletionItemProvider(_selector: unknown, provider: unknown, ..._rest: unknown[]) {
          registered.push({
            extension: id,
            provider: provider as ProviderShape,
            argumentCount: arguments.length,
          });
          return { dispose() {} };
        },
      },
    };
    this.apis.set(id, api);
    this.extensions.push({ id, extensionPath: `/extensions/${id}`, isActive, packageJSON });
    return api;
  }

  readonly apiOf = (extension: ExtensionShape): unknown => this.apis.get(extension.id);
  readonly ports: InterceptionPorts = {
    apiOf: this.apiOf,
    loadedBefore: ({ isActive }) => (isActive ? 'yes' : 'no'),
  };
}

const theirs = (): unknown => undefined;

const seamWithJudge = (): Seam => {
  const seam = new Seam();
  seam.connect(noDestroy);
  return seam;
};

describe('the interception', () => {
  it('judges what any extension registers from now on', async () => {
    const host = new FakeHost();
    const api = host.add('a.one');
    new Interception(seamWithJudge(), '1', host.ports).update(host.extensions);
    api.languages.registerInlineCompletionItemProvider('*', {
      provideInlineCompletionItems: () => [good, bad],
    });
    const { provider } = host.registered[0] ?? assert.fail();
    assert.deepEqual(await ask(provider), [good]);
  });

  it('leaves alone what VS Code’s own extensions register, which no AI wrote', () => {
    const host = new FakeHost();
    const api = host.add('vscode.emmet');
    const interception = new Interception(seamWithJudge(), '1', host.ports);
    interception.update(host.extensions);
    const emmet = { provideInlineCompletionItems: () => [bad] };
    api.languages.registerInlineCompletionItemProvider('*', emmet);
    assert.equal(host.registered[0]?.provider, emmet);
    assert.equal(interception.providersOf('vscode.emmet'), 0);
  });

  it('keeps the number of arguments, the name and the length of the function', () => {
    const host = new FakeHost();
    const api = host.add('a.one');
    const before = api.languages.registerInlineCompletionItemProvider;
    new Interception(seamWithJudge(), '1', host.ports).update(host.extensions);
    const after = api.languages.registerInlineCompletionItemProvider;
    assert.notEqual(after, before);
    assert.equal(after.name, before.name);
    assert.equal(after.length, before.length);
    api.languages.registerInlineCompletionItemProvider('*', {});
    api.languages.registerInlineCompletionItemProvider('*', {}, { groupId: 'g' });
    assert.deepEqual(
      host.registered.map((r) => r.argumentCount),
      [2, 3],
    );
  });

  it('wraps a provider once however often it is registered', () => {
    const host = new FakeHost();
    const api = host.add('a.one');
    new Interception(seamWithJudge(), '1', host.ports).update(host.extensions);
    const provider = { provideInlineCompletionItems: () => [] };
    api.languages.registerInlineCompletionItemProvider('a', provider);
    api.languages.registerInlineCompletionItemProvider('b', provider);
    assert.equal(host.registered[0]?.provider, host.registered[1]?.provider);
  });

  it('leaves it to VS Code to refuse what is no provider', () => {
    const host = new FakeHost();
    const api = host.add('a.one');
    new Interception(seamWithJudge(), '1', host.ports).update(host.extensions);
    api.languages.registerInlineCompletionItemProvider('*', undefined);
    assert.equal(host.registered[0]?.provider, undefined);
  });

  it('says of each extension how it is covered', () => {
    const host = new FakeHost();
    host.add('early.bird', { main: 'x' }, true);
    host.add('late.riser').languages.registerInlineCompletionItemProvider('*', {});
    host.add('only.theme', { contributes: {} });
    host.add('no.api');
    host.apis.delete('no.api');
    const interception = new Interception(seamWithJudge(), '1', host.ports);
    interception.update(host.extensions);
    host.apis.get('late.riser')?.languages.registerInlineCompletionItemProvider('*', {});
    const why = 'its API object has no languages.registerInlineCompletionItemProvider';
    assert.deepEqual(interception.coverage(), [
      { id: 'early.bird', loadedBefore: 'yes', providers: 0, state: 'wrapped' },
      { id: 'late.riser', loadedBefore: 'no', providers: 1, state: 'wrapped' },
      { id: 'no.api', loadedBefore: 'no', providers: 0, state: 'failed', why },
    ]);
  });

  it('covers an extension that is installed later, and forgets one that is removed', () => {
    const host = new FakeHost();
    host.add('a.one');
    const interception = new Interception(seamWithJudge(), '1', host.ports);
    interception.update(host.extensions);
    host.add('b.two');
    interception.update(host.extensions);
    assert.deepEqual(
      interception.coverage().map((c) => c.id),
      ['a.one', 'b.two'],
    );
    interception.update(host.extensions.slice(1));
    assert.deepEqual(
      interception.coverage().map((c) => c.id),
      ['b.two'],
    );
  });

  it('fails, and says so, where an API object cannot be written to or is not its own', () => {
    const host = new FakeHost();
    Object.freeze(host.add('a.frozen').languages);
    const shared = host.add('b.first');
    host.add('c.second');
    host.apis.set('c.second', shared);
    const interception = new Interception(seamWithJudge(), '1', host.ports);
    interception.update(host.extensions);
    const states = new Map(interception.coverage().map((c) => [c.id, c]));
    assert.equal(states.get('a.frozen')?.state, 'failed');
    assert.equal(states.get('b.first')?.state, 'wrapped');
    assert.match(states.get('c.second')?.why ?? '', /same API object as b\.first/);
  });

  it('notices where its function has been replaced since', () => {
    const host = new FakeHost();
    const api = host.add('a.one');
    const interception = new Interception(seamWithJudge(), '1', host.ports);
    interception.update(host.extensions);
    api.languages.registerInlineCompletionItemProvider = () => undefined;
    assert.equal(interception.coverage()[0]?.state, 'failed');
  });

  it('puts everything back when it ends, and wrapped providers pass all', async () => {
    const host = new FakeHost();
    const api = host.add('a.one');
    const original = api.languages.registerInlineCompletionItemProvider;
    const interception = new Interception(seamWithJudge(), '1', host.ports);
    interception.update(host.extensions);
    api.languages.registerInlineCompletionItemProvider('*', { provideInlineCompletionItems: () => [bad] });
    interception.dispose();
    assert.equal(api.languages.registerInlineCompletionItemProvider, original);
    assert.deepEqual(await ask(host.registered[0]?.provider ?? assert.fail()), [bad]);
  });

  it('leaves the function of somebody else in place when it ends', () => {
    const host = new FakeHost();
    const api = host.add('a.one');
    const interception = new Interception(seamWithJudge(), '1', host.ports);
    interception.update(host.extensions);
    api.languages.registerInlineCompletionItemProvider = theirs;
    interception.dispose();
    assert.equal(api.languages.registerInlineCompletionItemProvider, theirs);
  });

  it('replaces the wrap of another copy of itself instead of stacking on it', () => {
    const host = new FakeHost();
    const api = host.add('a.one');
    const original = api.languages.registerInlineCompletionItemProvider;
    const first = new Interception(seamWithJudge(), '1', host.ports);
    first.update(host.extensions);
    const second = new Interception(seamWithJudge(), '2', host.ports);
    second.update(host.extensions);
    assert.equal(first.coverage()[0]?.state, 'failed');
    second.dispose();
    assert.equal(api.languages.registerInlineCompletionItemProvider, original);
    first.dispose();
    assert.equal(api.languages.registerInlineCompletionItemProvider, original);
  });
});

const run = (interception: Interception, host: FakeHost) =>
  selfTest(interception, { extensions: host.extensions, apiOf: host.apiOf, now: () => 0 });

describe('the self-test', () => {
  it('passes where a probe arrives wrapped, attributed and filtering, and leaves no trace', async () => {
    const host = new FakeHost();
    host.add('a.one');
    const interception = new Interception(new Seam(), '1', host.ports);
    interception.update(host.extensions);
    assert.deepEqual(await run(interception, host), { state: 'ok', extension: 'a.one', milliseconds: 0 });
    assert.equal(host.registered.length, 1);
    assert.equal(interception.coverage()[0]?.providers, 0);
  });

  it('says that there is nothing to intercept where there is no other extension', async () => {
    const host = new FakeHost();
    assert.deepEqual(await run(new Interception(new Seam(), '1', host.ports), host), { state: 'nothing' });
  });

  it('fails where the extension sees another API object', async () => {
    const host = new FakeHost();
    host.add('a.one');
    const interception = new Interception(new Seam(), '1', host.ports);
    interception.update(host.extensions);
    host.apis.set('a.one', new FakeHost().add('a.one'));
    const result = await run(interception, host);
    assert.deepEqual(result, {
      state: 'failed',
      why: 'a.one: it sees another API object than the one that was wrapped',
    });
  });

  it('takes another extension where one has lost its files', async () => {
    const host = new FakeHost();
    host.add('a.broken');
    host.add('b.whole');
    const interception = new Interception(new Seam(), '1', host.ports);
    interception.update(host.extensions);
    const apiOf = (extension: ExtensionShape): unknown => {
      if (extension.id === 'a.broken') throw new Error('no main file');
      return host.apiOf(extension);
    };
    const result = await selfTest(interception, { extensions: host.extensions, apiOf, now: () => 0 });
    assert.deepEqual(result, { state: 'ok', extension: 'b.whole', milliseconds: 0 });
  });

  it('fails where no extension could be wrapped', async () => {
    const host = new FakeHost();
    host.add('a.one');
    host.apis.clear();
    const interception = new Interception(new Seam(), '1', host.ports);
    interception.update(host.extensions);
    const result = await run(interception, host);
    assert.equal(result.state, 'failed');
  });

  it('fails where what must be withheld passes, and where what is harmless does not', async () => {
    const judges: Record<string, Judge> = {
      'a suggestion that must be withheld passed': async () => new Set(),
      'a harmless suggestion was withheld': async ({ items }) => new Set(items),
    };
    for (const [why, judge] of Object.entries(judges)) {
      class Faulty extends Interception {
        override expect(provider: object, probe: Probe): void {
          super.expect(provider, { ...probe, judge });
        }
      }
      const host = new FakeHost();
      host.add('a.one');
      const interception = new Faulty(new Seam(), '1', host.ports);
      interception.update(host.extensions);
      assert.deepEqual(await run(interception, host), { state: 'failed', why: `a.one: ${why}` });
    }
  });

  it('fails, rather than throw, where VS Code refuses the probe', async () => {
    const host = new FakeHost();
    const api = host.add('a.one');
    api.languages.registerInlineCompletionItemProvider = () => {
      throw new Error('not today');
    };
    const interception = new Interception(new Seam(), '1', host.ports);
    interception.update(host.extensions);
    assert.deepEqual(await run(interception, host), { state: 'failed', why: 'a.one: Error: not today' });
  });
});
