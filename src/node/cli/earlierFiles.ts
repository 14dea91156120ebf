/** What files were before something was written to them: in the last commit and the last stash. */
import { isGitError, type Git } from '../../git/git';
import { formerFile } from '../../git/notes/formerFile';
import { lastTakenElsewhere } from '../../git/notes/reflog';
import { textAt } from '../../git/notes/sources';
import { ObjectReader } from '../../git/objects';
import type { Repository } from '../../git/repository';
import { formerlyRecorded } from '../formerlyRecorded';
import { textOnDisk } from '../textFile';
import { WorkingLog } from '../workingLog';
import type { EarlierFile } from './recorder';
import type { FileHere } from './repositoryHere';

/** Asked before it is needed. `close` it. */
export class EarlierFiles {
  private readonly objects: ObjectReader;
  private readonly files = new Map<string, EarlierFile>();

  constructor(
    private readonly git: Git,
    private readonly repository: Repository,
    private readonly now: Date,
  ) {
    this.objects = new ObjectReader(git);
  }

  async ask(file: FileHere): Promise<void> {
    const { path } = file;
    if (this.files.has(path)) return;
    try {
      const [text, putAway] = await Promise.all(
        ['HEAD', 'refs/stash'].map((commit) => textAt(this.objects, commit, path)),
      );
      this.files.set(
        path,
        text === undefined ? { putAway, ...(await this.renamed(file)) } : { text, putAway },
      );
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

  /** Under the name that a file had which the last commit has not. */
  private async renamed({ path, absolute }: FileHere): Promise<EarlierFile> {
    const { git, objects, repository } = this;
    const now = textOnDisk(absolute);
    const former = now === undefined ? undefined : await formerFile(git, objects, now);
    if (former || now === undefined) return former ?? {};
    const log = new WorkingLog(repository.gitDir, { now: () => this.now }).view();
    if (log.paths().length === 0 || log.textOf(path) !== undefined) return {};
    const since = await lastTakenElsewhere({ git, gitDir: repository.gitDir });
    return { path: formerlyRecorded(log, repository.topLevel, since, now) };
  }
}
