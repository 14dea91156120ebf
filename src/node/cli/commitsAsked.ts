/** Which commits a person asks for, and which files of them, in the words of `git log`. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ParseArgsConfig } from 'node:util';
import type { Walk } from '../../git/notes/walk';
import { UsageError, type Terminal } from './command';
import { readArguments } from './options';
import { pathsHere, repositoryHere, unknownRange } from './repositoryHere';
import { printable } from './style';

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;

const LIMITS = {
  'max-count': { type: 'string', short: 'n' },
  since: TEXT,
  after: TEXT,
  until: TEXT,
  before: TEXT,
  author: TEXT,
  'no-merges': FLAG,
  'first-parent': FLAG,
  all: FLAG,
} as const;

export const COMMITS_HELP = `Commits, as “git log” takes them
  RANGE             main..HEAD, v1.0.., main ^next; HEAD, which is everything, where none is given
  -n NUMBER         the last so many; also -NUMBER
  --since DATE, --until DATE, --author PATTERN, --no-merges, --first-parent, --all
  -- PATH…          those that change these files or folders, and what they add to them`;

export class CommitsAsked {
  constructor(
    /** Without the paths. */
    private readonly revisions: readonly string[],
    private readonly names: readonly string[],
    private readonly paths: readonly string[],
  ) {}

  /** As a person would type it behind `git log`. */
  get text(): string {
    return [...this.revisions, ...(this.paths.length > 0 ? ['--', ...this.paths] : [])]
      .filter((word) => word !== END && word !== NOTES_LEFT_OUT)
      .map((word) => (/^[\w./=~^@{}:,+-]+$/.test(word) ? word : `'${word}'`))
      .join(' ');
  }

  /** At once where no path is named. @throws UsageError where one lies outside of the repository, or there is none */
  async walk(terminal: Terminal): Promise<Walk> {
    const { revisions, paths } = this;
    if (paths.length === 0) return { revisions, paths };
    const { repository } = await repositoryHere(terminal);
    return { revisions, paths: pathsHere(repository, terminal.cwd, paths) };
  }

  /** What to say where git knows no such commits. */
  unknown(command: string, terminal: Terminal): UsageError {
    const file = this.names.find((name) => existsSync(resolve(terminal.cwd, name)));
    if (file === undefined) return unknownRange(this.text);
    return new UsageError(
      `git knows no commit ${printable(file)}`,
      `files and folders stand behind two dashes: “parapet ${command} -- ${printable(file)}”`,
    );
  }
}

const END = '--end-of-options';
/** Commits of `refs/notes` are none that anybody has made. */
const NOTES_LEFT_OUT = '--exclude=refs/notes/*';

/** @throws UsageError */
export function readCommits<const T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: T,
) {
  const given = args.map((arg, i) =>
    /^-\d+$/.test(arg) && !args.slice(0, i).includes('--') ? `--max-count=${arg.slice(1)}` : arg,
  );
  const anyNumber = { max: Infinity, hasPaths: true };
  const {
    values,
    positionals: names,
    paths,
  } = readArguments(command, given, { ...LIMITS, ...options }, anyNumber);
  const said: Readonly<Record<string, unknown>> = values;
  const count = said['max-count'];
  if (count !== undefined && !/^\d+$/.test(String(count)))
    throw new UsageError('-n takes a number', `such as “parapet ${command} -n 10”`);
  const limits = Object.keys(LIMITS).flatMap((name) => {
    const value = said[name];
    if (value === true) return name === 'all' ? [NOTES_LEFT_OUT, '--all'] : [`--${name}`];
    return typeof value === 'string' ? [`--${name}=${value}`] : [];
  });
  const isAll = said['all'] === true;
  const revisions = [...limits, END, ...(names.length > 0 || isAll ? names : ['HEAD'])];
  return { values, asked: new CommitsAsked(revisions, names, paths) };
}
