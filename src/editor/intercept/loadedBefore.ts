import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import type { ExtensionShape } from './interception';
import { isObject } from './shapes';

/** `unknown`: an ES module that may be loading; no API tells. */
export type LoadedBefore = 'yes' | 'no' | 'unknown';

/** VS Code fires these once its window stands, or because of something that a person does. */
const LATER = /^on(?:StartupFinished|Command|View|Uri|Chat|LanguageModel|Terminal|Debug|Walkthrough)/;

/**
 * Whether an extension's code has run already. One that is loading runs its module first and becomes active after it,
 * so that `isActive` alone misses what it registered by then.
 *
 * @param scripts that Node's loader of CommonJS modules has loaded in this process
 */
export function loadedBefore(extension: ExtensionShape, scripts: readonly string[]): LoadedBefore {
  if (extension.isActive) return 'yes';
  const folder = realFolder(extension.extensionPath) + sep;
  if (scripts.some((script) => script.startsWith(folder))) return 'yes';
  return isModule(extension.packageJSON) && startsEarly(extension.packageJSON) ? 'unknown' : 'no';
}

function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

function isModule(manifest: unknown): boolean {
  if (!isObject(manifest)) return false;
  const type = 'type' in manifest ? manifest.type : undefined;
  const main = 'main' in manifest ? String(manifest.main) : '';
  return main.endsWith('.mjs') || (type === 'module' && !main.endsWith('.cjs'));
}

function startsEarly(manifest: unknown): boolean {
  const events = isObject(manifest) && 'activationEvents' in manifest ? manifest.activationEvents : undefined;
  return Array.isArray(events) && events.some((event) => !LATER.test(String(event)));
}
