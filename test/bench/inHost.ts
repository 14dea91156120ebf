/** Runs inside an extension host: what installing the wrap took there, and what it adds to a suggestion. */
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { SuggestionJudge } from '../../src/editor/intercept/suggestionJudge';
import { wrapProvider } from '../../src/editor/intercept/wrapProvider';
import type { ParapetApi } from '../../src/editor/parapetApi';
import { recommendedPolicy } from '../../src/policy/compile';
import { policySet } from '../../src/policy/policySet';

/** The environment variable that names the file to write a HostSample to. */
export const HOST_BENCH = 'PARAPET_HOST_BENCH';

export interface HostSample {
  readonly extensions: number;
  /** Milliseconds. */
  readonly installMs: number;
  readonly manifestsTwiceMs: number;
  readonly bareSuggestionMs: number;
  readonly wrappedSuggestionMs: number;
}

const CALLS = 300;
const SUGGESTION = 'const total = items.reduce((sum, item) => sum + item.price * item.count, 0);\n';

export async function measureInHost(): Promise<HostSample> {
  const extension = vscode.extensions.getExtension<ParapetApi>('parapet.parapet');
  if (!extension) throw new Error('Parapet is not installed');
  const api = await extension.activate();
  await api.ready;
  const wrapped = api.coverage().map(({ id }) => vscode.extensions.getExtension(id));
  const manifests = wrapped.flatMap((other) =>
    other ? [path.join(other.extensionPath, 'package.json')] : [],
  );
  return {
    extensions: manifests.length,
    installMs: api.installMs,
    manifestsTwiceMs: readTwice(manifests),
    ...(await suggestionTimes()),
  };
}

function readTwice(manifests: readonly string[]): number {
  const start = performance.now();
  for (const manifest of [...manifests, ...manifests]) JSON.parse(fs.readFileSync(manifest, 'utf8'));
  return performance.now() - start;
}

async function suggestionTimes(): Promise<Pick<HostSample, 'bareSuggestionMs' | 'wrappedSuggestionMs'>> {
  const document = await vscode.workspace.openTextDocument({
    language: 'typescript',
    content: SUGGESTION.repeat(50),
  });
  const position = new vscode.Position(10, 0);
  const { token } = new vscode.CancellationTokenSource();
  const context = { triggerKind: 1 } as vscode.InlineCompletionContext;
  const bare: vscode.InlineCompletionItemProvider = {
    provideInlineCompletionItems: async () => [new vscode.InlineCompletionItem(SUGGESTION)],
  };
  const place = { policies: policySet([recommendedPolicy()]), path: 'src/total.ts' };
  const judge = new SuggestionJudge({
    mode: () => 'enforce',
    policiesFor: () => Promise.resolve(place),
    openDocument: () => document,
    now: () => new Date(),
    clock: () => performance.now(),
    judged: () => undefined,
    failed: () => undefined,
  });
  const wrapped = wrapProvider(bare, { id: 'bench.bench', honoursUri: false }, () => judge.judge);
  const ask = async (provider: vscode.InlineCompletionItemProvider): Promise<number> => {
    const start = performance.now();
    await provider.provideInlineCompletionItems(document, position, context, token);
    return performance.now() - start;
  };
  const times = { bare: [] as number[], wrapped: [] as number[] };
  for (let call = 0; call < CALLS; call++) {
    times.bare.push(await ask(bare));
    times.wrapped.push(await ask(wrapped));
  }
  return { bareSuggestionMs: median(times.bare), wrappedSuggestionMs: median(times.wrapped) };
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
