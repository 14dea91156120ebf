/** Who wrote the lines of the last commit's files, asked for one file at a time while somebody looks at it. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { GitError, required, type Git } from '../git/git';
import { bringIn } from '../git/notes/bringIn';
import { blameLines } from '../git/notes/blameLines';
import type { BlamedVersion } from '../git/notes/gitBlame';
import { commitInfo } from '../git/notes/commitChanges';
import { guardrailNoteOf } from '../git/notes/guardrailNotes';
import { linesFoundAgain } from '../git/notes/linesFoundAgain';
import { Notes } from '../git/notes/notesRef';
import { NOTES_REF } from '../git/notes/refs';
import { fromBytes } from '../git/message/bytes';
import { ObjectReader } from '../git/objects';
import { isBinary } from '../git/text';
import type { RiskLevel } from '../contract/verdict';
import type { BlamedLine } from '../provenance/blamedLine';
import type { WorkingLog } from './workingLog';

export interface CommittedFile {
  /** As it is in the last commit; as it is on disk where it has a name there that is not committed yet. */
  readonly content: Buffer;
  /** By line of that, from 1. */
  readonly lines: ReadonlyMap<number, BlamedLine>;
  /** Whether any commit of the repository has a note. */
  readonly isNoted: boolean;
}

export interface CommitSaid {
  /** Full. */
  readonly id: string;
  readonly subject: string;
  /** Without the address. */
  readonly author: string;
  /** When it was written. */
  readonly time: Date;
  /** Of its AI lines, by its own word. */
  readonly risk?: RiskLevel;
}

export interface CommittedLinesOptions {
  /** Of the work tree. */
  readonly topLevel: string;
  readonly gitDir: string;
  /** Of all work trees. */
  readonly commonDir: string;
  readonly log: WorkingLog;
  now(): Date;
}

interface Asked {
  /** What the answer holds for. */
  readonly state: string;
  readonly ending: AbortController;
  readonly file: Promise<CommittedFile | undefined>;
}

/** Larger files are generated, or data. Bytes. */
const LARGEST = 2 * 1024 * 1024;
/** Answers that are kept. */
const MOST_FILES = 20;

export class CommittedLines {
  private readonly asked = new Map<string, Asked>();
  private readonly said = new Map<string, Promise<CommitSaid | undefined>>();
  /** One file after another: nobody looks at two at once. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly git: Git,
    private readonly options: CommittedLinesOptions,
  ) {}

  /**
   * The same answer until something is committed or noted; an error, too. Undefined for what is not committed, no text
   * or too large.
   *
   * @throws GitError where git cannot answer, or nobody wants to know any more
   */
  async of(file: string): Promise<CommittedFile | undefined> {
    if (/[\n\r]/.test(file)) return undefined;
    const { head, tip } = await this.refs();
    if (head === undefined) return undefined;
    const state = `${head} ${tip ?? ''}`;
    const known = this.asked.get(file);
    if (known?.state === state) return known.file;
    this.forget(file);
    const ending = new AbortController();
    const read = this.last.then(() => this.read(file, head, tip !== undefined, ending.signal));
    this.last = read.catch(() => undefined);
    this.asked.set(file, { state, ending, file: read });
    for (const oldest of this.asked.keys()) {
      if (this.asked.size <= MOST_FILES) break;
      this.forget(oldest);
    }
    return read;
  }

  /** Whether any commit of the repository has a note. @throws GitError */
  async isNoted(): Promise<boolean> {
    return (await this.refs()).tip !== undefined;
  }

  /** @param commit full id. @throws GitError */
  about(commit: string): Promise<CommitSaid | undefined> {
    const known = this.said.get(commit);
    if (known) return known;
    const said = this.tell(commit);
    this.said.set(commit, said);
    return said;
  }

  /** Nobody looks at it any more; what is still being found out is not needed. */
  forget(file: string): void {
    this.asked.get(file)?.ending.abort();
    this.asked.delete(file);
  }

  /** A commit may have come to say more. */
  changed(): void {
    this.said.clear();
  }

  dispose(): void {
    for (const file of this.asked.keys()) this.forget(file);
  }

  private async refs(): Promise<{ readonly head: string | undefined; readonly tip: string | undefined }> {
    const { commonDir, now } = this.options;
    // What could not be taken in stays where it is; the next hook tries again, and says why.
    await bringIn(this.git, commonDir, now()).catch(() => undefined);
    const input = `HEAD\n${NOTES_REF}\n`;
    const answer = required(await this.git.read(['cat-file', '--batch-check'], { input })).toString('latin1');
    const [head, tip] = answer.split('\n').map((line) => /^([0-9a-f]{40,}) commit /.exec(line)?.[1]);
    return { head, tip };
  }

  private async read(
    file: string,
    head: string,
    isNoted: boolean,
    signal: AbortSignal,
  ): Promise<CommittedFile | undefined> {
    const objects = new ObjectReader(this.git);
    try {
      if (signal.aborted) throw new GitError(STOPPED);
      const committed = await objects.read('blob', `${head}:${file}`);
      const content = committed ?? this.onDisk(file);
      if (!content || content.length > LARGEST || isBinary(content)) return undefined;
      const version: BlamedVersion = committed ? { commit: head } : { content };
      const { gitDir, log } = this.options;
      const notes = new Notes(this.git, objects);
      const lines = await blameLines(
        this.git,
        { notes, tip: await notes.tip() },
        { path: file, version, text: content.toString('utf8') },
        {
          findAgain: (paths) =>
            linesFoundAgain({ git: this.git, gitDir, labels: log.view(), now: this.options.now() }, paths),
          signal,
        },
      );
      return lines && { content, lines, isNoted };
    } finally {
      objects.close();
    }
  }

  /** What was renamed and not committed is blamed under its new name. */
  private onDisk(file: string): Buffer | undefined {
    const name = path.join(this.options.topLevel, file);
    const stat = statSync(name, { throwIfNoEntry: false });
    return stat?.isFile() && stat.size <= LARGEST ? readFileSync(name) : undefined;
  }

  private async tell(commit: string): Promise<CommitSaid | undefined> {
    const objects = new ObjectReader(this.git);
    try {
      const [info, note] = await Promise.all([
        commitInfo(objects, commit),
        guardrailNoteOf(this.git, commit),
      ]);
      if (!info) return undefined;
      const [, seconds = '0'] = /(-?\d+) [+-]\d+$/.exec(info.authorship) ?? [];
      return {
        id: info.id,
        subject: fromBytes(info.message).trimStart().split('\n', 1)[0] ?? '',
        author: info.author.replace(/ *<[^<>]*>$/, ''),
        time: new Date(Number(seconds) * 1000),
        ...(note?.risk && { risk: note.risk }),
      };
    } finally {
      objects.close();
    }
  }
}

const STOPPED = {
  ok: false,
  reason: 'stopped',
  exitCode: undefined,
  stderr: 'nobody wants to know any more',
} as const;
