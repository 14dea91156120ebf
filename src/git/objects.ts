/** Reads many objects through one `git cat-file --batch`. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { GitError, type Git } from './git';
import { ObjectStream } from './parse/objectStream';

interface Waiting {
  readonly type: ObjectType;
  resolve(object: FoundObject | undefined): void;
  reject(error: Error): void;
}

type ObjectType = 'blob' | 'commit' | 'tree';

export interface FoundObject {
  /** Full. */
  readonly id: string;
  readonly content: Buffer;
}

/** Started with the first question, or before; `close` it. */
export class ObjectReader {
  private process: ChildProcessWithoutNullStreams | undefined;
  private readonly waiting: Waiting[] = [];
  /** Questions that git is asked in one piece, since a piece costs more than what stands in it. */
  private unsent = '';
  private failed: Error | undefined;

  constructor(private readonly git: Git) {}

  /** Lets git get ready while there is something else to do. */
  start(): void {
    this.process ??= this.spawn();
  }

  /** @param name without line breaks: an object id, `HEAD`. Undefined where there is no such object of this type. */
  async read(type: ObjectType, name: string): Promise<Buffer | undefined> {
    return (await this.find(type, name))?.content;
  }

  /** The same, with the id of what was found. */
  find(type: ObjectType, name: string): Promise<FoundObject | undefined> {
    if (this.failed) return Promise.reject(this.failed);
    const { stdin } = (this.process ??= this.spawn());
    if (this.unsent === '') {
      queueMicrotask(() => {
        stdin.write(this.unsent);
        this.unsent = '';
      });
    }
    this.unsent += `${name}\n`;
    return new Promise((resolve, reject) => {
      this.waiting.push({ type, resolve, reject });
    });
  }

  close(): void {
    // At the end of its input git ends by itself.
    this.process?.stdin.end();
    this.fail('closed');
  }

  private spawn(): ChildProcessWithoutNullStreams {
    const child = this.git.converse(['cat-file', '--batch']);
    const stream = new ObjectStream();
    child.stdout.on('data', (piece: Buffer) => {
      for (const object of stream.push(piece)) {
        const waiting = this.waiting.shift();
        waiting?.resolve(object.found && object.type === waiting.type ? object : undefined);
      }
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
