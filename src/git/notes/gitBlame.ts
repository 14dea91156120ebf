/** Asks `git blame`, so that neither a person's nor a repository's configuration has a say in the answer. */
import { required, type Git } from '../git';
import { BlameStream, type BlamedLines } from '../parse/blame';

/** A version of a file: of a commit, or as it would stand above `HEAD`. */
export type BlamedVersion = { readonly commit: string } | { readonly content: Buffer };

interface Place {
  readonly path: string;
  readonly version: BlamedVersion;
}

export interface BlamedFile extends Place {
  /** The same as text, which may come while git is at work. */
  readonly text: string | Promise<string>;
}

const PLAIN = [
  'blame.ignoreRevsFile=',
  'diff.algorithm=default',
  'diff.indentHeuristic=true',
  'diff.renames=true',
].flatMap((setting) => ['-c', setting]);

/** More pieces of a file than this are not asked for one by one. */
const MOST_PIECES = 100;
/** Of more commits than this copies are not asked for one by one. */
const MOST_PLACES = 8;

/** Asked before all is known that its answer is wanted for. `end` it. */
export class BegunBlame {
  private readonly ending = new AbortController();
  private readonly early: BlamedLines[] = [];
  private take = (groups: BlamedLines[]): void => void this.early.push(...groups);
  private readonly isThere: Promise<boolean>;

  constructor(git: Git, place: Place) {
    this.isThere = new Blame(git, this.ending.signal).blame(place, [], (groups) => this.take(groups));
    // Whoever wants the answer is told.
    this.isThere.catch(() => undefined);
  }

  /** What has come so far, and then what comes. @returns whether git knows such a file */
  hand(take: (groups: BlamedLines[]) => void): Promise<boolean> {
    take(this.early.splice(0));
    this.take = take;
    return this.isThere;
  }

  end(): void {
    this.ending.abort();
  }
}

/** About one file after another. */
export class Blame {
  constructor(
    private readonly git: Git,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** What git finds to be from elsewhere, of lines that no commit has and of others. */
  async copiedLines(
    file: Place,
    isNew: readonly BlamedLines[],
    committed: readonly BlamedLines[],
  ): Promise<BlamedLines[]> {
    const places = new Map<string, BlamedLines[]>();
    for (const piece of committed) {
      const place = `${piece.commit}:${piece.path}`;
      places.set(place, [...(places.get(place) ?? []), piece]);
    }
    const inOne = places.size > MOST_PLACES;
    const here = [...isNew, ...(inOne ? committed : [])];
    const answers = await Promise.all([
      here.length > 0 ? this.copiedIn(file, here) : [],
      ...(inOne ? [] : [...places.values()].map((pieces) => this.copiedAt(pieces))),
    ]);
    return answers.flat();
  }

  /** Of pieces of one file in one commit, which is asked: git need not walk to there. */
  private async copiedAt(pieces: readonly BlamedLines[]): Promise<BlamedLines[]> {
    const [first] = pieces;
    if (!first) return [];
    const there = pieces.map((piece) => ({ ...piece, line: piece.originalLine }));
    const groups = await this.copiedIn({ path: first.path, version: { commit: first.commit } }, there);
    // Pieces that lie beside each other there, and maybe not here, are one for git.
    return groups.flatMap((group) => pieces.flatMap((piece) => sharedLines(group, piece)));
  }

  /** Of the whole file, where there are many pieces. */
  private async copiedIn(file: Place, pieces: readonly BlamedLines[]): Promise<BlamedLines[]> {
    const ranges =
      pieces.length > MOST_PIECES ? [] : pieces.flatMap(({ line, count }) => ['-L', `${line},+${count}`]);
    const groups: BlamedLines[] = [];
    await this.blame(file, ['-C', ...ranges], (some) => void groups.push(...some));
    return groups;
  }

  /** @returns whether git knows such a file */
  async blame(
    { path, version }: Place,
    options: readonly string[],
    take: (groups: BlamedLines[]) => void,
  ): Promise<boolean> {
    const [which, input] =
      'commit' in version ? [[version.commit], ''] : [['--contents', '-'], version.content];
    const stream = new BlameStream();
    const outcome = await this.git.pour(
      [...PLAIN, 'blame', '--incremental', ...options, '--no-textconv', ...which, '--', path],
      (piece) => take(stream.push(piece)),
      // There is work to be done on each line of the answer.
      { input, isUrgent: true, ...(this.signal && { signal: this.signal }) },
    );
    if (!outcome.ok && outcome.reason === 'refused') return false;
    required(outcome);
    return true;
  }
}

/** What a group says of a piece, if it does. @param group of lines of the version that the piece is from */
function sharedLines(group: BlamedLines, piece: BlamedLines): BlamedLines[] {
  const from = Math.max(group.line, piece.originalLine);
  const count = Math.min(group.line + group.count, piece.originalLine + piece.count) - from;
  if (count <= 0) return [];
  const originalLine = group.originalLine + from - group.line;
  return [{ ...group, originalLine, line: piece.line + from - piece.originalLine, count }];
}
