/** What files were before something was written to them: in the last commit, the last stash, and what git brings in. */
import { isGitError, type Git } from '../../git/git';
import { asOthersHaveIt } from '../../git/notes/asOthersHaveIt';
import { beingBroughtIn } from '../../git/notes/beingBroughtIn';
import { formerFile } from '../../git/notes/formerFile';
import { lastMoves, lastTakenElsewhere, leftSince } from '../../git/notes/reflog';
import { textAt } from '../../git/notes/sources';
import { ObjectReader } from '../../git/objects';
import type { Repository } from '../../git/repository';
import { formerlyRecorded } from '../formerlyRecorded';
import type { LogView } from '../logView';
import { textOnDisk } from '../textFile';
import { WorkingLog } from '../workingLog';
import type { EarlierFile } from './recorder';
import type { FileHere } from './repositoryHere';

/** So many commits that `HEAD` was at are looked into. */
const MOST_LEFT = 10;

/** Asked before it is needed. `close` it. */
export class EarlierFiles {
  private readonly objects: ObjectReader;
  private readonly log: LogView;
  private readonly files = new Map<string, EarlierFile>();
  private sources: Promise<readonly string[]> | undefined;

  constructor(
    private readonly git: Git,
    private readonly repository: Repository,
    now: Date,
  ) {
    this.objects = new ObjectReader(git);
    this.log = new WorkingLog(repository.gitDir, { now: () => now }).view();
  }

  async ask(file: FileHere): Promise<void> {
    const { path } = file;
    if (this.files.has(path)) return;
    try {
      // Without a commit it is the index that is meant.
      const [text, putAway, staged] = await Promise.all(
        ['HEAD', 'refs/stash', ''].map((commit) => textAt(this.objects, commit, path)),
      );
      const { git, objects, repository } = this;
      const versions = { committed: text, staged, onDisk: textOnDisk(file.absolute) };
      const [brought, alike] = await Promise.all([
        this.brought(path, text),
        asOthersHaveIt({ git, gitDir: repository.gitDir, objects }, path, versions),
      ]);
      const more = text === undefined ? await this.renamed(file) : { text, ...(await this.takenOff(path)) };
      this.files.set(path, { putAway, staged, brought, alike, ...more });
    } catch (error) {
      if (!isGitError(error)) throw error;
    }
  }

  /** Of a file that was asked for. */
  of(path: string): EarlierFile {
    return this.files.get(path) ?? {};
  }

  close(): void {
    this.objects.close();
  }

  /** As others have it from whom git puts lines into it. */
  private async brought(path: string, committed: string | undefined): Promise<string[]> {
    const { git, objects, repository } = this;
    const sources = await (this.sources ??= beingBroughtIn({ git, gitDir: repository.gitDir }));
    const texts = await Promise.all(sources.map((commit) => textAt(objects, commit, path)));
    return [...new Set(texts)].filter((one): one is string => one !== undefined && one !== committed);
  }

  /** What git has taken off the disk since it was written of. */
  private async takenOff(path: string): Promise<Partial<EarlierFile>> {
    const recorded = this.log.writtenAt(path);
    if (recorded === 0) return {};
    const { git, objects, repository } = this;
    const moves = await lastMoves({ git, gitDir: repository.gitDir });
    const texts = await Promise.all(
      leftSince(moves, recorded)
        .slice(0, MOST_LEFT)
        .map((commit) => textAt(objects, commit, path)),
    );
    return { leftBehind: texts.filter((text) => text !== undefined) };
  }

  /** Under the name that a file had which the last commit has not. */
  private async renamed({ path, absolute }: FileHere): Promise<EarlierFile> {
    const { git, objects, repository, log } = this;
    const now = textOnDisk(absolute);
    const former = now === undefined ? undefined : await formerFile(git, objects, now);
    if (former || now === undefined) return former ?? {};
    if (log.paths().length === 0) return {};
    // A later record of another file, where this one has had the name before.
    const elsewhere = await lastTakenElsewhere({ git, gitDir: repository.gitDir });
    const since = Math.max(elsewhere, log.writtenAt(path) + 1);
    return { path: formerlyRecorded(log, repository.topLevel, since, now) };
  }
}
