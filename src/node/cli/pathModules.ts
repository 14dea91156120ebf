/** The modules of the policy that paths of commits lie in. */
import { join, posix } from 'node:path';
import type { Terminal } from './command';
import { openPolicies } from './policySource';

/**
 * As the policies say it that stand in the work tree now, whatever they said when a commit was made. A path may lie in
 * several modules, of one policy or more, or in none.
 * @param paths from the top level, `/`-separated
 * @returns the names of its modules, without doubles, for each path that lies in any
 */
export async function modulesOfPaths(
  terminal: Terminal,
  topLevel: string,
  paths: Iterable<string>,
): Promise<Map<string, readonly string[]>> {
  const source = await openPolicies(terminal, { root: topLevel });
  // Where a file stands decides which policies hold, and a folder has many.
  const folders = new Map<string, ReturnType<typeof source.forPath>>();
  const modules = new Map<string, readonly string[]>();
  for (const path of paths) {
    const folder = posix.dirname(path);
    const found = folders.get(folder) ?? source.forPath(join(topLevel, path));
    folders.set(folder, found);
    const { contexts } = (await found).policies.situation(path, undefined, undefined);
    const names = contexts.flatMap((context) => context.modules.map(({ spec }) => spec.name));
    if (names.length > 0) modules.set(path, [...new Set(names)]);
  }
  source.reportProblems(terminal);
  return modules;
}
