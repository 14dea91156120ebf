/**
 * Puts the wrap in place as a side effect of being imported, and so must be the first import of
 * extension.ts: an extension that registers its provider before this ran is not intercepted. Nothing that
 * takes time to load may be imported from here.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { extensions } from 'vscode';
import { name, publisher, version } from '../../../package.json';
import { Interception } from './interception';
import type { ExtensionShape } from './interception';
import { Seam } from './seam';
import { isObject } from './shapes';
import { WayWraps } from './wayWraps';

/** The API object that a file of the extension would import; the file must exist. */
const apiSeenFrom = (file: string): unknown => createRequire(file)('vscode');

const manifestOf = (extension: ExtensionShape): string => join(extension.extensionPath, 'package.json');

/** The same by another way, for the self-test: seen from where the extension's code begins. */
export function apiSeenFromMain(extension: ExtensionShape): unknown {
  const { packageJSON } = extension;
  const main = isObject(packageJSON) && 'main' in packageJSON ? String(packageJSON.main) : '';
  return apiSeenFrom(createRequire(manifestOf(extension)).resolve(join(extension.extensionPath, main)));
}

const OWN_ID = `${publisher}.${name}`;
const started = performance.now();

export const seam = new Seam();
export const ways = new WayWraps();
export const interception = new Interception(seam, version, (extension) => {
  const api = apiSeenFrom(manifestOf(extension));
  ways.wrap(extension, api);
  return api;
});

const update = (): void => interception.update(extensions.all.filter((extension) => extension.id !== OWN_ID));
update();
const listener = extensions.onDidChange(update);

/** Milliseconds that finding and wrapping every extension took. */
export const installMs = performance.now() - started;

export function uninstall(): void {
  listener.dispose();
  interception.dispose();
  ways.dispose();
}
