/** Lines that stood there before and look otherwise now. */
import { commentIn } from '../../provenance/comments';
import { coreOf, flowOf } from '../../provenance/form';
import { lineStarts } from '../../provenance/lineDiff';
import { carryWriters, type LineWriters, type Writer, type WrittenText } from '../../provenance/lineWriters';
import type { Likeness } from '../../provenance/realign';
import { trulyRespaced } from '../../provenance/respaced';
import type { AddedFile } from '../changedFiles';

type ChangedText = Pick<AddedFile, 'text' | 'added' | 'replaced'>;

/** Who wrote the lines that the first parent has as well, though not as they are now. */
export class ReplacedLines {
  /** The text there, where any of the lines may have stood in it. */
  private readonly old: string | undefined;

  /** @param before the file there; asked only where it matters */
  constructor(
    private readonly file: ChangedText,
    private readonly before: () => Promise<WrittenText | undefined>,
  ) {
    const old = file.replaced();
    this.old = old !== undefined && mayHaveStood(file, old) ? old : undefined;
  }

  async writers(likeness: Likeness): Promise<LineWriters> {
    const { old } = this;
    const { text, added } = this.file;
    if (old === undefined) return new Map();
    const { unknown } = carryWriters({ text: old, writers: new Map(), unknown: 'all' }, text, likeness);
    const isThere = (line: number): boolean => unknown.has(line);
    const there = likeness === 'anywhere' ? unknown : trulyRespaced(old, text, added, isThere);
    const known = added.some((line) => there.has(line)) ? await this.before() : undefined;
    const writers = known ? carryWriters(known, text, likeness).writers : new Map<number, Writer>();
    return new Map([...writers].filter(([line]) => there.has(line)));
  }
}

/**
 * However alike: what is left of a line without all that a formatter changes stands in one piece in the other text, or of a
 * comment in its comments.
 */
function mayHaveStood({ text, added }: ChangedText, old: string): boolean {
  const starts = lineStarts(text);
  const core = coreOf(old);
  let comments: string | undefined;
  return added.some((line) => {
    const now = text.slice(starts[line - 1], starts[line]);
    if (now.trim() === '') return false;
    if (core.includes(coreOf(now))) return true;
    if (!commentIn(now)) return false;
    comments ??= old.split('\n').map(flowOf).join('');
    return comments.includes(flowOf(now));
  });
}
