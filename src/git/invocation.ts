/** Which git command runs the hook that we are in. git itself says it nowhere: `commit --amend -m` looks like any commit. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gitCommandOf, type GitCommand } from './parse/commandLine';

/** Between git and us there may be a hook manager, its scripts, `time`, and our launcher. */
const MOST_GENERATIONS = 16;
const TIMEOUT_MS = 2_000;
/** Bytes of the system's list of processes. */
const LIMIT = 16 * 1024 * 1024;

interface Process {
  readonly parent: number;
  readonly argv: readonly string[];
}

/** The nearest git above a process, by what the system tells of it; undefined where it tells nothing (Windows). */
export async function invokingGit(pid: number): Promise<GitCommand | undefined> {
  const processes = process.platform === 'linux' ? fromProc : await fromPs();
  for (let i = 0, next = pid; i < MOST_GENERATIONS && next > 1; i++) {
    const one = processes(next);
    if (!one) return undefined;
    const command = gitCommandOf(one.argv);
    // `git hook run` is one more hook manager.
    if (command && command.command !== 'hook') return command;
    next = one.parent;
  }
  return undefined;
}

/** See proc(5). */
function fromProc(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    argv.pop();
    // The second field is the name in parentheses, which may hold anything.
    const [, parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(parent), argv };
  } catch {
    return undefined;
  }
}

/** Arguments with spaces come apart here; what follows is read with that in mind. */
async function fromPs(): Promise<(pid: number) => Process | undefined> {
  const table = new Map<number, Process>();
  if (process.platform === 'win32') return () => undefined;
  const output = await new Promise<string>((resolve) => {
    const columns = ['pid=', 'ppid=', 'command='].flatMap((column) => ['-o', column]);
    const options = { timeout: TIMEOUT_MS, maxBuffer: LIMIT };
    execFile('/bin/ps', ['-axww', ...columns], options, (error, stdout) => resolve(error ? '' : stdout));
  });
  for (const line of output.split('\n')) {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (command !== undefined) table.set(Number(pid), { parent: Number(parent), argv: command.split(' ') });
  }
  return (pid) => table.get(pid);
}
