/** Files that are again just as a commit before had them: gone back to, or brought back after they were removed. */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  return asBefore(tools, { of: id, parent: parents[0] }, (path) => Promise.resolve(blobs.get(path)));
}

/** Of files on disk. */
export const asBeforeOnDisk =
  (tools: Tools): AsBefore =>
  async (path) => {
    const { git, objects } = tools;
    const head = await commitInfo(objects, 'HEAD');
    return asBefore(tools, { of: 'HEAD', parent: head?.id }, async () => {
      const id = textOf(await git.read(['hash-object', '--', path]))?.trim();
      return id !== undefined && (await objects.find('blob', id)) ? id : undefined;
    })(path);
  };

interface Before {
  /** The commit that those before are meant of; `HEAD` for files on disk, of which it is one. */
  readonly of: string;
  /** Full id of the commit before. */
  readonly parent: string | undefined;
}

function asBefore(
  { git, gitDir, objects, notes }: Tools,
  { of, parent }: Before,
  blobOf: (path: string) => Promise<string | undefined>,
): AsBefore {
  if (parent === undefined) return () => Promise.resolve(undefined);
  const versions = new EarlierVersions(git, gitDir, of, parent);
  return async (path) => {
    const blob = await blobOf(path);
    const commit = blob === undefined ? undefined : await versions.commitWith(path, blob);
    return commit === undefined ? undefined : blamedSource(git, objects, notes, commit).textOf(path);
  };
}

/** Of the commits up to one of them. */
export class EarlierVersions {
  private versions: Promise<ReadonlyMap<string, string>> | undefined;
  private parentBorn: { readonly at: number | undefined } | undefined;
  private objects: string | undefined;

  constructor(
    private readonly git: Git,
    /** Of a work tree. */
    private readonly gitDir: string,
    private readonly commit: string,
    private readonly parent: string,
  ) {}

  /**
   * The latest commit that had a file just so. Where git wrote the content down only after the commit before this one,
   * none had it, and git is not asked.
   *
   * @param blob full id
   */
  async commitWith(file: string, blob: string): Promise<string | undefined> {
    if (this.isNewerThanParent(blob)) return undefined;
    return (await (this.versions ??= this.find())).get(keyOf(file, blob));
  }

  /** Objects lie in files of their own until they are packed: gitrepository-layout(5). */
  private isNewerThanParent(blob: string): boolean {
    const written = this.bornAt(blob);
    if (written === undefined) return false;
    this.parentBorn ??= { at: this.bornAt(this.parent) };
    return this.parentBorn.at === undefined || written > this.parentBorn.at;
  }

  /** Milliseconds since 1970; git touches the file where the same is written once more, but makes no other. */
  private bornAt(id: string): number | undefined {
    this.objects ??= resolve(this.gitDir, linesIn(join(this.gitDir, 'commondir'))[0] ?? '.', 'objects');
    const file = `${this.objects}/${id.slice(0, 2)}/${id.slice(2)}`;
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
