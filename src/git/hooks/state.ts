/** What installing did, as far as the files do not tell by themselves. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ConfigChange } from './configFile';
import { writeHook } from './files';
import type { Relayed } from './place';

export interface HooksState {
  readonly version: 1;
  /** Folders that were not there before, outermost first. */
  readonly createdFolders: readonly string[];
  readonly relayed?: Relayed;
  readonly config?: ConfigChange;
  /** What makes a fetch bring notes along; made after `config`, so taken back before it. */
  readonly fetches?: ConfigChange;
}

const NOTHING: HooksState = { version: 1, createdFolders: [] };
const FILE = 'hooks.json';

/** Written by us into the git directory, where only the repository's owner writes. A torn file tells nothing. */
export function readState(home: string): HooksState {
  const file = path.join(home, FILE);
  if (!existsSync(file)) return NOTHING;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as HooksState;
  } catch {
    return NOTHING;
  }
}

export function writeState(home: string, state: HooksState): void {
  mkdirSync(home, { recursive: true });
  writeHook(
    path.join(home, FILE),
    Buffer.from(`${JSON.stringify(state, null, 2)}\n`).toString('latin1'),
    0o644,
  );
}

export const removeState = (home: string): void => rmSync(path.join(home, FILE), { force: true });
