import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { comparableText } from '../git/text';
import { Git, textOf } from '../git/git';
import { installHooks } from '../git/hooks/install';
import { putBackHooks } from '../git/hooks/putBack';
import { renewRuntime, type Runtime } from '../git/hooks/runtimes';
import { hooksStatus } from '../git/hooks/status';
import { ObjectReader } from '../git/objects';
import { isRecorded } from '../git/recordedTexts';
import type { Repository } from '../git/repository';
import { AuditLog } from './auditLog';
import { writtenLines } from '../agents/writtenLines';
import type { Attribution, Author, LabelledText } from '../provenance/model';
import { withRespaced } from '../provenance/respaced';
import { CommittedLines } from './committedLines';
import { countAhead } from './countAhead';
import { labelLines } from './lineLabels';
import { watchRepository, type Watch } from './repositoryWatch';
import { ToolSessions } from './toolSessions';
import { WorkingLog } from './workingLog';

export interface OpenRepositoryOptions {
  now(): Date;
  log(message: string, repository: OpenRepository): void;
  changed(repository: OpenRepository): void;
}

/** Texts of the last commit that are kept in memory, in UTF-16 units. */
const MAX_TEXTS = 8_000_000;

/** Files that are gone, of which one may be found elsewhere; more are not looked through. */
const MAX_GONE = 100;

/** Somebody may be typing. */
const PATIENCE_MS = 50;

/** One work tree that somebody works in: its working log, what its last commit contains, its hooks. */
export class OpenRepository {
  readonly log: WorkingLog;
  /** Waits for no other process and for no disk. */
  readonly audit: AuditLog;
  readonly sessions: ToolSessions;
  readonly blamed: CommittedLines;
  /** The top level, links followed. */
  readonly root: string;
  private readonly git: Git;
  private readonly watch: Watch;
  private head: { readonly commit: string; readonly texts: Map<string, string | undefined> } | undefined;
  private length = 0;

  constructor(
    private readonly repository: Repository,
    options: OpenRepositoryOptions,
  ) {
    this.root = realpathSync(repository.topLevel);
    this.git = new Git({ folder: repository.topLevel, env: process.env });
    this.log = new WorkingLog(repository.gitDir, {
      now: options.now,
      log: (message) => options.log(message, this),
    });
    this.sessions = new ToolSessions(repository.commonDir, options.now, PATIENCE_MS);
    this.audit = new AuditLog(repository.commonDir, { now: options.now, patienceMs: 0, isFlushed: false });
    const { topLevel, gitDir, commonDir } = repository;
    const { now } = options;
    this.blamed = new CommittedLines(this.git, { topLevel, gitDir, commonDir, log: this.log, now });
    this.watch = watchRepository(repository, () => {
      this.blamed.changed();
      options.changed(this);
    });
  }

  /** Tells this repository, with all its work trees, from others. */
  get id(): string {
    return this.repository.commonDir;
  }

  /**
   * The texts of files in the last commit, without a byte order mark and with `\n` line ends; undefined for those that
   * it does not have or that are no text.
   *
   * @throws GitError where git cannot answer
   */
  async committed(paths: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
    const commit = textOf(await this.git.read(['rev-parse', '--verify', '--quiet', 'HEAD']))?.trim() ?? '';
    if (this.head?.commit !== commit || this.length > MAX_TEXTS) {
      this.head = { commit, texts: new Map() };
      this.length = 0;
    }
    const { texts } = this.head;
    const missing = paths.filter((path) => !texts.has(path) && !path.includes('\n'));
    if (missing.length > 0 && commit !== '') await this.readInto(texts, commit, missing);
    return new Map(paths.map((path) => [path, texts.get(path)]));
  }

  /**
   * A tool has written a file: the lines that are new are its own.
   *
   * @param before the file's text before, `text` its text now
   */
  recordWritten(path: string, before: string, text: string, attribution: Attribution): void {
    const known = this.log.read(path, before) ?? { text: before, ranges: [] };
    let labelled: LabelledText = this.log.read(path, text) ?? { text, ranges: [] };
    const author = (): Author => ({ kind: 'ai', attribution });
    for (const range of writtenLines({ kind: 'write', text }, before, text))
      labelled = labelLines(labelled, range, author) ?? labelled;
    labelled = withRespaced(known, labelled);
    if (labelled.ranges.length > 0) this.log.write(path, labelled);
  }

  /**
   * The last known labels of a file with this text. Nobody need have told of a file that was moved: one that nothing is
   * known of, and that has the whole text of one that is gone, is taken for that one.
   */
  labelsOf(file: string, text: string): LabelledText | undefined {
    return this.log.read(file, text) ?? this.movedTo(file, text);
  }

  /** Whether commits made here get their trailers. @throws GitError */
  async hasHooks(): Promise<boolean> {
    return (await hooksStatus(this.git, this.repository)).state === 'installed';
  }

  /** @throws GitError, or an error of the file system */
  async installHooks(runtime: Runtime): Promise<void> {
    await installHooks(this.git, this.repository, runtime);
    await countAhead(this.git, this.repository);
  }

  /** Whether hooks that another program had written over were put back. @throws GitError, or an error of the file system */
  putBackHooks(runtime: Runtime): Promise<boolean> {
    return putBackHooks(this.git, this.repository, runtime);
  }

  /** Has the hooks that are there find us: extensions are updated into new folders. */
  renewRuntime(runtime: Runtime): void {
    renewRuntime(this.repository, runtime);
  }

  dispose(): void {
    this.watch.dispose();
    this.blamed.dispose();
  }

  private movedTo(file: string, text: string): LabelledText | undefined {
    const view = this.log.view();
    const gone = view.paths().filter((one) => !existsSync(join(this.root, one)));
    const comparable = text.replaceAll('\r\n', '\n');
    const from = gone.slice(0, MAX_GONE).find((one) => isRecorded(view, one, comparable));
    const labelled = from === undefined ? undefined : this.log.read(from, text);
    // The old place keeps them too: the file may come back to it, as with another branch.
    if (labelled) this.log.write(file, labelled);
    return labelled;
  }

  private async readInto(
    texts: Map<string, string | undefined>,
    commit: string,
    paths: readonly string[],
  ): Promise<void> {
    const objects = new ObjectReader(this.git);
    try {
      await Promise.all(
        paths.map(async (path) => {
          const content = await objects.read('blob', `${commit}:${path}`);
          const text = content && comparableText(content);
          texts.set(path, text);
          this.length += text?.length ?? 0;
        }),
      );
    } finally {
      objects.close();
    }
  }
}
