/** Labels lines of files on disk in the working log, one file at a time. */
import { createHash } from 'node:crypto';
import type { Repository } from '../../git/repository';
import { lineStarts, type LineStarts } from '../../provenance/lineDiff';
import type { Author, LabelledText } from '../../provenance/model';
import { withReports, type Report } from '../../provenance/reports';
import { unreported } from '../../provenance/unreported';
import type { Elsewhere } from '../../provenance/writtenAgain';
import { WorkingLog } from '../workingLog';
import { LineError } from './jsonLines';
import type { RecordLine } from './recordLine';
import { fileHere } from './repositoryHere';
import { readTextFile } from '../textFile';

/** What is reported of one text of a file, in the order in which it is reported. */
interface Pending {
  readonly path: string;
  readonly text: string;
  readonly starts: LineStarts;
  readonly reports: Report[];
}

/** A file before what is reported of it was written, as far as that is known. */
export interface EarlierFile extends Elsewhere {
  readonly text?: string | undefined;
  /** What it was called, where that is another name. */
  readonly path?: string | undefined;
  /** As others have it, from whom git has lines of theirs brought in for the next commit. */
  readonly brought?: readonly string[];
  /** As far as it is like what other commits have: git may have put that there, or somebody has written the same. */
  readonly alike?: string | undefined;
}

export class Recorder {
  private readonly log: WorkingLog;
  /** Not written yet: a tool reports many lines of one file in a row, and each tells which of the others are old. */
  private pending: Pending | undefined;

  /** @param earlier of a file, by its path from the top level */
  constructor(
    private readonly repository: Repository,
    private readonly now: Date,
    private readonly earlier: (path: string) => EarlierFile,
  ) {
    this.log = new WorkingLog(repository.gitDir, { now: () => now });
  }

  /** @throws LineError where there are no such lines, or what came before could not be written */
  record({ path: given, startLine, endLine, by }: RecordLine): void {
    const file = fileHere(this.repository, this.repository.topLevel, given);
    if (!file) throw new LineError(`${given} lies outside of the repository`);
    const { path } = file;
    const text = readTextFile(file.absolute);
    if (typeof text !== 'string') throw new LineError(`${given}: ${text.problem}`);
    const pending = this.pending?.path === path && this.pending.text === text ? this.pending : undefined;
    const starts = pending?.starts ?? lineStarts(text);
    const start = starts[startLine - 1];
    const end = starts[endLine];
    if (start === undefined || end === undefined) {
      throw new LineError(`${path} has only ${starts.length - 1} lines`);
    }
    if (!pending) this.flush();
    this.pending ??= { path, text, starts, reports: [] };
    this.pending.reports.push({ start, end, author: this.authorOf(by, text.slice(start, end)) });
  }

  /** @throws LineError where the log cannot be written */
  flush(): void {
    const { pending } = this;
    if (!pending) return;
    this.pending = undefined;
    const { path, text, reports } = pending;
    // The log is to take the text that is here for the one that is worked on: it is asked for that last, and without what
    // is new, since that is not what was there before, even if lines read alike.
    const earlier = this.earlier(path);
    const name = this.nameInLog(path, earlier.path);
    const before = this.log.read(name);
    // Of a file that is as it was committed, it is not what is new that is reported.
    const isAsItWas = earlier.path === undefined && earlier.text === text;
    const oldText = isAsItWas ? undefined : earlier.text;
    const old =
      oldText === undefined ? undefined : (this.log.read(name, oldText) ?? { text: oldText, ranges: [] });
    const view = this.log.view();
    const labelled = (one: string): LabelledText => view.read(name, one) ?? { text: one, ranges: [] };
    const brought = earlier.brought?.map(labelled);
    const alike = earlier.alike === undefined ? undefined : labelled(earlier.alike);
    const whole = (): LabelledText | undefined => view.read(name, text);
    const rest = this.log.read(name, unreported(text, reports));
    const known = { before, old, brought, alike, whole, rest, elsewhere: earlier };
    const written = this.log.write(path, withReports(known, text, reports));
    if (!written.ok) throw new LineError(`${path}: ${written.message}`);
  }

  /** Under which it was recorded last. */
  private nameInLog(path: string, former: string | undefined): string {
    if (former === undefined) return path;
    const log = this.log.view();
    return log.writtenAt(former) > log.writtenAt(path) ? former : path;
  }

  private authorOf(by: RecordLine['by'], text: string): Author {
    if (by === 'human') return { kind: 'human' };
    const textHash = createHash('sha256').update(text).digest('hex');
    return { kind: 'ai', attribution: { ...by, time: this.now.toISOString(), textHash } };
  }
}
