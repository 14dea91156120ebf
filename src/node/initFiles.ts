import { open, readdir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import path from 'node:path';

/** Bounds on looking around: `parapet init` answers at once, in any repository. */
const MAX_ENTRIES = 20_000;
const MAX_DEPTH = 6;
const MAX_PEEKS = 500;
const PEEK_BYTES = 4096;

/** Made by tools or written by others. */
const SKIPPED = new Set(
  `.git .hg .svn node_modules bower_components vendor third_party target dist build out coverage .terraform
   .terragrunt-cache .venv venv __pycache__ .tox .gradle .next`.split(/\s+/),
);

export interface FoundFile {
  /** From the root, with `/`. */
  readonly path: string;
  /** The beginning of a YAML file, where it was looked at; what it holds, not its name, tells a manifest. */
  readonly beginning?: string;
}

/** Files below a folder, breadth first, links left alone. What cannot be read is taken as empty. */
export async function listFiles(root: string): Promise<FoundFile[]> {
  const files: FoundFile[] = [];
  let folders = [''];
  let entriesLeft = MAX_ENTRIES;
  let peeksLeft = MAX_PEEKS;
  for (let depth = 0; depth <= MAX_DEPTH && folders.length > 0; depth++) {
    const below: string[] = [];
    for (const folder of folders) {
      for (const entry of (await entriesOf(path.join(root, folder))).slice(0, entriesLeft)) {
        entriesLeft--;
        const at = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && !SKIPPED.has(entry.name)) below.push(at);
        if (!entry.isFile()) continue;
        const isYaml = /\.ya?ml$/i.test(entry.name);
        files.push(
          isYaml && peeksLeft-- > 0 ? { path: at, beginning: await peek(path.join(root, at)) } : { path: at },
        );
      }
    }
    folders = below;
  }
  return files;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

async function peek(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(PEEK_BYTES), 0, PEEK_BYTES, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}
