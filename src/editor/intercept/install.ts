/**
 * Puts the wrap in place as a side effect of being imported: an extension that registers its provider before this ran
 * is not intercepted. Nothing that takes time to load may be imported from here.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { extensions } from 'vscode';
import { name, publisher, version } from '../../../package.json';
import { Interception } from './interception';
import { loadedBefore } from './loadedBefore';
import type { ExtensionShape } from './interception';
import { Seam } from './seam';
import { isObject } from './shapes';
import { WayWraps } from './wayWraps';

/** The API object that a file of the extension would import; the file must exist. */
const apiSeenFrom = (file: string): unknown => createRequire(file)('vscode');

const manifestOf = (extension: ExtensionShape): string => join(extension.extensionPath, 'package.json');

/** The same by another way, for the self-test: seen from where the extension's code begins. */
function apiSeenFromMain(extension: ExtensionShape): unknown {
  const { packageJSON } = extension;
  const main = isObject(packageJSON) && 'main' in packageJSON ? String(packageJSON.main) : '';
  return apiSeenFrom(createRequire(manifestOf(extension)).resolve(join(extension.extensionPath, main)));
}

/** Knows every CommonJS module of this process. */
const loader = createRequire(__filename);

const OWN_ID = `${publisher}.${name}`;
const started = performance.now();

const seam = new Seam();
const ways = new WayWraps();
const interception = new Interception(seam, version, {
  apiOf(extension) {
    const api = apiSeenFrom(manifestOf(extension));
    ways.wrap(extension, api);
    return api;
  },
  loadedBefore: (extension) => loadedBefore(extension, Object.keys(loader.cache)),
});

const update = (): void => interception.update(extensions.all.filter((extension) => extension.id !== OWN_ID));
update();
const listener = extensions.onDidChange(update);

function uninstall(): void {
  listener.dispose();
  interception.dispose();
  ways.dispose();
}

/** What stands between other extensions and VS Code, for whoever is loaded after it. */
export const installed = {
  seam,
  ways,
  interception,
  apiSeenFromMain,
  uninstall,
  /** Milliseconds that finding and wrapping every extension took. */
  installMs: performance.now() - started,
};

export type Installed = typeof installed;
