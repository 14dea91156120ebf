/** What noted commits added to files, for the recovery of lines by their content. */
import { parseNote, writersInNote, type AuthorshipNote } from '../../provenance/authorshipNote';
import { lineStarts } from '../../provenance/lineDiff';
import type { WrittenText } from '../../provenance/lineWriters';
import { knownHunks, mayShareHunk, type KnownHunk } from '../../provenance/recoverHunks';
import { textOf, type Git } from '../git';
import type { ObjectReader } from '../objects';
import type { Beside } from './beside';
import { changesWhereKnown, commitInfo, type CommitChanges, type CommitInfo } from './commitChanges';
import type { Notes } from './notesRef';
import { infoOf } from './commitNames';
import { blamedSource, textAt } from './sources';

/** So many commits are looked into for the lines of one file. */
const MOST_COMMITS = 200;
/** Of so many of them, the latest, the whole file is looked into. */
const MOST_SERIES = 10;

const titleOf = (message: string): string => message.trimStart().split('\n', 1)[0] ?? '';

/** A commit that may have a note. */
export interface Candidate {
  /** Full id. */
  readonly commit: string;
  /** Where it has been read; '' where there is none. */
  readonly note?: string;
}

/** Of a hundred notes hardly any is about the files in question, and to look for a name takes less than to read a note. */
class CommitWithNote {
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
  private noted: Promise<readonly CommitWithNote[]> | undefined;
  private tip: Promise<string | undefined> | undefined;
  /** By commit, the higher the later. */
  private others: Promise<ReadonlyMap<string, number>> | undefined;
  private readonly about = new Map<string, Promise<readonly CommitWithNote[]>>();
  private readonly forks = new Map<string, Promise<CommitInfo | undefined>>();
  private readonly changes = new Map<string, Promise<CommitChanges | undefined>>();

  /** @param candidates commits that may have notes, in any order */
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

  async *seriesOf(path: string, text: string): AsyncGenerator<readonly KnownHunk[]> {
    for (const { commit } of (await this.wanted(path)).slice(0, MOST_SERIES)) {
      const since = await this.sinceFork(commit);
      const [changes] = since ? await changesWhereKnown(this.git, this.objects, [since], [path]) : [];
      const added = await changes?.files.find((file) => file.path === path)?.read();
      if (!added || !mayShareHunk(added.text, added.added, text)) continue;
      const there = await blamedSource(this.git, this.objects, this.notes, commit).textOf(path);
      if (there) yield knownHunks(commit, added.text, added.added, there.writers);
    }
  }

  /**
   * The commits that bear the same author, the same time of writing and the same title: this one is one of them made
   * again, as by a forge's rebase or a filter of the whole history.
   */
  async madeAgainFrom({ authorship, message }: CommitInfo): Promise<string[]> {
    const noted = await (this.noted ??= this.find());
    if (noted.length === 0) return [];
    const others = await (this.others ??= this.beside(noted.map(({ commit }) => commit)));
    const latest = noted.map(({ commit }) => commit).filter((id) => others.has(id));
    const rank = (id: string): number => others.get(id) ?? -1;
    const infos = await infoOf(
      this.objects,
      latest.toSorted((a, b) => rank(b) - rank(a)).slice(0, MOST_COMMITS),
    );
    return infos
      .filter((one) => one.authorship === authorship && titleOf(one.message) === titleOf(message))
      .map(({ id }) => id);
  }

  private sinceFork(id: string): Promise<CommitInfo | undefined> {
    const known = this.forks.get(id) ?? this.findFork(id);
    this.forks.set(id, known);
    return known;
  }

  /** As if it were one commit upon the last one that it has in common with this one. */
  private async findFork(id: string): Promise<CommitInfo | undefined> {
    const [info, outcome] = await Promise.all([
      commitInfo(this.objects, id),
      this.git.read(['merge-base', this.commit, id]),
    ]);
    const base = textOf(outcome)?.trim();
    return info && { ...info, parents: base === undefined ? [] : [base] };
  }

  /** The noted commits that say anything of a file, the latest first. */
  private wanted(path: string): Promise<readonly CommitWithNote[]> {
    const known = this.about.get(path) ?? this.thoseAbout(path);
    this.about.set(path, known);
    return known;
  }

  private async thoseAbout(path: string): Promise<readonly CommitWithNote[]> {
    const noted = await (this.noted ??= this.find());
    const here = noted.filter((one) => one.names(path));
    if (here.length === 0) return [];
    const others = await (this.others ??= this.beside(noted.map(({ commit }) => commit)));
    const rank = ({ commit }: CommitWithNote): number => others.get(commit) ?? -1;
    return here
      .filter((one) => rank(one) >= 0)
      .toSorted((a, b) => rank(b) - rank(a))
      .slice(0, MOST_COMMITS);
  }

  private async find(): Promise<readonly CommitWithNote[]> {
    const known = new Map((await this.candidates()).map(({ commit, note }) => [commit, note]));
    known.delete(this.commit);
    const all = [...known.keys()];
    // Of a long history nearly all are ancestors or descendants, and notes take longer to read.
    const others = all.length > MOST_COMMITS ? (this.others ??= this.beside(all)) : undefined;
    const candidates = others ? await others.then((ids) => all.filter((id) => ids.has(id))) : all;
    const noted = await Promise.all(
      candidates.map(async (commit): Promise<CommitWithNote[]> => {
        const text = known.get(commit) ?? (await this.noteOf(commit));
        return text === undefined || text === '' ? [] : [new CommitWithNote(commit, text)];
      }),
    );
    return noted.flat();
  }

  private async noteOf(commit: string): Promise<string | undefined> {
    const tip = await (this.tip ??= this.notes.tip());
    return tip === undefined ? undefined : this.notes.read(commit, tip);
  }

  private async beside(commits: readonly string[]): Promise<Map<string, number>> {
    if (commits.length === 0) return new Map();
    const input = [...commits, `^${this.commit}`].map((name) => `${name}\n`).join('');
    const args = ['rev-list', '--ignore-missing', '--topo-order', '--reverse', '--parents', '--stdin'];
    const lines = textOf(await this.git.read(args, { input }))?.split('\n') ?? [];
    const after = new Set([this.commit]);
    const others = new Map<string, number>();
    for (const line of lines) {
      const [id = '', ...parents] = line.split(' ');
      if (parents.some((parent) => after.has(parent))) after.add(id);
      else others.set(id, others.size);
    }
    return others;
  }

  private async hunksIn({ commit, note }: CommitWithNote, path: string): Promise<KnownHunk[]> {
    const known = this.changes.get(commit) ?? this.changesOf(commit);
    this.changes.set(commit, known);
    const file = (await known)?.files.find((one) => one.path === path);
    const added = await file?.read();
    if (!added || !note) return [];
    const writers = writersInNote(note, path, lineStarts(added.text).length - 1);
    return knownHunks(commit, added.text, added.added, writers);
  }

  private async changesOf(commit: string): Promise<CommitChanges | undefined> {
    const info = await commitInfo(this.objects, commit);
    return info && (await changesWhereKnown(this.git, this.objects, [info]))[0];
  }
}
