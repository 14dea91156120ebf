/** What noted commits added to files, for the recovery of lines by their content. */
import { parseNote, writersInNote, type AuthorshipNote } from '../../provenance/authorshipNote';
import { lineStarts } from '../../provenance/lineDiff';
import type { WrittenText } from '../../provenance/lineWriters';
import { knownHunks, mayShareHunk, type KnownHunk } from '../../provenance/recoverHunks';
import { textOf, type Git } from '../git';
import type { ObjectReader } from '../objects';
import type { Beside } from './attribution';
import { changesWhereKnown, commitInfo, type CommitChanges, type CommitInfo } from './commitChanges';
import type { Notes } from './notesRef';
import { blamedSource, textAt } from './sources';

/** So many commits are looked into for the lines of one file. */
const MOST_COMMITS = 200;
/** For so many of them it is looked into the whole file. */
const MOST_SERIES = 10;

/** A commit that may have a note. */
export interface Candidate {
  /** Full id. */
  readonly commit: string;
  /** Where it has been read; '' where there is none. */
  readonly note?: string;
}

/** Of a hundred notes hardly any is about the files in question, and to look for a name takes less than to read a note. */
class NotedCommit {
  private parsed: { readonly note: AuthorshipNote | undefined } | undefined;

  constructor(
    readonly commit: string,
    private readonly text: string,
  ) {}

  /** Undefined where it is of another kind. */
  get note(): AuthorshipNote | undefined {
    this.parsed ??= { note: parseNote(this.text) };
    return this.parsed.note;
  }

  /** Whether it says anything of a file. */
  names(path: string): boolean {
    return this.text.includes(path) && (this.note?.files.some((file) => file.path === path) ?? false);
  }
}

/**
 * Looks only into those that are neither among the commit's ancestors nor among its descendants: what an ancestor added
 * is there already, and a second copy of it is somebody's new writing; and so is what a descendant added.
 */
export class KnownHunks implements Beside {
  private noted: Promise<readonly NotedCommit[]> | undefined;
  private others: Promise<ReadonlySet<string>> | undefined;
  private readonly changes = new Map<string, Promise<CommitChanges | undefined>>();

  /** @param candidates commits that may have notes, the latest first */
  constructor(
    private readonly git: Git,
    private readonly objects: ObjectReader,
    private readonly notes: Notes,
    private readonly commit: string,
    private readonly candidates: () => Promise<readonly Candidate[]>,
  ) {}

  async sameFile(path: string, text: string): Promise<WrittenText | undefined> {
    for (const { commit } of (await this.wanted(path)).slice(0, MOST_SERIES)) {
      if ((await textAt(this.objects, commit, path)) !== text) continue;
      return blamedSource(this.git, this.objects, this.notes, commit).textOf(path);
    }
    return undefined;
  }

  async hunksOf(path: string): Promise<readonly KnownHunk[]> {
    const wanted = await this.wanted(path);
    const hunks = await Promise.all(wanted.map(async (one) => this.hunksIn(one, path)));
    return hunks.flat();
  }

  async seriesOf(path: string, text: string): Promise<readonly KnownHunk[]> {
    const ends = (await this.wanted(path)).slice(0, MOST_SERIES);
    const since = await Promise.all(ends.map(({ commit }) => this.sinceFork(commit)));
    const asked = since.filter((one) => one !== undefined);
    const all = await changesWhereKnown(this.git, this.objects, asked, [path]);
    const hunks = await Promise.all(
      all.map(async ({ commit, files }) => {
        const added = await files.find((file) => file.path === path)?.read();
        if (!added || !mayShareHunk(added.text, added.added, text)) return [];
        const there = await blamedSource(this.git, this.objects, this.notes, commit.id).textOf(path);
        return there ? knownHunks(added.text, added.added, there.writers) : [];
      }),
    );
    return hunks.flat();
  }

  /** As if it were one commit upon the last one that it has in common with this one. */
  private async sinceFork(id: string): Promise<CommitInfo | undefined> {
    const [info, outcome] = await Promise.all([
      commitInfo(this.objects, id),
      this.git.read(['merge-base', this.commit, id]),
    ]);
    const base = textOf(outcome)?.trim();
    return info && { ...info, parents: base === undefined ? [] : [base] };
  }

  /** The noted commits that say anything of a file. */
  private async wanted(path: string): Promise<readonly NotedCommit[]> {
    const noted = await (this.noted ??= this.find());
    const here = noted.filter((one) => one.names(path));
    if (here.length === 0) return [];
    const others = await (this.others ??= this.beside(noted.map(({ commit }) => commit)));
    return here.filter(({ commit }) => others.has(commit)).slice(0, MOST_COMMITS);
  }

  private async find(): Promise<readonly NotedCommit[]> {
    const tip = await this.notes.tip();
    if (tip === undefined) return [];
    const known = new Map((await this.candidates()).map(({ commit, note }) => [commit, note]));
    known.delete(this.commit);
    const all = [...known.keys()];
    // Of a long history nearly all are ancestors or descendants, and notes take longer to read.
    const others = all.length > MOST_COMMITS ? (this.others ??= this.beside(all)) : undefined;
    const candidates = others ? await others.then((ids) => all.filter((id) => ids.has(id))) : all;
    const noted = await Promise.all(
      candidates.map(async (commit): Promise<NotedCommit[]> => {
        const text = known.get(commit) ?? (await this.notes.read(commit, tip));
        return text === undefined || text === '' ? [] : [new NotedCommit(commit, text)];
      }),
    );
    return noted.flat();
  }

  private async beside(commits: readonly string[]): Promise<Set<string>> {
    if (commits.length === 0) return new Set();
    const input = [...commits, `^${this.commit}`].map((name) => `${name}\n`).join('');
    const args = ['rev-list', '--ignore-missing', '--topo-order', '--reverse', '--parents', '--stdin'];
    const lines = textOf(await this.git.read(args, { input }))?.split('\n') ?? [];
    const after = new Set([this.commit]);
    const others = new Set<string>();
    for (const line of lines) {
      const [id = '', ...parents] = line.split(' ');
      (parents.some((parent) => after.has(parent)) ? after : others).add(id);
    }
    return others;
  }

  private async hunksIn({ commit, note }: NotedCommit, path: string): Promise<KnownHunk[]> {
    const known = this.changes.get(commit) ?? this.changesOf(commit);
    this.changes.set(commit, known);
    const file = (await known)?.files.find((one) => one.path === path);
    const added = await file?.read();
    if (!added || !note) return [];
    const writers = writersInNote(note, path, lineStarts(added.text).length - 1);
    return knownHunks(added.text, added.added, writers);
  }

  private async changesOf(commit: string): Promise<CommitChanges | undefined> {
    const info = await commitInfo(this.objects, commit);
    return info && (await changesWhereKnown(this.git, this.objects, [info]))[0];
  }
}
