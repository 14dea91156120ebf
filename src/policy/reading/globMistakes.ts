import { checkGlob, checkNameGlob } from '../globProblem';
import type { KeyPath } from '../keyPath';
import type { PolicySpec } from '../model';
import { MAX_GLOB_LENGTH } from './limits';

export interface GlobMistake {
  readonly path: KeyPath;
  readonly message: string;
}

interface Glob {
  readonly glob: string;
  readonly path: KeyPath;
}

/** Globs that cannot be meant as they are written, or that would take too long to match. */
export function globMistakes(spec: PolicySpec): GlobMistake[] {
  const lists = pathLists(spec);
  let length = 0;
  const mistakes: GlobMistake[] = [];
  const check = ({ glob, path }: Glob, checker: typeof checkGlob): void => {
    if (length > MAX_GLOB_LENGTH) return;
    const checked = checker(glob);
    if ('problem' in checked) mistakes.push({ path, message: checked.problem });
    else if ((length += checked.expandedLength) > MAX_GLOB_LENGTH) {
      mistakes.push({
        path,
        message: 'the globs of this file are too many to match quickly: shorten the lists',
      });
    }
  };
  for (const { globs, path } of lists) {
    globs.forEach((glob, i) => check({ glob, path: [...path, i] }, checkGlob));
    if (globs.every((glob) => glob.startsWith('!'))) {
      mistakes.push({
        path: [...path, 0],
        message: 'a list that only excludes matches nothing: begin it with “**”',
      });
    }
  }
  for (const name of nameGlobs(spec)) check(name, checkNameGlob);
  return mistakes;
}

const pathLists = (spec: PolicySpec): { globs: readonly string[]; path: KeyPath }[] => [
  ...(spec.modules ?? []).map(({ paths }, i) => ({ globs: paths, path: ['modules', i, 'paths'] })),
  ...(spec.tools ?? []).map(({ paths }, i) => ({ globs: paths, path: ['tools', i, 'paths'] })),
  ...(spec.rules ?? []).flatMap(({ where }, i) =>
    where?.paths ? [{ globs: where.paths, path: ['rules', i, 'where', 'paths'] }] : [],
  ),
  ...(spec.adjust ?? []).flatMap(({ paths }, i) =>
    paths ? [{ globs: paths, path: ['adjust', i, 'paths'] }] : [],
  ),
];

const nameGlobs = (spec: PolicySpec): Glob[] => [
  ...Object.entries(spec.roles ?? {}).flatMap(([role, globs]) =>
    globs.map((glob, i) => ({ glob, path: ['roles', role, i] })),
  ),
  ...(spec.tools ?? []).map(({ id }, i) => ({ glob: id, path: ['tools', i, 'id'] })),
  ...(spec.rules ?? []).flatMap(({ where }, i) =>
    (where?.tools ?? []).map((glob, j) => ({ glob, path: ['rules', i, 'where', 'tools', j] })),
  ),
];
