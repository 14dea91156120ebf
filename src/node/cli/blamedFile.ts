/** Which file a person asks about, in which version of it, in the words of `git blame`. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './command';
import { readArguments } from './options';
import { printable } from './style';

export interface AskedFile {
  /** As it was given. */
  readonly file: string;
  readonly rev: string | undefined;
  /** Of lines, as they were given. */
  readonly ranges: readonly string[];
  readonly isJson: boolean;
}

const OPTIONS = {
  json: { type: 'boolean' },
  rev: { type: 'string' },
  lines: { type: 'string', short: 'L', multiple: true },
} as const;

/** @throws UsageError */
export function readBlamed(args: readonly string[], cwd: string): AskedFile {
  const { values, positionals, paths } = readArguments('blame', args, OPTIONS, { max: 2, hasPaths: true });
  const { json: isJson = false, rev: option, lines: ranges = [] } = values;
  const { file, rev } = named(positionals, paths, (name) => existsSync(resolve(cwd, name)));
  if (rev !== undefined && option !== undefined)
    throw new UsageError(`two versions are asked for: ${printable(`${rev} and ${option}`)}`, 'name one');
  return { file, rev: rev ?? option, ranges, isJson };
}

function named(
  names: readonly string[],
  paths: readonly string[],
  isThere: (name: string) => boolean,
): Pick<AskedFile, 'file' | 'rev'> {
  if (names.length + paths.length === 0)
    throw new UsageError('a file is missing', '“parapet blame FILE”, or “parapet blame REV -- FILE”');
  const [first = '', last] = names;
  if (paths.length === 0) {
    if (last === undefined) return { file: first, rev: undefined };
    // As git takes them: the file comes last, unless only what comes first is one.
    return isThere(last) || !isThere(first) ? { file: last, rev: first } : { file: first, rev: last };
  }
  const [file = '', second = last] = paths;
  if (second !== undefined)
    throw new UsageError('one file at a time', '“parapet blame REV -- FILE” is how to name a version');
  return { file, rev: names.length > 0 ? first : undefined };
}
