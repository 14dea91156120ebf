/** Asks a git that answers question after question, in their order. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { GitError, isLack, type Git } from './git';

interface Waiting<Answer> {
  readonly question: string;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** Takes git's output apart, in whatever pieces it comes: the answers that are complete with this piece. */
export interface AnswerStream<Answer> {
  push(piece: Buffer): Iterable<Answer>;
}

/** How often git is started again to be asked the rest: each time takes some 30 ms. */
const MOST_LACKS = 1000;

/**
 * Started with the first question, or before; `close` it. Before 2.45, git ends at the first object that it would have to
 * fetch, since it may not: then it is started again for the other questions.
 */
export class Conversation<Answer> {
  private child: ChildProcessWithoutNullStreams | undefined;
  private readonly waiting: Waiting<Answer>[] = [];
  /** Questions that git is asked in one piece, since a piece costs more than what stands in it. */
  private unsent = '';
  private failed: Error | undefined;
  private lacks = 0;

  /** @param lacking the answer where a partial clone lacks what was asked for, if that is one */
  constructor(
    private readonly git: Git,
    private readonly args: readonly string[],
    private readonly stream: AnswerStream<Answer>,
    private readonly lacking?: (question: string) => Answer,
  ) {}

  /** Lets git get ready while there is something else to do. */
  start(): void {
    this.child ??= this.spawn();
  }

  /** @param question with its line end. @throws GitError */
  ask(question: string): Promise<Answer> {
    if (this.failed) return Promise.reject(this.failed);
    this.child ??= this.spawn();
    this.send(question);
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
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
    let said = '';
    child.stderr.on('data', (piece: Buffer) => (said += piece.toString('latin1')));
    // It has ended, or is about to.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => this.fail(error.message));
    child.on('close', () => {
      if (this.lacking && isLack(said) && !this.failed && ++this.lacks <= MOST_LACKS) this.goOn(this.lacking);
      else this.fail('git ended early');
    });
    return child;
  }

  private send(questions: string): void {
    if (this.unsent === '') {
      queueMicrotask(() => {
        this.child?.stdin.write(this.unsent);
        this.unsent = '';
      });
    }
    this.unsent += questions;
  }

  private goOn(lacking: (question: string) => Answer): void {
    const one = this.waiting.shift();
    one?.resolve(lacking(one.question));
    this.unsent = '';
    this.child = this.waiting.length > 0 ? this.spawn() : undefined;
    if (this.child) this.send(this.waiting.map(({ question }) => question).join(''));
  }

  private fail(message: string): void {
    this.failed ??= new GitError({ ok: false, reason: 'refused', exitCode: undefined, stderr: message });
    for (const { reject } of this.waiting.splice(0)) reject(this.failed);
  }
}
