import { labelInsertion } from './follow';
import type { AuthoredChange } from './follow';
import { LabelBuilder, sliceLabelled } from './labels';
import type { Author, LabelledText, TextChange } from './model';
import { findMoves, inOrder } from './moves';

/**
 * The text after a change that was seen, with its labels: text around the change keeps its own, text that the
 * change inserts is `author`'s (unknown without one), text that it took away and put back keeps its own too. A
 * change of nothing but white space changes nobody's class.
 */
export const applyChange = (
  labelled: LabelledText,
  change: TextChange,
  author: Author | undefined,
): LabelledText => applyChanges(labelled, [change], author);

/**
 * Several changes of one event, which do not overlap; all offsets are in the old text, as VS Code gives them.
 * What one of them takes away and another puts back whole is moved and keeps its labels.
 *
 * @throws RangeError where changes overlap or lie outside the text
 */
export const applyChanges = (
  labelled: LabelledText,
  changes: readonly TextChange[],
  author: Author | undefined,
): LabelledText =>
  applyAuthoredChanges(
    labelled,
    changes.map(({ start, end, text }) => ({ start, end, text, author })),
  );

/** As `applyChanges`, each change with an author of its own. */
export function applyAuthoredChanges(
  labelled: LabelledText,
  changes: readonly AuthoredChange[],
): LabelledText {
  const builder = new LabelBuilder();
  const texts: string[] = [];
  let at = 0;
  const keepUpTo = (end: number): void => {
    builder.copy(labelled.ranges, at, end);
    texts.push(labelled.text.slice(at, end));
  };
  const ordered = inOrder(changes, labelled.text.length);
  for (const change of findMoves(ordered, ({ start, end }) => sliceLabelled(labelled, start, end))) {
    keepUpTo(change.start);
    const inserted = labelInsertion(labelled, change);
    builder.copy(inserted.ranges, 0, inserted.text.length);
    texts.push(inserted.text);
    at = change.end;
  }
  keepUpTo(labelled.text.length);
  return { text: texts.join(''), ranges: builder.ranges };
}
