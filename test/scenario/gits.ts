/** Other versions of git than the one on the PATH, where this machine has any. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { atLeast, parseVersion } from '../../src/git/parse/version';
import { environment } from './parapet';

/** Folders, separated as those of the PATH, that hold a `git` each. */
const FOLDERS = process.env['PARAPET_TEST_GITS']?.split(path.delimiter).filter(Boolean) ?? [];

export interface GitVersion {
  readonly version: readonly [major: number, minor: number];
  /** Set for a command, and it and all that it starts run this git. */
  readonly env: { readonly PATH: string };
}

function inFolder(folder: string): GitVersion {
  const env = { PATH: [folder, process.env['PATH']].filter(Boolean).join(path.delimiter) };
  const answer = execFileSync('git', ['version'], { env: environment(env), encoding: 'utf8' });
  return { version: parseVersion(answer) ?? [0, 0], env };
}

const all = ['', ...FOLDERS].map(inFolder);

/** The one on the PATH, if it is such a one; else another that is. */
export const gitSince = (major: number, minor: number): GitVersion | undefined =>
  all.find(({ version }) => atLeast(version, major, minor));

export const gitBefore = (major: number, minor: number): GitVersion | undefined =>
  all.find(({ version }) => !atLeast(version, major, minor));

/** Whether the git on the PATH, which all other tests run, is that new. */
export const isGitSince = (major: number, minor: number): boolean =>
  atLeast(all[0]?.version ?? [0, 0], major, minor);

/** For tests that need what not every version has: where it is not there they are skipped, and say why. */
export function needsGit(test: Mocha.Context, what: string, isThere: boolean): void {
  if (isThere) return;
  process.stdout.write(`  skipped: needs ${what}\n`);
  test.skip();
}
