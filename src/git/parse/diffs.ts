/**
 * `-z --raw -p -U0`: the raw entries, and a patch of which the lines' numbers are taken, and what went away. From `git diff-tree --stdin
 * --always` that is one after another, each after the id of its commit. https://git-scm.com/docs/git-diff-tree
 */
import { fromBytes } from '../message/bytes';
import { parseRawDiff, type RawChange } from './rawDiff';

export interface DiffHunk {
  /** 1-based; where nothing was taken away, the line before. */
  readonly oldStart: number;
  readonly oldCount: number;
  /** 1-based; where nothing was added, the line before. */
  readonly start: number;
  readonly count: number;
  /** The lines taken away as the patch has them, one character a byte: see `contentBefore`. */
  readonly removed: string;
}

export interface FileDiff extends RawChange {
  /** Undefined where git takes the file for binary. */
  readonly hunks: readonly DiffHunk[] | undefined;
}

export interface CommitDiff {
  readonly commit: string;
  readonly files: readonly FileDiff[];
}

/** @throws Error where it is not such output, which would be a bug. */
export function parseCommitDiffs(output: Buffer): CommitDiff[] {
  const diffs = takeCommitDiffs(output);
  if (!diffs) throw new Error('not the output of git diff-tree');
  return diffs;
}

/** The same of what may be something else: git gives back what it was asked about and knows no commit of. */
export function takeCommitDiffs(output: Buffer): CommitDiff[] | undefined {
  const reader = new Reader(output.toString('latin1'));
  const diffs: CommitDiff[] = [];
  for (let commit = reader.header(); commit !== undefined; commit = reader.header())
    diffs.push({ commit, files: reader.files() });
  return reader.isAtEnd ? diffs : undefined;
}

/** The one diff of `git diff-index`. @throws Error where it is not such output, which would be a bug. */
export function parseDiff(output: Buffer): readonly FileDiff[] {
  const reader = new Reader(output.toString('latin1'));
  const files = reader.files();
  if (!reader.isAtEnd) throw new Error('not the output of git diff-index');
  return files;
}

const HEADER = /([0-9a-f]{40,64})\0/y;
const HUNK = /@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/y;
const FILE = 'diff --git ';

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  header(): string | undefined {
    const [whole, id] = this.match(HEADER) ?? [];
    this.at += whole?.length ?? 0;
    return id;
  }

  files(): FileDiff[] {
    const changes = this.rawChanges();
    const sections = this.patch();
    return changes.map((change): FileDiff => {
      const section = sections.shift();
      // Taken away as one thing and added as another.
      return { ...change, hunks: change.status === 'T' ? sections.shift() : section };
    });
  }

  private rawChanges(): RawChange[] {
    const from = this.at;
    while (this.text[this.at] === ':') {
      const end = this.text.indexOf('\0', this.at);
      const paths = /[RC]\d*$/.test(this.text.slice(this.at, end)) ? 2 : 1;
      this.at = end + 1;
      for (let i = 0; i < paths; i++) this.at = this.text.indexOf('\0', this.at) + 1;
    }
    return parseRawDiff(fromBytes(this.text.slice(from, this.at)));
  }

  private patch(): (DiffHunk[] | undefined)[] {
    if (this.text[this.at] === '\0') this.at++;
    const sections: (DiffHunk[] | undefined)[] = [];
    while (this.text.startsWith(FILE, this.at)) {
      this.skipLine();
      sections.push(this.section());
    }
    return sections;
  }

  private section(): DiffHunk[] | undefined {
    const hunks: DiffHunk[] = [];
    let isBinary = false;
    while (!this.isAtEnd && !this.text.startsWith(FILE, this.at) && !this.match(HEADER)) {
      const [whole, oldStart, oldCount = '1', start, count = '1'] = this.match(HUNK) ?? [];
      if (whole === undefined) {
        isBinary ||= this.text.startsWith('Binary files ', this.at);
        this.skipLine();
        continue;
      }
      this.skipLine();
      const removed = this.lines(Number(oldCount));
      this.lines(Number(count));
      hunks.push({
        oldStart: Number(oldStart),
        oldCount: Number(oldCount),
        start: Number(start),
        count: Number(count),
        removed,
      });
    }
    return isBinary ? undefined : hunks;
  }

  /** So many, and what the patch says of the last one's end. */
  private lines(count: number): string {
    const from = this.at;
    for (let left = count; left > 0 && !this.isAtEnd; left--) this.skipLine();
    if (this.text[this.at] === '\\') this.skipLine();
    return this.text.slice(from, this.at);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text);
  }

  private skipLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end + 1;
  }
}
