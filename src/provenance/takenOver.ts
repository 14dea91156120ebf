/** What a text has from others. */
import { addedLines } from './addedLines';
import type { Writer } from './lineWriters';
import { knownHunks, recoverHunks } from './recoverHunks';

/** Whoever it was. */
const SOMEBODY: Writer = { kind: 'human' };

/**
 * A text without the lines that are its own: with those that it has from the base, and hunks that any of the others adds
 * to that, each of them whole.
 */
export function takenOver(text: string, base: string, others: readonly string[]): string {
  const own = addedLines(base, text);
  const hunks = others.flatMap((other, i) => {
    const added = addedLines(base, other);
    return knownHunks(`${i}`, other, added, new Map(added.map((line) => [line, SOMEBODY])));
  });
  const taken = recoverHunks(text, own, hunks, () => true);
  const left = new Set(own.filter((line) => !taken.has(line)));
  return text
    .split(/(?<=\n)/)
    .filter((_, i) => !left.has(i + 1))
    .join('');
}
