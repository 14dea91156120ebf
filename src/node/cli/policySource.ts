import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { policySet, type PolicySet } from '../../policy/policySet';
import { formatProblem, hasErrors, type Problem } from '../../policy/problem';
import { PolicyLoader } from '../policyFiles';
import { loadPolicy } from '../policyLayers';
import { findRepository } from '../policyRepository';
import { UsageError, type Terminal } from './command';

/** Nothing that a command looks at changes while it runs, as far as its answer goes. */
const WHOLE_RUN = Infinity;

/** Policies for paths that a person or a program gives, and what is wrong with them. */
export interface PolicySource {
  /** What holds for a path as it was given, and the path as policies call it. */
  forPath(path: string): Promise<{ readonly path: string; readonly policies: PolicySet }>;
  /** Prints what is wrong with the policies that were asked for; true if there was an error. */
  reportProblems(terminal: Terminal): boolean;
}

export interface PolicySourceOptions {
  /** Folder that paths count from; without one, the current folder. */
  readonly root?: string | undefined;
  /** This file alone, in place of all look-up. */
  readonly policy?: string | undefined;
}

export async function openPolicies(terminal: Terminal, options: PolicySourceOptions): Promise<PolicySource> {
  const root = resolve(terminal.cwd, options.root ?? '.');
  if (!(await isFolder(root)))
    throw new UsageError(`${root} is not a folder`, 'give --root a folder that exists');
  return options.policy === undefined
    ? lookUp(root, terminal)
    : oneFile(resolve(terminal.cwd, options.policy), root, terminal);
}

export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );

function lookUp(root: string, terminal: Terminal): PolicySource {
  const loader = new PolicyLoader({ now: () => terminal.now, maxAgeMs: WHOLE_RUN, folders: [root] });
  const problems = new Map<string, Problem>();
  return {
    async forPath(path) {
      const found = await loader.forPath(resolve(root, path));
      for (const problem of found.problems) {
        const here = seenFrom(terminal.cwd, found.root, problem);
        problems.set(formatProblem(here), here);
      }
      return found;
    },
    reportProblems: (to) => report([...problems.values()], to),
  };
}

async function oneFile(file: string, root: string, terminal: Terminal): Promise<PolicySource> {
  const boundary = (await findRepository(file)) ?? dirname(file);
  const loaded = await loadPolicy({ file, kind: 'organisation', boundary, ignoreCase: false }, terminal.now);
  if (loaded.kind === 'absent')
    throw new UsageError(`there is no policy at ${file}`, 'give --policy a file that exists');
  if (loaded.kind === 'invalid') {
    report(loaded.problems, terminal);
    throw new UsageError(
      `the policy ${file} is not valid`,
      'mend what is listed above; “parapet policy validate FILE” checks it',
    );
  }
  const policies = policySet([loaded.policy]);
  return {
    forPath: (path) => Promise.resolve({ path: relative(root, resolve(root, path)), policies }),
    reportProblems: (to) => report(loaded.problems, to),
  };
}

/** The problem with its file as it is called from `folder`, so that a terminal there can open it. */
export const seenFrom = (folder: string, top: string, problem: Problem): Problem =>
  isAbsolute(problem.file)
    ? problem
    : { ...problem, file: relative(folder, resolve(top, problem.file)) || problem.file };

export function report(problems: readonly Problem[], terminal: Terminal): boolean {
  for (const problem of problems) terminal.err(`${formatProblem(problem)}\n`);
  return hasErrors(problems);
}
