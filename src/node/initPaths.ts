import path from 'node:path';
import { minimatch } from 'minimatch';
import { checkGlob } from '../policy/globProblem';
import type { FoundFile } from './initFiles';
import { kindOf, type ModuleKind } from './initModules';

/** More than a person wants to read; beyond it, globs for the whole repository say it better. */
const MAX_PATHS = 8;

/** Globs for the files of a kind: whole folders where they are the most of it, names elsewhere. Empty where there are none. */
export function pathsOf(kind: ModuleKind, files: readonly FoundFile[]): string[] {
  const own = files.filter((file) => kindOf(file) === kind);
  if (own.length === 0) return [];
  const total = countByFolder(files);
  const counted = countByFolder(own);
  const paths = new Set<string>();
  for (const { path: file } of own) {
    const whole = foldersOf(file).find((folder) => counted.get(folder)! >= kind.share * total.get(folder)!);
    paths.add(whole === undefined ? byName(kind, file) : `${literal(whole)}/**`);
  }
  const list = [...paths].toSorted();
  return list.length <= MAX_PATHS && list.every((glob) => !('problem' in checkGlob(glob)))
    ? list
    : [...kind.anywhere];
}

/** The folders that a file lies in, without the root, outermost first. */
const foldersOf = (file: string): string[] =>
  file
    .split('/')
    .slice(0, -1)
    .map((_, i, names) => names.slice(0, i + 1).join('/'));

function countByFolder(files: readonly FoundFile[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { path: file } of files) {
    for (const folder of foldersOf(file)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

function byName(kind: ModuleKind, file: string): string {
  const name = path.posix.basename(file);
  const glob =
    kind.names.find((names) => minimatch(name, names, { dot: true, nocase: true })) ?? literal(name);
  const folder = path.posix.dirname(file);
  return folder === '.' ? glob : `${literal(folder)}/${glob}`;
}

/** A name as a glob; what means something in globs, or cannot stand in a text file, becomes `?`. */
const literal = (name: string): string => name.replace(/[*?[\]{}()\\]|^!|\p{C}/gu, '?');
