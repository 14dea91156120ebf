/** Files that are again just as a commit before had them: gone back to, or brought back after they were removed. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { textOf, type Git } from '../git';
import { linesIn } from '../linesIn';
import { ENTRY } from '../parse/rawDiff';
import type { AsBefore } from './beside';
import { commitInfo, type CommitChanges } from './commitChanges';
import type { Tools } from './notesTools';
import { blamedSource } from './sources';

/** So many commits are looked into, the latest. */
const MOST_COMMITS = 1_000;

/** Of the files that a commit changes. */
export function asBeforeCommit(tools: Tools, { commit, files }: CommitChanges): AsBefore {
  const { id, parents } = commit;
  const blobs = new Map(files.map(({ path, blob }) => [path, blob]));
  const versions = new EarlierVersions(tools.git, tools.gitDir, id);
  return asBefore(tools, versions, parents[0], (path) => Promise.resolve(blobs.get(path)));
}

/** Of files on disk. */
export const asBeforeOnDisk =
  (tools: Tools): AsBefore =>
  async (path) => {
    const { git, gitDir, objects } = tools;
    const head = await commitInfo(objects, 'HEAD');
    return asBefore(tools, new EarlierVersions(git, gitDir, 'HEAD'), head?.id, async () => {
      const id = textOf(await git.read(['hash-object', '--', path]))?.trim();
      return id !== undefined && (await objects.find('blob', id)) ? id : undefined;
    })(path);
  };

const asBefore =
  (
    { git, objects, notes }: Tools,
    versions: EarlierVersions,
    parent: string | undefined,
    blobOf: (path: string) => Promise<string | undefined>,
  ): AsBefore =>
  async (path) => {
    const blob = parent === undefined ? undefined : await blobOf(path);
    if (parent === undefined || blob === undefined) return undefined;
    const commit = await versions.commitWith(path, blob, parent);
    return commit === undefined ? undefined : blamedSource(git, objects, notes, commit).textOf(path);
  };

class EarlierVersions {
  private versions: Promise<ReadonlyMap<string, string>> | undefined;
  /** Commits. */
  private readonly born = new Map<string, { readonly at: number | undefined }>();
  private common: string | undefined;

  /** @param commit of which those before are meant; `HEAD` for files on disk, of which it is one */
  constructor(
    private readonly git: Git,
    /** Of a work tree. */
    private readonly gitDir: string,
    private readonly commit: string,
  ) {}

  /**
   * The latest commit that had a file just so. Where git wrote the content down only after the commit before this one,
   * none had it, and git is not asked.
   *
   * @param blob full id
   * @param parent full id of the commit before
   */
  async commitWith(file: string, blob: string, parent: string): Promise<string | undefined> {
    if (this.isNewerThan(blob, parent)) return undefined;
    return (await (this.versions ??= this.find())).get(keyOf(file, blob));
  }

  /** Objects lie in files of their own until they are packed: gitrepository-layout(5). */
  private isNewerThan(blob: string, commit: string): boolean {
    const written = this.bornAt(blob);
    if (written === undefined) return false;
    const known = this.born.get(commit);
    const committed = known ?? { at: this.bornAt(commit) };
    this.born.set(commit, committed);
    return committed.at === undefined || written > committed.at;
  }

  /** Milliseconds since 1970; git touches the file where the same is written once more, but makes no other. */
  private bornAt(id: string): number | undefined {
    this.common ??= linesIn(join(this.gitDir, 'commondir'))[0] ?? '.';
    const file = join(this.gitDir, this.common, 'objects', id.slice(0, 2), id.slice(2));
    return statSync(file, { throwIfNoEntry: false })?.birthtimeMs;
  }

  private async find(): Promise<ReadonlyMap<string, string>> {
    const options = ['--raw', '-z', '--no-abbrev', '--no-renames', '--no-merges', '--no-show-signature'];
    const which = ['--format=%H', `--max-count=${MOST_COMMITS}`, this.commit, '--'];
    const fields = textOf(await this.git.read(['log', ...options, ...which]))?.split('\0') ?? [];
    const versions = new Map<string, string>();
    let commit = '';
    for (let i = 0; i < fields.length; i++) {
      const field = (fields[i] ?? '').trimStart();
      const blob = ENTRY.exec(field)?.groups?.newId;
      if (blob === undefined) {
        commit = field;
        continue;
      }
      const key = keyOf(fields[++i] ?? '', blob);
      if (commit !== this.commit && !versions.has(key)) versions.set(key, commit);
    }
    return versions;
  }
}

const keyOf = (file: string, blob: string): string => `${blob} ${file}`;
