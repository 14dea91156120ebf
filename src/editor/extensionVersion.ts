import { extensions } from 'vscode';
import { isObject } from './intercept/shapes';

/** Of an installed extension, as its manifest says. */
export function versionOf(extension: string): string | undefined {
  const manifest: unknown = extensions.getExtension(extension)?.packageJSON;
  return isObject(manifest) && 'version' in manifest ? String(manifest.version) : undefined;
}
