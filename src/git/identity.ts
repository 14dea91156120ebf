import { execFile } from 'node:child_process';
import { startFolder } from './startFolder';

/** Runs git with these arguments and resolves with what it prints, or nothing where it fails. */
export type RunGit = (args: readonly string[]) => Promise<string | undefined>;

const TIMEOUT_MS = 2_000;
/** How long an answer holds: people change their identity rarely, and a suggestion must not wait for git. */
const FRESH_MS = 5 * 60_000;
const MAX_FOLDERS = 64;

/** Where git is told to look must not come from whatever started the editor. */
const FOREIGN = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_CONFIG_COUNT', 'GIT_CONFIG_PARAMETERS'];

/** Reading one value runs nothing that the repository's own configuration names. */
const runGit: RunGit = (args) =>
  new Promise((resolve) => {
    const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !FOREIGN.includes(key)));
    execFile(
      'git',
      ['--no-pager', ...args],
      { cwd: startFolder(), env, timeout: TIMEOUT_MS, maxBuffer: 64 * 1024, windowsHide: true },
      (error, stdout) => resolve(error ? undefined : stdout),
    );
  });

/** Whose commits these would be, by git's configuration: a convenience that the gate does not rely on. */
export class GitIdentity {
  private readonly known = new Map<
    string,
    { readonly since: number; readonly email: Promise<string | undefined> }
  >();

  /** `clock` is monotonic, in milliseconds. */
  constructor(
    private readonly clock: () => number,
    private readonly run: RunGit = runGit,
  ) {}

  /** The e-mail address that holds in this folder; nothing where there is none or no git. */
  emailFor(folder: string): Promise<string | undefined> {
    const known = this.known.get(folder);
    if (known && this.clock() - known.since < FRESH_MS) return known.email;
    if (this.known.size >= MAX_FOLDERS) this.known.clear();
    const email = this.read(folder);
    this.known.set(folder, { since: this.clock(), email });
    return email;
  }

  private async read(folder: string): Promise<string | undefined> {
    const output = await this.run(['-C', folder, 'config', '--get', 'user.email']);
    const email = output?.trim();
    return email ? email : undefined;
  }
}
