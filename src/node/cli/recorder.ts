/** Labels lines of files on disk in the working log, one file at a time. */
import { createHash } from 'node:crypto';
import type { Repository } from '../../git/repository';
import { lineStarts } from '../../provenance/lineDiff';
import type { Author, LabelledText } from '../../provenance/model';
import { realign } from '../../provenance/realign';
import { withRespaced } from '../../provenance/respaced';
import { labelLines } from '../lineLabels';
import { WorkingLog } from '../workingLog';
import { LineError } from './jsonLines';
import type { RecordLine } from './recordLine';
import { fileHere } from './repositoryHere';
import { readTextFile } from '../textFile';

interface Pending {
  readonly path: string;
  readonly labelled: LabelledText;
  /** What was known of the file before it came to have this text, if anything was. */
  readonly before: LabelledText | undefined;
}

export class Recorder {
  private readonly log: WorkingLog;
  /** Not written yet: a tool reports many lines of one file in a row. */
  private pending: Pending | undefined;

  constructor(
    private readonly repository: Repository,
    private readonly now: Date,
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
    if (this.pending?.path !== path) this.flush();
    const pending = this.pending?.labelled;
    // Of all that is reported of one text, each report counts against what the file was before. The log is to take the
    // text that is here for the one that is worked on: it is asked for that last.
    const before = pending?.text === text ? this.pending?.before : (pending ?? this.log.read(path));
    const known = pending && realign(pending, text);
    const labelled = known ?? this.log.read(path, text) ?? { text, ranges: [] };
    const written = labelLines(labelled, { startLine, endLine }, (lines) => this.authorOf(by, lines));
    if (!written) throw new LineError(`${path} has only ${lineStarts(text).length - 1} lines`);
    this.pending = { path, before, labelled: before ? withRespaced(before, written) : written };
  }

  /** @throws LineError where the log cannot be written */
  flush(): void {
    const { pending } = this;
    if (!pending) return;
    this.pending = undefined;
    const written = this.log.write(pending.path, pending.labelled);
    if (!written.ok) throw new LineError(`${pending.path}: ${written.message}`);
  }

  private authorOf(by: RecordLine['by'], text: string): Author {
    if (by === 'human') return { kind: 'human' };
    const textHash = createHash('sha256').update(text).digest('hex');
    return { kind: 'ai', attribution: { ...by, time: this.now.toISOString(), textHash } };
  }
}
