/** What noted commits added to files, for the recovery of lines by their content. */
import { parseNote, writersInNote, type AuthorshipNote } from '../../provenance/authorshipNote';
import { lineStarts } from '../../provenance/lineDiff';
import type { WrittenText } from '../../provenance/lineWriters';
import { knownHunks, mayShareHunk, type KnownHunk } from '../../provenance/recoverHunks';
import type { ChangedFile } from '../changedFiles';
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

interface Candidates {
  readonly noted: readonly CommitWithNote[];
  /** Full ids of those without a note. */
  readonly silent: readonly string[];
}

interface Other {
  /** The higher the later. */
  readonly rank: number;
  readonly parents: readonly string[];
}

/** By full id; what a commit was made from comes before it. */
type Others = ReadonlyMap<string, Other>;

/** Those of the ids that are among them. */
function latestFirst(others: Others, ids: readonly string[]): string[] {
  const rank = (id: string): number => others.get(id)?.rank ?? -1;
  return ids.filter((id) => others.has(id)).toSorted((a, b) => rank(b) - rank(a));
}

type FilesByPath = ReadonlyMap<string, ChangedFile>;

const byPath = (changes: readonly CommitChanges[]): FilesByPath =>
  new Map(changes.flatMap(({ files }) => files.map((file) => [file.path, file] as const)));

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
  private candidates: Promise<Candidates> | undefined;
  private tip: Promise<string | undefined> | undefined;
  private others: Promise<Others> | undefined;
  private readonly about = new Map<string, Promise<readonly CommitWithNote[]>>();
  private readonly changes = new Map<string, Promise<FilesByPath>>();
  private readonly series = new Map<string, Promise<FilesByPath>>();

  /**
   * @param paths the files that are asked about
   * @param named commits that may have notes, in any order
   */
  constructor(
    private readonly git: Git,
    private readonly objects: ObjectReader,
    private readonly notes: Notes,
    private readonly commit: string,
    private readonly paths: readonly string[],
    private readonly named: () => Promise<readonly Candidate[]>,
  ) {}

  async sameFile(path: string, text: string): Promise<WrittenText | undefined> {
    for (const commit of await this.ends(path)) {
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
    for (const commit of await this.ends(path)) {
      const added = await (await this.sinceFork(commit)).get(path)?.read();
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
    const { noted } = await this.found();
    if (noted.length === 0) return [];
    const others = await this.allBeside();
    const latest = latestFirst(
      others,
      noted.map(({ commit }) => commit),
    );
    const infos = await infoOf(this.objects, latest.slice(0, MOST_COMMITS));
    return infos
      .filter((one) => one.authorship === authorship && titleOf(one.message) === titleOf(message))
      .map(({ id }) => id);
  }

  /** Of all files at once: git would have to be asked thousands of times where a commit has thousands of them. */
  private sinceFork(id: string): Promise<FilesByPath> {
    const known = this.series.get(id) ?? this.changesSinceFork(id);
    this.series.set(id, known);
    return known;
  }

  private async changesSinceFork(id: string): Promise<FilesByPath> {
    const since = await this.upOnFork(id);
    return byPath(since ? await changesWhereKnown(this.git, this.objects, [since], this.paths) : []);
  }

  /** As if it were one commit upon the last one that it has in common with this one. */
  private async upOnFork(id: string): Promise<CommitInfo | undefined> {
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
    const { noted } = await this.found();
    const here = new Map(noted.filter((one) => one.names(path)).map((one) => [one.commit, one]));
    if (here.size === 0) return [];
    const latest = latestFirst(await this.allBeside(), [...here.keys()]);
    return latest.slice(0, MOST_COMMITS).flatMap((id) => here.get(id) ?? []);
  }

  /**
   * Where to look into the whole file: the commits that say anything of it and those after them that have no note, such
   * as a person makes on a forge's page, or a merge from upstream. The latest first.
   */
  private async ends(path: string): Promise<readonly string[]> {
    const about = (await this.wanted(path)).map(({ commit }) => commit);
    if (about.length === 0) return [];
    const { silent } = await this.found();
    const others = await this.allBeside();
    const after = new Set(about);
    for (const [id, { parents }] of others) if (parents.some((parent) => after.has(parent))) after.add(id);
    const ends = [...about, ...silent.filter((id) => after.has(id))];
    return latestFirst(others, ends).slice(0, MOST_SERIES);
  }

  private found(): Promise<Candidates> {
    return (this.candidates ??= this.find());
  }

  private allBeside(): Promise<Others> {
    return (this.others ??= this.found().then(({ noted, silent }) =>
      this.beside([...noted.map(({ commit }) => commit), ...silent]),
    ));
  }

  private async find(): Promise<Candidates> {
    const known = new Map((await this.named()).map(({ commit, note }) => [commit, note]));
    known.delete(this.commit);
    const all = [...known.keys()];
    // Of a long history nearly all are ancestors or descendants, and notes take longer to read.
    const others = all.length > MOST_COMMITS ? (this.others ??= this.beside(all)) : undefined;
    const candidates = others ? await others.then((ids) => all.filter((id) => ids.has(id))) : all;
    const texts = await Promise.all(candidates.map((commit) => known.get(commit) ?? this.noteOf(commit)));
    return {
      noted: candidates.flatMap((commit, i) => (texts[i] ? [new CommitWithNote(commit, texts[i])] : [])),
      silent: candidates.filter((_, i) => !texts[i]),
    };
  }

  private async noteOf(commit: string): Promise<string | undefined> {
    const tip = await (this.tip ??= this.notes.tip());
    return tip === undefined ? undefined : this.notes.read(commit, tip);
  }

  private async beside(commits: readonly string[]): Promise<Others> {
    if (commits.length === 0) return new Map();
    const input = [...commits, `^${this.commit}`].map((name) => `${name}\n`).join('');
    const args = ['rev-list', '--ignore-missing', '--topo-order', '--reverse', '--parents', '--stdin'];
    const lines = textOf(await this.git.read(args, { input }))?.split('\n') ?? [];
    const after = new Set([this.commit]);
    const others = new Map<string, Other>();
    for (const line of lines) {
      const [id = '', ...parents] = line.split(' ');
      if (parents.some((parent) => after.has(parent))) after.add(id);
      else others.set(id, { rank: others.size, parents });
    }
    return others;
  }

  private async hunksIn({ commit, note }: CommitWithNote, path: string): Promise<KnownHunk[]> {
    const known = this.changes.get(commit) ?? this.changesOf(commit);
    this.changes.set(commit, known);
    const added = await (await known).get(path)?.read();
    if (!added || !note) return [];
    const writers = writersInNote(note, path, lineStarts(added.text).length - 1);
    return knownHunks(commit, added.text, added.added, writers);
  }

  private async changesOf(commit: string): Promise<FilesByPath> {
    const info = await commitInfo(this.objects, commit);
    return byPath(info ? await changesWhereKnown(this.git, this.objects, [info]) : []);
  }
}
