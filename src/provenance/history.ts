import type { ChunkedText } from './chunkedText';
import type { LabelledText, TextChange } from './model';

/** One place of a change, by its start in the text after the change. */
export interface Replacement {
  readonly start: number;
  readonly before: LabelledText;
  readonly after: LabelledText;
}

/** What one event did, in the order of the text. */
type Step = readonly Replacement[];

const MAX_STEPS = 2_000;
/** In UTF-16 units, with what a step costs besides its text. */
const MAX_COST = 4_000_000;
const STEP_COST = 150;
const RANGE_COST = 40;
/** A short stretch cut out of a longer string may keep that string alive. */
const SLICE_COST = 2_000;

/**
 * What recent events did to a document, so that its labels can be taken back with its text. VS Code says of an
 * event that it was an undo or a redo, not of what; one such event may take back several earlier ones. It is
 * recognised by the text that it leaves: the nearest earlier (or later) state with exactly this text. A state in
 * which labels changed and the text did not is never returned to; the one with the last labels is.
 */
export class History {
  private readonly steps: Step[] = [];
  /** How many of the steps are done; those after it are undone. */
  private done = 0;
  private cost = 0;

  /** Something new happened: what was undone can no longer be redone. */
  record(step: Step): void {
    for (const dropped of this.steps.splice(this.done)) this.cost -= costOf(dropped);
    this.steps.push(step);
    this.cost += costOf(step);
    while (this.steps.length > MAX_STEPS || this.cost > MAX_COST) this.cost -= costOf(this.steps.shift()!);
    this.done = this.steps.length;
  }

  clear(): void {
    this.steps.length = 0;
    this.done = 0;
    this.cost = 0;
  }

  /** @param target the document after the undo; its labels do not matter */
  undo(current: ChunkedText, target: ChunkedText): ChunkedText | undefined {
    const found = this.find(current, target, -1);
    if (found !== undefined) this.done = found.done;
    return found?.state;
  }

  redo(current: ChunkedText, target: ChunkedText): ChunkedText | undefined {
    const found = this.find(current, target, 1);
    if (found === undefined) return undefined;
    this.done = found.done;
    let { state } = found;
    for (;;) {
      const step = this.steps[this.done];
      if (step === undefined || !step.every(changesLabelsOnly)) return state;
      state = redone(state, step);
      this.done++;
    }
  }

  /** The nearest state with the target's text, undone or not; what is done stays as it is. */
  stateLike(current: ChunkedText, target: ChunkedText): ChunkedText | undefined {
    return (this.find(current, target, -1) ?? this.find(current, target, 1))?.state;
  }

  /**
   * For an undo that leads to no state known: what the change puts back, if exactly this was taken away at exactly
   * this place.
   *
   * @param change offsets in the document as it is now
   */
  removedAt(change: TextChange): LabelledText | undefined {
    let place = change.start;
    for (let i = this.done - 1; i >= 0; i--) {
      const step = this.steps[i]!;
      const here = step.find(({ start, before }) => start === place && before.text === change.text);
      if (here !== undefined) return here.before;
      const earlier = placeBefore(step, place);
      if (earlier === undefined) return undefined;
      place = earlier;
    }
    return undefined;
  }

  private find(
    current: ChunkedText,
    target: ChunkedText,
    direction: 1 | -1,
  ): { readonly state: ChunkedText; readonly done: number } | undefined {
    let state = current;
    let passed: Step[] = [];
    let { length } = current;
    for (let at = this.done + Math.min(direction, 0); ; at += direction) {
      const step = this.steps[at];
      if (step === undefined) return undefined;
      passed.push(step);
      length += direction * growthOf(step);
      if (length !== target.length) continue;
      state = passed.reduce(direction < 0 ? undone : redone, state);
      passed = [];
      if (!state.hasTextOf(target)) continue;
      return { state, done: direction < 0 ? at : at + 1 };
    }
  }
}

/** In UTF-16 units. */
const growthOf = (step: Step): number =>
  step.reduce((sum, { before, after }) => sum + after.text.length - before.text.length, 0);

const changesLabelsOnly = ({ before, after }: Replacement): boolean => before.text === after.text;

const costOf = (step: Step): number =>
  step.reduce((sum, { before, after }) => sum + sizeOf(before) + sizeOf(after), STEP_COST);

const sizeOf = ({ text, ranges }: LabelledText): number =>
  text.length + RANGE_COST * ranges.length + (text.length > 12 ? SLICE_COST : 0);

function undone(state: ChunkedText, step: Step): ChunkedText {
  return step.reduceRight(
    (text, { start, before, after }) => text.splice(start, start + after.text.length, before),
    state,
  );
}

function redone(state: ChunkedText, step: Step): ChunkedText {
  return step.reduce(
    (text, { start, before, after }) => text.splice(start, start + before.text.length, after),
    state,
  );
}

/** Where a place in the text after a step was before it; nowhere if it is within what the step inserted. */
function placeBefore(step: Step, place: number): number | undefined {
  let shift = 0;
  for (const { start, before, after } of step) {
    if (place <= start) break;
    if (place < start + after.text.length) return undefined;
    shift += before.text.length - after.text.length;
  }
  return place + shift;
}
