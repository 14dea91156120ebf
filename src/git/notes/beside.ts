/** What commits tell of a file that are neither before nor after the one in question, or long before it. */
import { carryWriters, type LineWriters, type WrittenText } from '../../provenance/lineWriters';
import { recoverHunks, type KnownHunk } from '../../provenance/recoverHunks';

/** Undefined where no commit before has the file as it is now. */
export type AsBefore = (path: string) => Promise<WrittenText | undefined>;

/** Commits that are neither before nor after this one. */
export interface Beside {
  /** Who wrote the file where one of them has it just so. */
  sameFile(path: string, text: string): Promise<WrittenText | undefined>;
  /** What each of them is known to have added to a file. */
  hunksOf(path: string): Promise<readonly KnownHunk[]>;
  /**
   * What several of them, one upon another, are known to have added to it, as far as this text may have it: up to each
   * of them, the latest first. Each takes a while to find.
   */
  seriesOf(path: string, text: string): AsyncIterable<readonly KnownHunk[]>;
}

interface ToFill {
  readonly text: string;
  /** 1-based, ascending. */
  readonly added: readonly number[];
  isOpen(line: number): boolean;
  fill(known: LineWriters): void;
}

/**
 * What commits are known to have added that are neither before nor after.
 *
 * @param names of the file, now and before
 * @param asBefore who wrote the file where it is again as it once was
 */
export async function linesBeside(
  beside: Beside,
  names: readonly string[],
  { text, added, isOpen, fill }: ToFill,
  asBefore?: AsBefore,
): Promise<void> {
  const wasOpen = new Set(added.filter(isOpen));
  for (const name of names) {
    if (!added.some(isOpen)) break;
    const same = (await beside.sameFile(name, text)) ?? (await asBefore?.(name));
    if (same) fill(carryWriters(same, text).writers);
    if (same || !added.some(isOpen)) break;
    fill(recoverHunks(text, added, await beside.hunksOf(name), isOpen));
    if (!added.some(isOpen)) break;
    for await (const hunks of beside.seriesOf(name, text)) {
      const found = recoverHunks(text, added, hunks, (line) => wasOpen.has(line));
      fill(found);
      if (found.size > 0) break;
    }
  }
}
