/** Lines by the module of the policy that their path lies in. */
import { existsSync } from 'node:fs';
import { POLICY_FILE } from '../../contract/manifest';
import type { ClassCount, CommitStats } from '../../provenance/commitSums';
import type { Terminal } from './command';

/** Contract 3. */
export interface ModuleSum {
  readonly module: string;
  readonly aiLines: number;
  readonly humanLines: number;
  readonly unknownLines?: number;
}

export interface ModuleSums {
  /** The one with most AI lines first. A line counts in each module that its path lies in. */
  readonly modules: readonly ModuleSum[];
  /** Of the paths that lie in no module. */
  readonly elsewhere: ClassCount;
}

/** Undefined where no policy of the work tree names a module that any of the paths lies in. */
export async function moduleSums(
  terminal: Terminal,
  topLevel: string,
  stats: Pick<CommitStats, 'folders' | 'ofPaths'>,
): Promise<ModuleSums | undefined> {
  // What judges is slow to load, and only the policies of the repository have modules.
  if (!hasPolicy(topLevel, stats.folders())) return undefined;
  const paths = stats.ofPaths();
  const { modulesOfPaths } = await import('./policyCommands');
  const modulesOf = await modulesOfPaths(terminal, topLevel, paths.keys());
  if (modulesOf.size === 0) return undefined;
  const sums = new Map<string, ClassCount>();
  let elsewhere: ClassCount | undefined;
  for (const [path, count] of paths) {
    const modules = modulesOf.get(path);
    if (!modules) elsewhere = plus(elsewhere, count);
    for (const module of modules ?? []) sums.set(module, plus(sums.get(module), count));
  }
  const modules = [...sums].map(([module, { ai, human, unknown }]) => ({
    module,
    aiLines: ai,
    humanLines: human,
    ...(unknown !== undefined && { unknownLines: unknown }),
  }));
  return {
    modules: modules.toSorted((a, b) => b.aiLines - a.aiLines || (a.module < b.module ? -1 : 1)),
    elsewhere: elsewhere ?? { ai: 0, human: 0 },
  };
}

function plus(a: ClassCount | undefined, b: ClassCount): ClassCount {
  if (!a) return b;
  const unknown = a.unknown === undefined || b.unknown === undefined ? undefined : a.unknown + b.unknown;
  return { ai: a.ai + b.ai, human: a.human + b.human, ...(unknown !== undefined && { unknown }) };
}

const hasPolicy = (topLevel: string, folders: Iterable<string>): boolean =>
  [...folders].some((folder) => existsSync(`${topLevel}/${folder}/${POLICY_FILE}`));
