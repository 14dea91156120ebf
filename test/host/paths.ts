import fs from 'node:fs';
import path from 'node:path';

/** The repository's top level, found from wherever the running bundle stands. */
export function repositoryRoot(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'test', 'host', 'bootstrap.mjs'))) return folder;
    if (path.dirname(folder) === folder) throw new Error(`${__dirname} is not inside the repository`);
  }
}

/** A path below the repository's top level. */
export const inRepository = (...parts: string[]): string => path.join(repositoryRoot(), ...parts);

/** A path below `.vscode-test`, where everything that is provisioned or left behind for people lies (git-ignored). */
export const inCache = (...parts: string[]): string => inRepository('.vscode-test', ...parts);
