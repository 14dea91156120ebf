import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AGENT_CLIENTS } from '../agents/clients';
import { mergeHooks } from '../agents/hookFile';

/** A client of an agent that is used in a repository. */
export interface FoundClient {
  readonly client: string;
  readonly title: string;
  /** Of the file with its hooks, from the repository's top level. */
  readonly file: string;
  readonly isInstalled: boolean;
}

/** The clients whose own folder is in a repository, and whether their hooks call Parapet. */
export async function agentClientsIn(root: string): Promise<readonly FoundClient[]> {
  const found = await Promise.all(
    AGENT_CLIENTS.map(async ({ id, title, hookFile }): Promise<FoundClient | undefined> => {
      const folder = await lstat(path.join(root, path.posix.dirname(hookFile.path))).catch(() => undefined);
      if (!folder?.isDirectory()) return undefined;
      const text = await readFile(path.join(root, hookFile.path), 'utf8').catch(() => undefined);
      const isInstalled = text !== undefined && mergeHooks(text, id, hookFile.content).kind === 'there';
      return { client: id, title, file: hookFile.path, isInstalled };
    }),
  );
  return found.filter((one) => one !== undefined);
}
