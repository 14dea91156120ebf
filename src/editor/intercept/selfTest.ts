import { isObject } from './shapes';
import type { DocumentShape, ItemShape } from './shapes';
import type { ExtensionShape, Interception } from './interception';

export type SelfTestResult =
  | { readonly state: 'ok'; readonly extension: string; readonly milliseconds: number }
  /** No other extension is there that could register a provider. */
  | { readonly state: 'nothing' }
  | { readonly state: 'failed'; readonly why: string };

interface Disposable {
  dispose(): unknown;
}

export interface SelfTestHost {
  readonly extensions: readonly ExtensionShape[];
  /** The API object that the extension's own code imports, found by another way than the wrap did. */
  apiOf(extension: ExtensionShape): unknown;
  now(): number;
}

/** No document has this scheme, so VS Code never asks the probe for anything. */
const SCHEME = 'parapet-self-test';

const harmless: ItemShape = { insertText: 'harmless' };
const dangerous: ItemShape = { insertText: 'dangerous' };

/**
 * Proves that a provider which another extension registers reaches VS Code only as our stand-in: a probe
 * is registered through that extension's API object, as its own code sees it, and must arrive wrapped,
 * attributed, and filtering. One extension stands for all, since the mechanism is one.
 */
export async function selfTest(interception: Interception, host: SelfTestHost): Promise<SelfTestResult> {
  const started = host.now();
  const coverage = new Map(interception.coverage().map((c) => [c.id, c]));
  let why: string | undefined;
  for (const extension of host.extensions) {
    const covered = coverage.get(extension.id);
    if (!covered) continue;
    const found =
      covered.state === 'failed' ? inconclusive(covered.why) : await probe(interception, extension, host);
    if (found.kind === 'passed') {
      return { state: 'ok', extension: extension.id, milliseconds: host.now() - started };
    }
    why ??= `${extension.id}: ${found.why}`;
    if (found.kind === 'failed') return { state: 'failed', why: `${extension.id}: ${found.why}` };
  }
  return why === undefined ? { state: 'nothing' } : { state: 'failed', why };
}

type Probed =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly why: string }
  /** This extension proves nothing, such as one whose files are gone; another may. */
  | { readonly kind: 'inconclusive'; readonly why: string };

const failed = (why: string): Probed => ({ kind: 'failed', why });
const inconclusive = (why = ''): Probed => ({ kind: 'inconclusive', why });

async function probe(
  interception: Interception,
  extension: ExtensionShape,
  host: SelfTestHost,
): Promise<Probed> {
  let api: unknown;
  try {
    api = host.apiOf(extension);
  } catch (error) {
    return inconclusive(String(error));
  }
  try {
    const why = await probeApi(interception, extension, api);
    return why === undefined ? { kind: 'passed' } : failed(why);
  } catch (error) {
    return failed(String(error));
  }
}

/** What is wrong, or nothing. */
async function probeApi(
  interception: Interception,
  extension: ExtensionShape,
  api: unknown,
): Promise<string | undefined> {
  const languages = isObject(api) && 'languages' in api ? api.languages : undefined;
  if (!isObject(languages)) return 'its API object has no languages';
  const register: unknown = Reflect.get(languages, 'registerInlineCompletionItemProvider');
  if (typeof register !== 'function' || !interception.isWrapper(register)) {
    return 'it sees another API object than the one that was wrapped';
  }
  let arrived: { readonly tool: string; readonly provider: object } | undefined;
  const provider = { provideInlineCompletionItems: () => ({ items: [harmless, dangerous] }) };
  interception.expect(provider, {
    judge: async ({ items }) => new Set(items.filter((item) => item === dangerous)),
    registered: (tool, wrapped) => {
      arrived = { tool: tool.id, provider: wrapped };
    },
  });
  const registration: unknown = Reflect.apply(register, languages, [{ scheme: SCHEME }, provider]);
  try {
    if (!arrived) return 'a provider registered through it was not seen';
    if (arrived.tool !== extension.id) return `its provider was taken for one of ${arrived.tool}`;
    if (arrived.provider === provider) return 'its provider was not wrapped';
    const kept = await ask(arrived.provider);
    if (kept.includes(dangerous)) return 'a suggestion that must be withheld passed';
    if (!kept.includes(harmless)) return 'a harmless suggestion was withheld';
    return undefined;
  } finally {
    if (isDisposable(registration)) registration.dispose();
  }
}

async function ask(provider: object): Promise<readonly unknown[]> {
  const uri = { scheme: SCHEME, path: '/probe', fsPath: '/probe', toString: () => `${SCHEME}:/probe` };
  const document: DocumentShape = {
    uri,
    languageId: 'plaintext',
    version: 1,
    getText: () => '',
    getWordRangeAtPosition: () => undefined,
  };
  const method: unknown = Reflect.get(provider, 'provideInlineCompletionItems');
  if (typeof method !== 'function') return [];
  const token = { isCancellationRequested: false };
  const result: unknown = await Reflect.apply(method, provider, [
    document,
    { line: 0, character: 0 },
    {},
    token,
  ]);
  return isObject(result) && 'items' in result && Array.isArray(result.items) ? result.items : [];
}

const isDisposable = (value: unknown): value is Disposable =>
  isObject(value) && 'dispose' in value && typeof value.dispose === 'function';
