/** Lines that stood there before and look otherwise now. */
import { coreOf } from '../../provenance/form';
import { inkLength } from '../../provenance/ink';
import { lineStarts } from '../../provenance/lineDiff';
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
  if (old === undefined || !mayHaveStood(added, text, old)) return new Map();
  const { unknown } = carryWriters({ text: old, writers: new Map(), unknown: 'all' }, text, likeness);
  const isThere = (line: number): boolean => unknown.has(line);
  const there = likeness === 'anywhere' ? unknown : trulyRespaced(old, text, added, isThere);
  const known = added.some((line) => there.has(line)) ? await before() : undefined;
  const writers = known ? carryWriters(known, text, likeness).writers : new Map<number, Writer>();
  return new Map([...writers].filter(([line]) => there.has(line)));
}

/** However alike: what is left of a line without all that a formatter changes stands in one piece in the other text. */
function mayHaveStood(added: readonly number[], text: string, old: string): boolean {
  const starts = lineStarts(text);
  const core = coreOf(old);
  return added.some((line) => {
    const now = text.slice(starts[line - 1], starts[line]);
    return inkLength(now) > 0 && core.includes(coreOf(now));
  });
}
