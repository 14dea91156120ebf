import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { blobId } from '../git/recordedTexts';
import { inkLength } from '../provenance/ink';
import type { LabelledText } from '../provenance/model';
import { realign } from '../provenance/realign';
import { decoded, filled, labelledAs, merged, type Known } from './knownTexts';
import { LogView } from './logView';
import { encodeBody, MAX_RANGES, MAX_TEXT } from './workingLogBody';
import { codeOf, LogFileError, LogFolder } from './workingLogFiles';
import { LogIndex, type Labels } from './workingLogIndex';
import type { LogRecord } from './workingLogRecord';
import { LogStore } from './workingLogStore';

export interface WorkingLogOptions {
  now(): Date;
  /** Told once when the log stops being of use, and again only after it was of use in between. */
  log?(message: string): void;
}

/** `skipped`: such a file is not followed; `failed`: the disk or the repository is in the way. */
export interface LogProblem {
  readonly ok: false;
  readonly kind: 'skipped' | 'failed';
  readonly message: string;
}

export type LogResult = { readonly ok: true } | LogProblem;

/** `labelled` is what was written: with what another process had written of the same file meanwhile. */
export type WriteResult = { readonly ok: true; readonly labelled: LabelledText } | LogProblem;

/** Longest path, in UTF-16 units. */
const MAX_PATH = 4_096;
const FOLDER = 'parapet';
/** Windows with unsaved texts of one file; each costs every one that writes it an alignment. */
const MAX_BESIDE = 3;

/**
 * Who wrote what in the files of one work tree, from the moment it is written until it is committed: in the
 * repository's git directory, so that it outlives the editor and is no part of the project. Several processes may
 * use it at once; what is written is on the disk when the call returns.
 *
 * Nothing here throws. Paths count from the work tree's top level, with `/`; they are taken in Unicode's form NFC.
 */
export class WorkingLog {
  private readonly folder: LogFolder;
  private readonly store: LogStore;
  private ownName: string | undefined;
  /** By path, up to which record this process knows what others wrote. */
  private readonly seen = new Map<string, number>();
  /** By path, the records of others all of whose labels the text that is worked on here had: it may lose them. */
  private readonly held = new Map<string, readonly Labels[]>();
  private isFailing = false;
  private canMerge = true;

  /** @param gitDir of the work tree: for a linked one, its own folder below `worktrees` */
  constructor(
    gitDir: string,
    private readonly options: WorkingLogOptions,
  ) {
    this.folder = new LogFolder(path.join(gitDir, FOLDER));
    this.store = new LogStore(this.folder);
  }

  /**
   * The last known labels of a file. Two windows may have different texts of it.
   *
   * @param text the one to label; without it that of whoever wrote last, which the file may have no longer
   * @param added 1-based, the lines that no commit has, where that is known
   */
  read(file: string, text?: string, added?: readonly number[]): LabelledText | undefined {
    const name = file.normalize('NFC');
    const result = this.attempt(() => {
      const index = this.store.refresh();
      this.seen.set(name, newestOf(index, name));
      const known = decoded(index.labelsOf(name));
      const labelled = text === undefined ? merged(known) : labelledAs(text, known, added);
      const held = known.filter((one) => labelled && fits(one.labelled, labelled.text));
      this.held.set(
        name,
        held.map(({ record }) => record),
      );
      return labelled;
    });
    return result.ok ? result.value : undefined;
  }

  /** What other processes have written of a file since this one last read or wrote it; undefined where nothing. */
  readNews(file: string): LabelledText | undefined {
    const name = file.normalize('NFC');
    const result = this.attempt(() => {
      const index = this.store.refresh();
      const news = this.unseen(index, name);
      this.seen.set(name, newestOf(index, name));
      return merged(decoded(news));
    });
    return result.ok ? result.value : undefined;
  }

  /** As it is when that is first looked at, for whoever looks at much of it at once. */
  view(): LogView {
    return new LogView(() => this.index());
  }

  /** The same, undecoded. */
  index(): LogIndex {
    const result = this.attempt(() => this.store.refresh());
    return result.ok ? result.value : new LogIndex();
  }

  /** Of every file that has labels, sorted. */
  paths(): readonly string[] {
    return this.view().paths();
  }

  /**
   * Appends the labels of a file. What another process has written of it since this one last read or wrote it is
   * realigned with the text and kept where these labels know nothing. Where that process has text with labels that
   * this one never had, what it wrote stays beside what is written now.
   */
  write(file: string, labelled: LabelledText): WriteResult {
    const name = file.normalize('NFC');
    const skipped = reasonToSkip(name, labelled);
    if (skipped !== undefined) return { ok: false, kind: 'skipped', message: `${file}: ${skipped}` };
    const result = this.attempt(() => {
      const index = this.store.refresh();
      const others = this.others(index, name);
      const known = filled(labelled, others);
      const body = encodeBody(known);
      const [newest, ...older] = index.headsOf(name);
      const beside = others
        .filter((one) => !fits(one.labelled, known.text))
        .slice(0, MAX_BESIDE)
        .map(({ record }) => record.w);
      const isThere =
        newest?.t === 'labels' && newest.d === body && older.every(({ w }) => beside.includes(w));
      if (!isThere) this.append(index, labelsRecord(name, known.text, body, beside));
      return known;
    });
    if (!result.ok) return result;
    this.mergeIfLong();
    return { ok: true, labelled: result.value };
  }

