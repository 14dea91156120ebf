/** The lines that a commit takes away from files, as they may turn up in other ones. */
import { inkOf } from '../provenance/ink';
import { LARGEST_FILE } from './changedFiles';
import type { ObjectReader } from './objects';
import { unmarked } from './parse/contentBefore';
import type { DiffHunk, FileDiff } from './parse/diffs';
import { isRegularFile } from './parse/rawDiff';
import { comparable, comparableText } from './text';

export interface TakenLines {
  /** In the first parent. */
  readonly path: string;
  /** Without white space. */
  inks(): ReadonlySet<string>;
  /** What the file is now; '' where it is gone. Undefined where that is no text, or too large. */
  left(): Promise<string | undefined>;
}

/** Not of a merge. */
export function takenLines(objects: ObjectReader, files: readonly FileDiff[]): TakenLines[] {
  return files.flatMap((file): TakenLines[] => {
    const { path, oldPath = path, oldMode, newMode, newId, hunks } = file;
    if (!isRegularFile(oldMode) || !hunks?.some(({ oldCount }) => oldCount > 0)) return [];
    let inks: ReadonlySet<string> | undefined;
    return [
      {
        path: oldPath,
        inks: () => (inks ??= inksIn(hunks)),
        left: async () => {
          if (!isRegularFile(newMode)) return '';
          const content = await objects.readFile(path, newId);
          if (content === undefined || content.length > LARGEST_FILE) return undefined;
          return typeof content === 'string' ? comparable(content) : comparableText(content);
        },
      },
    ];
  });
}

const inksIn = (hunks: readonly DiffHunk[]): ReadonlySet<string> =>
  new Set(
    hunks
      .filter(({ oldCount, removed }) => oldCount > 0 && removed.length <= LARGEST_FILE)
      .flatMap(({ removed }) => Buffer.from(unmarked(removed), 'latin1').toString('utf8').split('\n'))
      .map(inkOf),
  );
