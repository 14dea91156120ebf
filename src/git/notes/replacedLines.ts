/** Lines that stood there before and look otherwise now. */
import { carryWriters, type LineWriters, type Writer, type WrittenText } from '../../provenance/lineWriters';
import type { Likeness } from '../../provenance/realign';
import { trulyRespaced } from '../../provenance/respaced';
import type { AddedFile } from '../changedFiles';

/**
 * Who wrote the lines that the first parent has as well, though not as they are now.
 *
 * @param before the file there; asked only where it matters
 */
export async function replacedLines(
  { text, added, replaced }: Pick<AddedFile, 'text' | 'added' | 'replaced'>,
  before: () => Promise<WrittenText | undefined>,
  likeness: Likeness,
): Promise<LineWriters> {
  const old = await replaced();
  if (old === undefined) return new Map();
  const { unknown } = carryWriters({ text: old, writers: new Map(), unknown: 'all' }, text, likeness);
  const isThere = (line: number): boolean => unknown.has(line);
  const there = likeness === 'anywhere' ? unknown : trulyRespaced(text, added, isThere);
  const known = added.some((line) => there.has(line)) ? await before() : undefined;
  const writers = known ? carryWriters(known, text, likeness).writers : new Map<number, Writer>();
  return new Map([...writers].filter(([line]) => there.has(line)));
}
