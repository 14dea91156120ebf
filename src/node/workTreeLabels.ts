/** What is known of the files of a work tree: its log, and what was lost from it or from another work tree. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Git } from '../git/git';
import { linesIn } from '../git/linesIn';
import { lastTakenElsewhere } from '../git/notes/reflog';
import { blobId } from '../git/recordedTexts';
import type { Repository } from '../git/repository';
import { classifyLines } from '../provenance/classifyLines';
import { writerOf, type Writer } from '../provenance/lineWriters';
import { fillUnknown } from '../provenance/labels';
import { hasAllLines, lostText, type LostText, type Telling } from '../provenance/lostLines';
import type { LabelledText } from '../provenance/model';
import { putRight, type FoundLines } from '../provenance/putRight';
import { formerlyRecorded } from './formerlyRecorded';
import { LogView } from './logView';
import { textOnDisk } from './textFile';
import { WorkingLog, type WorkingLogOptions } from './workingLog';

/** So many files, those that were last heard of, are looked into for lines that turn up in another one. */
const MOST_FILES = 16;

interface Place {
  readonly topLevel: string;
  readonly gitDir: string;
}

export class WorkTreeLabels extends LogView {
  private latest: Promise<readonly string[]> | undefined;
  private beside: readonly LogOfPlace[] | undefined;
  private readonly lostHere = new Map<string, LostText | undefined>();
  /** By file. */
  private readonly idsOnDisk = new Map<string, string>();

  constructor(
    private readonly git: Git,
    private readonly repository: Repository,
    private readonly how: WorkingLogOptions,
  ) {
    super(() => new WorkingLog(repository.gitDir, how).index());
  }

  /** The same of a file that may have got another name since it was recorded. */
  async readRenamed(
    file: string,
    text: string,
    added?: readonly number[],
  ): Promise<LabelledText | undefined> {
    const own = this.read(file, text, added);
    if (this.paths().length === 0) return own;
    // A later record of another file, where this one has had the name before.
    const since = Math.max(await this.takenElsewhere(), this.writtenAt(file) + 1);
    const former = formerlyRecorded(this, this.repository.topLevel, since, text);
    if (former === undefined || (own && (await this.isCommitted(file)))) return own;
    const labelled = this.read(former, text, added);
    return labelled && own ? fillUnknown(text, labelled.ranges, own.ranges) : labelled;
  }

  /** To start a git takes longer than to read and hash many files. */
  onDisk(file: string, id: string): string | undefined {
    const known = this.idsOnDisk.get(file);
    if (known !== undefined && known !== id) return undefined;
    const text = textOnDisk(path.join(this.repository.topLevel, file));
    this.idsOnDisk.set(file, text === undefined ? '' : blobId(text, id.length));
    return this.idsOnDisk.get(file) === id ? text : undefined;
  }

  /**
   * What was recorded of lines that are gone from this file in the repository's other work trees, since they were
   * stashed there, or from other files of this one, since they were moved: of what was written where `HEAD` is now, as
   * on another branch other files are as they are.
   */
  async lost(file: string, made: number, telling: Telling): Promise<readonly LostText[]> {
    if (telling === 'nowhere') return [];
    const { repository, how } = this;
    const name = file.normalize('NFC');
    this.beside ??= workTreesBeside(repository).map((place) => ({
      ...place,
      log: new WorkingLog(place.gitDir, how).view(),
    }));
    const latest = telling === 'anywhere' ? await (this.latest ??= this.latestFiles()) : [];
    const others = latest.filter((one) => one !== name);
    return [
      ...this.beside.map((place) => lostIn(place, name, true, made)),
      ...others.slice(0, MOST_FILES).map((one) => this.lostFrom(one, made)),
    ].filter((one) => one !== undefined);
  }

  /** A file that is as it was recorded has lost nothing. */
  lostBetween(
    { before, made }: { readonly before: number; readonly made: number },
    blobs: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, LostText> {
    const changed = this.writtenSince(before * 1000).filter((one) => this.blobOf(one) !== blobs.get(one));
    const lost = new Map<string, LostText>();
    for (const file of changed.slice(0, MOST_FILES + 1)) {
      const one = this.lostFrom(file, made);
      if (one) lost.set(file, one);
    }
    return lost;
  }

  putRight(file: string, lines: FoundLines): void {
    const log = new WorkingLog(this.repository.gitDir, this.how);
    const recorded = log.read(file);
    if (recorded) log.write(file, putRight(recorded, lines));
  }

  /** One more than are looked into, since no file is held against itself. */
  private async latestFiles(): Promise<readonly string[]> {
    return this.writtenSince(await this.takenElsewhere()).slice(0, MOST_FILES + 1);
  }

  private async isCommitted(file: string): Promise<boolean> {
    return (await this.git.read(['cat-file', '-e', `HEAD:${file}`])).ok;
  }

  private takenElsewhere(): Promise<number> {
    const { git, repository } = this;
    return lastTakenElsewhere({ git, gitDir: repository.gitDir });
  }

  /** Of a file that many others are held against. */
  private lostFrom(file: string, made: number): LostText | undefined {
    const key = `${made} ${file}`;
    if (!this.lostHere.has(key))
      this.lostHere.set(key, lostIn({ ...this.repository, log: this }, file, false, made));
    return this.lostHere.get(key);
  }
}

interface LogOfPlace extends Place {
  readonly log: LogView;
}

/** @param made seconds since 1970, cut to a whole number: nothing that was written later is meant */
function lostIn(
  { topLevel, log }: LogOfPlace,
  file: string,
  isSameFile: boolean,
  made: number,
): LostText | undefined {
  const recorded = log.last(file);
  if (!recorded || recorded.ranges.length === 0) return undefined;
  const now = textOnDisk(path.join(topLevel, file)) ?? '';
  // Most are as they were recorded, or others have put something in.
  if (now === recorded.text || hasAllLines(now, recorded.text)) return undefined;
  const writers = new Map<number, Writer>();
  for (const one of classifyLines(recorded)) {
    const writer = writerOf(one);
    const isLater = Date.parse(one.attribution?.time ?? '') >= (made + 1) * 1000;
    if (writer && !isLater) writers.set(one.line, writer);
  }
  return lostText({ text: recorded.text, writers }, now, isSameFile);
}

/** Without a process: gitrepository-layout(5). */
function workTreesBeside({ gitDir, commonDir }: Repository): Place[] {
  const folder = path.join(commonDir, 'worktrees');
  const linked = namesIn(folder).flatMap((name): Place[] => {
    const theirs = path.join(folder, name);
    const [dotGit = ''] = linesIn(path.join(theirs, 'gitdir'));
    return dotGit === '' ? [] : [{ gitDir: theirs, topLevel: path.dirname(path.resolve(theirs, dotGit)) }];
  });
  const main =
    path.basename(commonDir) === '.git' ? [{ gitDir: commonDir, topLevel: path.dirname(commonDir) }] : [];
  return [...main, ...linked].filter((place) => place.gitDir !== gitDir);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
