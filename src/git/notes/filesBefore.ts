/** Which files commits changed, as their parents have them, through one `git diff-tree`. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { GitError, type Git } from '../git';
import { DiffTreeStream } from '../parse/diffTreeStream';

interface Waiting {
  resolve(ids: ReadonlySet<string>): void;
  reject(error: Error): void;
}

const ARGS = ['diff-tree', '--stdin', '--always', '-m', '-r', '-z', '--raw', '--no-abbrev', '--no-renames'];

/** Started with the first question; `close` it. */
export class FilesBefore {
  private child: ChildProcessWithoutNullStreams | undefined;
  private readonly waiting: Waiting[] = [];
  private failed: Error | undefined;

  constructor(private readonly git: Git) {}

  /**
   * The ids of the files that a commit changed or took away; none of a commit without parents.
   *
   * @param commit full id
   * @throws GitError
   */
  of(commit: string): Promise<ReadonlySet<string>> {
    if (this.failed) return Promise.reject(this.failed);
    const { stdin } = (this.child ??= this.spawn());
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      stdin.write(`${commit}\n\n`);
    });
  }

  close(): void {
    this.child?.stdin.end();
    this.fail('closed');
  }

  private spawn(): ChildProcessWithoutNullStreams {
    const child = this.git.converse(ARGS);
    const stream = new DiffTreeStream();
    child.stdout.on('data', (piece: Buffer) => {
      for (const ids of stream.push(piece)) this.waiting.shift()?.resolve(ids);
    });
    child.stdin.on('error', () => this.fail('git stopped reading'));
    child.on('error', (error) => this.fail(error.message));
    child.on('close', () => this.fail('git ended early'));
    child.stderr.resume();
    return child;
  }

  private fail(message: string): void {
    this.failed ??= new GitError({ ok: false, reason: 'refused', exitCode: undefined, stderr: message });
    for (const { reject } of this.waiting.splice(0)) reject(this.failed);
  }
}
