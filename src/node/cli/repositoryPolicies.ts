import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { POLICY_FILE } from '../../contract/manifest';
import { loadPolicy, type LoadedPolicy } from '../policyLayers';
import { findRepository, ignoresCase, realPath } from '../policyRepository';
import { UsageError, type Terminal } from './command';

/** Folders that hold other people's code, or none. */
const SKIPPED = new Set(['.git', 'node_modules', 'vendor', '.terraform', '.venv', 'dist', 'out', 'target']);

/** Enough for any repository that people keep by hand; what lies deeper is still found when a file there is judged. */
const MAX_FOLDERS = 50_000;

export interface RepositoryPolicy {
  /** Absolute path. */
  readonly file: string;
  /** Top level of the repository it stands in; its problems count their paths from there. */
  readonly top: string;
  readonly loaded: LoadedPolicy;
}

/** The policies that are named, or all that stand in the repository of the current folder. */
export async function loadPolicies(
  terminal: Terminal,
  named: readonly string[],
): Promise<RepositoryPolicy[]> {
  const top = await topLevel(terminal.cwd);
  const files =
    named.length > 0
      ? await Promise.all(named.map((file) => realPath(resolve(terminal.cwd, file))))
      : await findPolicies(top);
  const policies: RepositoryPolicy[] = [];
  for (const file of files) {
    const boundary = await topLevel(dirname(file));
    const ignoreCase = await ignoresCase(boundary);
    const loaded = await loadPolicy({ file, kind: 'workspace', boundary, ignoreCase }, terminal.now);
    if (loaded.kind === 'absent') {
      throw new UsageError(`there is no file ${file}`, 'name a policy that exists, or none to look at all');
    }
    policies.push({ file, top: boundary, loaded });
  }
  return policies;
}

const topLevel = async (folder: string): Promise<string> =>
  realPath((await findRepository(folder)) ?? folder);

async function findPolicies(top: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [top];
  for (let i = 0; i < folders.length && i < MAX_FOLDERS; i++) {
    const folder = folders[i]!;
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (entry.name === POLICY_FILE) found.push(join(folder, entry.name));
      // Links are not followed: what they lead to is found where it lies.
      else if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(join(folder, entry.name));
    }
  }
  return found;
}
