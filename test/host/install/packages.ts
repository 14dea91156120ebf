/** Builds the VSIX files that are tried out: Parapet as it ships, the demo assistants, the in-host test runner. */
import fs from 'node:fs';
import path from 'node:path';
import { inCache, inRepository } from '../paths';
import { run } from '../processes';
import { UserError } from '../say';
import type { Starter } from '../starter';

/**
 * The demo assistant in its kinds. They differ in how VS Code loads them and in which script entries they offer:
 * `assistant-esm` is an ES module; `assistant-edits` also makes next-edit suggestions, which VS Code draws only for
 * extensions that it was told may use that proposal (`--enable-proposed-api`).
 */
export const ASSISTANTS = {
  assistant: { bundle: 'extension.js', manifest: {} },
  'assistant-esm': { bundle: 'extension.mjs', manifest: { type: 'module', main: './extension.mjs' } },
  'assistant-edits': {
    bundle: 'extension.js',
    manifest: { enabledApiProposals: ['inlineCompletionsAdditions'] },
  },
} as const;

export type AssistantName = keyof typeof ASSISTANTS;

async function vsce(folder: string, out: string, flags: readonly string[] = []): Promise<string> {
  fs.mkdirSync(path.dirname(out), { recursive: true });
  const cli = inRepository('node_modules', '@vscode', 'vsce', 'vsce');
  // The rules against secrets bring examples of them, in Parapet and in its tests.
  const common = ['--no-dependencies', '--allow-missing-repository', '--allow-package-all-secrets'];
  const args = [cli, 'package', ...common, '--out', out, ...flags];
  const { code, output } = await run(process.execPath, args, { cwd: folder });
  if (code !== 0) throw new UserError(`${output}\nvsce could not package ${folder}.`);
  return out;
}

/** Parapet's VSIX, built minified as for a release (which leaves `dist` minified). */
export async function packageParapet(): Promise<string> {
  const { code, output } = await run(process.execPath, ['esbuild.js', '--minify'], { cwd: inRepository() });
  if (code !== 0) throw new UserError(`${output}\nThe release build failed.`);
  // It must be active before any other extension.
  return vsce(inRepository(), vsixPath('parapet'), ['--allow-star-activation']);
}

/** Writes a folder that holds an extension and nothing else, and packages it. */
async function packageStaged(
  name: string,
  manifest: object,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const stage = inCache('stage', name);
  fs.rmSync(stage, { recursive: true, force: true });
  fs.mkdirSync(stage, { recursive: true });
  fs.writeFileSync(path.join(stage, 'package.json'), JSON.stringify(manifest, null, 2));
  for (const [target, source] of Object.entries(files)) fs.copyFileSync(source, path.join(stage, target));
  return vsce(stage, inCache('vsix', `${name}.vsix`), ['--skip-license']);
}

const readManifest = (...folder: readonly string[]): object =>
  JSON.parse(fs.readFileSync(inRepository(...folder, 'package.json'), 'utf8')) as object;

/** A demo assistant's VSIX. */
export function packageAssistant(name: AssistantName): Promise<string> {
  const { bundle, manifest } = ASSISTANTS[name];
  const command = { command: `demo.${name}.accepted`, title: 'Demo Assistant: Suggestion Accepted' };
  return packageStaged(
    name,
    { ...readManifest('test', 'host', 'assistant'), name, ...manifest, contributes: { commands: [command] } },
    {
      [bundle]: inRepository('out', 'host', 'assistant', bundle),
      'suggestions.json': inRepository('test', 'host', 'assistant', 'suggestions.json'),
    },
  );
}

/** The VSIX that runs `test/editor/host` inside the extension host. */
export function packageRunner(): Promise<string> {
  return packageStaged('runner', readManifest('test', 'host', 'runner'), {
    'extension.js': inRepository('out', 'host', 'runner', 'extension.js'),
  });
}

/**
 * An assistant that registers its provider while its module loads, and that VS Code loads before Parapet: of what
 * starts on the same event it takes user extensions in the order of their folders' names. It starts on the very events
 * that Parapet starts on: a file that is open may come before `*`. `early-esm` is an ES module.
 */
export const EARLY_ASSISTANTS = {
  early: { bundle: 'extension.js', manifest: {} },
  'early-esm': { bundle: 'extension.mjs', manifest: { type: 'module', main: './extension.mjs' } },
} as const;

export type EarlyName = keyof typeof EARLY_ASSISTANTS;

function packageEarly(name: EarlyName): Promise<string> {
  const { bundle, manifest } = EARLY_ASSISTANTS[name];
  const { activationEvents } = readManifest() as { readonly activationEvents: readonly string[] };
  return packageStaged(
    name,
    { ...readManifest('test', 'host', 'early'), name, ...manifest, activationEvents },
    { [bundle]: inRepository('out', 'host', 'early', bundle) },
  );
}

export function packageStarter({ publisher, name, event, isModule }: Starter): Promise<string> {
  const { bundle, manifest } = ASSISTANTS[isModule ? 'assistant-esm' : 'assistant'];
  const own = { publisher, name, activationEvents: [event], contributes: {} };
  return packageStaged(
    `${publisher}.${name}`,
    { ...readManifest('test', 'host', 'assistant'), ...manifest, ...own },
    {
      [bundle]: inRepository('out', 'host', 'assistant', bundle),
      'suggestions.json': inRepository('test', 'host', 'assistant', 'suggestions.json'),
    },
  );
}

export type VsixName = 'parapet' | 'runner' | AssistantName | EarlyName;

const isEarly = (name: VsixName): name is EarlyName => name in EARLY_ASSISTANTS;

function build(name: VsixName): Promise<string> {
  if (name === 'parapet') return packageParapet();
  if (isEarly(name)) return packageEarly(name);
  return name === 'runner' ? packageRunner() : packageAssistant(name);
}

/** Set by whoever packaged everything already, so that the processes it starts need not. */
const PACKAGED = 'PARAPET_VSIX_PACKAGED';

/** Packages everything, once for this process and those that it starts. */
export async function packageAll(): Promise<void> {
  if (process.env[PACKAGED] === '1') return;
  for (const name of [
    'parapet',
    'runner',
    ...Object.keys(ASSISTANTS),
    ...Object.keys(EARLY_ASSISTANTS),
  ] as VsixName[])
    await build(name);
  process.env[PACKAGED] = '1';
}

/** Path of the VSIX that `packageAll` wrote. */
export const vsixPath = (name: VsixName): string => inCache('vsix', `${name}.vsix`);
