import { ChunkedText } from './chunkedText';
import { labelInsertion } from './follow';
import type { AuthoredChange } from './follow';
import { History } from './history';
import type { Replacement } from './history';
import { fillUnknown, relabel } from './labels';
import type { Author, LabelledText, TextChange } from './model';
import { findMoves, inOrder } from './moves';
import { realign } from './realign';

/** How an undo or redo was taken: `restored` brings a known state back with its labels exactly as they were. */
export type Restoration = 'restored' | 'followed';

/**
 * The labels of one open document, at a cost per change that depends on the change and not on the document. All
 * offsets are UTF-16 units; those of several changes of one event are all in the text before it.
 */
export class LiveDocument {
  private current: ChunkedText;
  private readonly history = new History();
  /** As it was when the file on disk was last the same. */
  private onDisk: ChunkedText;

  constructor(labelled: LabelledText) {
    this.current = ChunkedText.of(labelled);
    this.onDisk = this.current;
  }

  get length(): number {
    return this.current.length;
  }

  get text(): string {
    return this.current.text;
  }

  labelled(): LabelledText {
    return this.current.labelled();
  }

  /** Ranges count from `start`. */
  slice(start: number, end: number): LabelledText {
    return this.current.slice(start, end);
  }

  authorAt(offset: number): Author | undefined {
    return this.current.authorAt(offset);
  }

  /**
   * As `applyChanges` does.
   *
   * @returns what became of what, in the order of the text
   * @throws RangeError where changes overlap or lie outside the text; nothing has happened then
   */
  apply(changes: readonly TextChange[], author: Author | undefined): readonly Replacement[] {
    return this.applyAuthored(changes.map(({ start, end, text }) => ({ start, end, text, author })));
  }

  /** As `apply`, each change with an author of its own. */
  applyAuthored(changes: readonly AuthoredChange[]): readonly Replacement[] {
    const { text, step } = followed(this.current, changes);
    this.current = text;
    if (step.length > 0) this.history.record(step);
    return step;
  }

  /** VS Code said that these changes are an undo. */
  undo(changes: readonly TextChange[]): Restoration {
    return this.restore(changes, (current, target) => this.history.undo(current, target));
  }

  redo(changes: readonly TextChange[]): Restoration {
    return this.restore(changes, (current, target) => this.history.redo(current, target));
  }

  /**
   * The file on disk took the document's place: another program wrote it, or a person reverted. What it brings back
   * has the labels it had; what it brings is unknown.
   */
  reload(changes: readonly TextChange[]): Restoration {
    const unknown = changes.map(({ start, end, text }) => ({ start, end, text, author: undefined }));
    const { text, step } = followed(this.current, unknown);
    // Saved, undone and changed: then no undo leads back to what was saved.
    const known = text.hasTextOf(this.onDisk) ? this.onDisk : this.history.stateLike(this.current, text);
    if (known === undefined) {
      this.followWithOrigins(unknown);
      this.onDisk = this.current;
      return 'followed';
    }
    const restored = step.map(({ start, before, after }) => ({
      start,
      before,
      after: known.slice(start, start + after.text.length),
    }));
    for (const { start, before, after } of restored)
      this.current = this.current.splice(start, start + before.text.length, after);
    if (restored.length > 0) this.history.record(restored);
    this.onDisk = this.current;
    return 'restored';
  }

  /** The document was written to the disk. */
  saved(): void {
    this.onDisk = this.current;
  }

  /**
   * Another source knows labels of this document or of another text of it: they hold where these know nothing.
   *
   * @returns whether anything was learnt
   */
  learn(known: LabelledText): boolean {
    const { text, ranges } = this.labelled();
    const filled = fillUnknown(text, ranges, realign(known, text).ranges);
    if (labelledLength(filled.ranges) === labelledLength(ranges)) return false;
    const isOnDisk = this.onDisk.hasTextOf(this.current);
    this.current = ChunkedText.of(filled);
    if (isOnDisk) this.onDisk = this.current;
    return true;
  }

  /** It has become known who wrote this stretch. */
  relabel(start: number, end: number, author: Author | undefined): void {
    const before = this.current.slice(start, end);
    const after = relabel(before, 0, end - start, author);
    this.current = this.current.splice(start, end, after);
    this.history.record([{ start, before, after }]);
  }

  /** The document turned out to have another text than its changes say, or was replaced as a whole. */
  realign(text: string): void {
    this.current = ChunkedText.of(realign(this.labelled(), text));
    this.history.clear();
  }

  private restore(
    changes: readonly TextChange[],
    find: (current: ChunkedText, target: ChunkedText) => ChunkedText | undefined,
  ): Restoration {
    const unknown = changes.map(({ start, end, text }) => ({ start, end, text, author: undefined }));
    const target = followed(this.current, unknown).text;
    if (target.hasTextOf(this.current)) return 'restored';
    const restored = find(this.current, target);
    if (restored !== undefined) {
      this.current = restored;
      return 'restored';
    }
    this.followWithOrigins(unknown);
    return 'followed';
  }

  /** Leads to no state known; what was taken away at the same place may still come back. */
  private followWithOrigins(changes: readonly AuthoredChange[]): void {
    this.applyAuthored(
      changes.map((change) => {
        const origin = this.history.removedAt(change);
        return origin === undefined ? change : { ...change, origin };
      }),
    );
  }
}

const labelledLength = (ranges: LabelledText['ranges']): number =>
  ranges.reduce((sum, { start, end }) => sum + end - start, 0);

/** The document after these changes, and what they did, in the order of the text. */
function followed(
  current: ChunkedText,
  changes: readonly AuthoredChange[],
): { readonly text: ChunkedText; readonly step: readonly Replacement[] } {
  const ordered = inOrder(changes, current.length);
  const withOrigins = findMoves(ordered, ({ start, end }) => current.slice(start, end));
  let text = current;
  let shift = 0;
  const step: Replacement[] = [];
  for (const change of withOrigins) {
    const { before, after } = followedOne(current, change);
    const start = change.start + shift;
    text = text.splice(start, start + before.text.length, after);
    shift += after.text.length - before.text.length;
    step.push({ start, before, after });
  }
  return { text, step };
}

/** A change is followed in a window that has one character on each side, since white space goes by its neighbours. */
function followedOne(
  current: ChunkedText,
  change: AuthoredChange,
): { readonly before: LabelledText; readonly after: LabelledText } {
  const from = Math.max(0, change.start - 1);
  const window = current.slice(from, Math.min(current.length, change.end + 1));
  const inWindow = { ...change, start: change.start - from, end: change.end - from };
  return { before: current.slice(change.start, change.end), after: labelInsertion(window, inWindow) };
}
