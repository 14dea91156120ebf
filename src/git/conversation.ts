/** Asks a git that answers question after question, in their order. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { GitError, type Git } from './git';

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Takes git's output apart, in whatever pieces it comes: the answers that are complete with this piece. */
export interface AnswerStream<Answer> {
  push(piece: Buffer): Iterable<Answer>;
}

/** Started with the first question, or before; `close` it. */
export class Conversation<Answer> {
  private child: ChildProcessWithoutNullStreams | undefined;
  private readonly waiting: Waiting<Answer>[] = [];
  /** Questions that git is asked in one piece, since a piece costs more than what stands in it. */
  private unsent = '';
  private failed: Error | undefined;

  constructor(
    private readonly git: Git,
    private readonly args: readonly string[],
    private readonly stream: AnswerStream<Answer>,
  ) {}

  /** Lets git get ready while there is something else to do. */
  start(): void {
    this.child ??= this.spawn();
  }

  /** @param question with its line end. @throws GitError */
  ask(question: string): Promise<Answer> {
    if (this.failed) return Promise.reject(this.failed);
    const { stdin } = (this.child ??= this.spawn());
    if (this.unsent === '') {
      queueMicrotask(() => {
        stdin.write(this.unsent);
        this.unsent = '';
      });
    }
    this.unsent += question;
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
    });
  }

  close(): void {
    // At the end of its input git ends by itself.
    this.child?.stdin.end();
    this.fail('closed');
  }

  private spawn(): ChildProcessWithoutNullStreams {
    const child = this.git.converse(this.args);
    child.stdout.on('data', (piece: Buffer) => {
      for (const answer of this.stream.push(piece)) this.waiting.shift()?.resolve(answer);
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
