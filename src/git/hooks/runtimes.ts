/** With what the launcher can run a hook's handler; written down anew whenever Parapet starts, since paths come and go. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EXECUTABLE_MODE, writeHook } from './files';
import { LAUNCHER_SCRIPT, RUNTIMES } from './launcher';
import type { Repository } from '../repository';
import { homesOf } from './home';
import { forShell, LAUNCHER } from './hookScripts';

export interface Runtime {
  /** `electron`: an editor's own program, that runs as Node if told to. */
  readonly kind: 'node' | 'electron';
  /** Absolute. */
  readonly program: string;
  /** Absolute; takes the arguments `hook NAME …`. */
  readonly script: string;
}

/** One for each editor and command line that people use side by side. */
const MOST = 6;

/** @param folder the one the launcher lies in */
export function readRuntimes(folder: string): Runtime[] {
  const file = path.join(folder, RUNTIMES);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [kind, program, script] = line.split('\t');
      if ((kind !== 'node' && kind !== 'electron') || !program || !script) return [];
      return [{ kind, program, script }];
    });
}

/**
 * Writes down anew where Parapet lies, in a repository that has its hooks; nothing in one that has not. For an editor
 * at each start: extensions are updated into new folders.
 */
export function renewRuntime(repository: Pick<Repository, 'gitDir' | 'commonDir'>, runtime: Runtime): void {
  for (const home of homesOf(repository)) {
    // A repository may come with links to elsewhere.
    const isOurs = lstatSync(home, { throwIfNoEntry: false })?.isDirectory();
    if (isOurs && existsSync(path.join(home, LAUNCHER))) recordRuntime(home, runtime);
  }
}

/** Puts a runtime first among its kind; Node before editors, which take longer to start. Drops what is gone. */
export function recordRuntime(folder: string, runtime: Runtime): void {
  const known = readRuntimes(folder);
  const others = known.filter((one) => isThere(one) && one.script !== runtime.script);
  const all = [runtime, ...others].slice(0, MOST);
  const sorted = [
    ...all.filter(({ kind }) => kind === 'node'),
    ...all.filter(({ kind }) => kind === 'electron'),
  ];
  if (JSON.stringify(sorted) === JSON.stringify(known)) return;
  const lines = sorted.map(
    ({ kind, program, script }) => `${kind}\t${forShell(program)}\t${forShell(script)}\n`,
  );
  writeHook(path.join(folder, RUNTIMES), Buffer.from(lines.join('')).toString('latin1'), 0o644);
}

export const isThere = ({ program, script }: Runtime): boolean => existsSync(program) && existsSync(script);

export function writeLauncher(folder: string): void {
  const file = path.join(folder, LAUNCHER);
  if (existsSync(file) && readFileSync(file, 'utf8') === LAUNCHER_SCRIPT) return;
  writeHook(file, Buffer.from(LAUNCHER_SCRIPT).toString('latin1'), EXECUTABLE_MODE);
}