  /** A file, or everything in a folder, has another name now. */
  rename(from: string, to: string): LogResult {
    const [old, now] = [from.normalize('NFC'), to.normalize('NFC')];
    if (old === now) return { ok: true };
    const problem = pathProblem(now);
    if (problem !== undefined) return { ok: false, kind: 'skipped', message: `${to}: ${problem}` };
    return this.attempt(() => {
      const index = this.store.refresh();
      for (const file of index.paths().filter((one) => one === old || one.startsWith(`${old}/`))) {
        const labelled = merged(decoded(index.labelsOf(file)));
        const name = now + file.slice(old.length);
        // First the new name: if this is all that comes to be written, the old one is of a file that is not there.
        if (labelled) this.append(index, labelsRecord(name, labelled.text, encodeBody(labelled)));
        this.append(index, { t: 'gone', p: file });
      }
    });
  }

  /** Forgets a file, or everything in a folder. */
  forget(file: string): LogResult {
    const name = file.normalize('NFC');
    return this.attempt(() => {
      const index = this.store.refresh();
      for (const one of index.paths().filter((each) => each === name || each.startsWith(`${name}/`)))
        this.append(index, { t: 'gone', p: one });
    });
  }

  /**
   * Forgets the files that are not to be kept, and makes the log as short as it can be. Where another process is
   * doing so just now, it does nothing.
   *
   * @param keep told each file that has labels, and when they were written
   */
  prune(keep: (file: string, written: Date) => boolean): LogResult {
    return this.attempt(() => {
      this.store.merge(this.options.now().getTime(), (record) => keep(record.p, new Date(record.o)));
    });
  }

  /** Not before something is written: most hooks only read, and to load what makes it takes time. */
  private get writer(): string {
    return (this.ownName ??= randomBytes(8).toString('hex'));
  }

  private unseen(index: LogIndex, name: string): readonly Labels[] {
    return index.labelsOf(name).filter(({ w, o }) => w !== this.writer && o > (this.seen.get(name) ?? 0));
  }

  /** What other processes wrote, but for what the text that is worked on here had all of. */
  private others(index: LogIndex, name: string): readonly Known[] {
    const held = this.held.get(name) ?? [];
    const isHeld = ({ w, o }: Labels): boolean => held.some((one) => one.w === w && one.o === o);
    return decoded(index.labelsOf(name).filter((record) => record.w !== this.writer && !isHeld(record)));
  }

  private append(index: LogIndex, record: NewRecord): void {
    const order = Math.max(this.options.now().getTime(), index.newest + 1);
    const known = newestOf(index, record.p);
    const whole = { ...record, o: order, w: this.writer, b: known };
    this.store.append(whole);
    index.add([whole]);
    this.seen.set(record.p, known);
  }

  /** A log that cannot be put in order still keeps what is written. */
  private mergeIfLong(): void {
    if (!this.canMerge) return;
    this.canMerge = this.attempt(() => this.store.mergeIfLong(this.options.now().getTime())).ok;
  }

  private attempt<T>(action: () => T): { readonly ok: true; readonly value: T } | LogProblem {
    try {
      const value = action();
      this.isFailing = false;
      return { ok: true, value };
    } catch (error) {
      if (codeOf(error) === undefined && !(error instanceof LogFileError)) throw error;
      const message = `Who wrote what cannot be kept in ${this.folder.folder}: ${reasonOf(error)}`;
      if (!this.isFailing) this.options.log?.(message);
      this.isFailing = true;
      return { ok: false, kind: 'failed', message };
    }
  }
}

type NewRecord = Omit<Labels, Stamp> | Omit<Extract<LogRecord, { t: 'gone' }>, Stamp>;
/** What is added where it is appended. */
type Stamp = 'o' | 'w' | 'b';

const labelsRecord = (
  file: string,
  text: string,
  body: string,
  beside: readonly string[] = [],
): Omit<Labels, Stamp> => ({
  ...{ t: 'labels', p: file, d: body, i: blobId(text) },
  ...(beside.length > 0 && { k: beside }),
});

const newestOf = (index: LogIndex, file: string): number => index.headsOf(file)[0]?.o ?? 0;

/**
 * Whether none of these labels is lost with this text. Where a line stands elsewhere, it may be another one that reads
 * the same, while the one that has the label was put away and will come back.
 */
const fits = (labelled: LabelledText, text: string): boolean =>
  labelled.text === text || labelledInk(realign(labelled, text, 'form')) === labelledInk(labelled);

const labelledInk = ({ text, ranges }: LabelledText): number =>
  ranges.reduce((sum, { start, end }) => sum + inkLength(text, start, end), 0);

const REASONS: { readonly [code: string]: string } = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'the repository is no longer there',
  ENOTDIR: 'the repository is no longer there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ELOOP: 'it is a link to somewhere else',
};

const reasonOf = (error: unknown): string =>
  REASONS[codeOf(error) ?? ''] ?? (error instanceof Error ? error.message : String(error));

function reasonToSkip(file: string, { text, ranges }: LabelledText): string | undefined {
  if (text.length > MAX_TEXT || ranges.length > MAX_RANGES)
    return 'files of more than 2 MiB are not followed';
  if (text.includes('\0')) return 'binary files are not followed';
  return pathProblem(file);
}

function pathProblem(file: string): string | undefined {
  const isRelative =
    file !== '' && file.length <= MAX_PATH && !file.includes('\0') && !path.posix.isAbsolute(file);
  const isClean = file.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  return isRelative && isClean ? undefined : 'not a path within the work tree';
}
