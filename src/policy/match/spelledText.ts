import { spellOut, type Replacement, type Rewritten, type Stretch } from '../text/spelledOut';
import { ReadText, type JudgedText } from './readText';

/** What is put together from pieces may hold pieces of its own; more steps than these are not taken. */
const MAX_STEPS = 3;

/** A judged text with what is roundabout in it written plainly, each offset of which leads back to that text. */
export class SpelledText extends ReadText {
  constructor(
    judged: JudgedText,
    language: string | undefined,
    /** Each of the text that the one before it made. */
    readonly steps: readonly Rewritten[],
  ) {
    super(judged, language);
  }

  /** More of the edit is roundabout than was written plainly. */
  get isCut(): boolean {
    return this.steps.some((step) => step.isCut);
  }

  /** What a stretch stands for, offsets of the judged text. */
  sourceRange(start: number, end: number): { start: number; end: number } {
    return this.steps.reduceRight((range, step) => step.sourceRange(range.start, range.end), { start, end });
  }

  /** Whether any of a stretch was written otherwise. */
  touches(start: number, end: number): boolean {
    let range = { start, end };
    for (const step of this.steps.toReversed()) {
      if (step.touches(range.start, range.end)) return true;
      range = step.sourceRange(range.start, range.end);
    }
    return false;
  }

  /** One variable's value that a stretch is part of; it is judged where it is given. */
  valueAround(start: number, end: number): Replacement | undefined {
    let range = { start, end };
    for (const step of this.steps.toReversed()) {
      const value = step.valueAround(range.start, range.end);
      if (value) return value;
      if (step.touches(range.start, range.end)) return undefined;
      range = step.sourceRange(range.start, range.end);
    }
    return undefined;
  }
}

/**
 * Undefined where the text is plain already.
 * @param edited the stretch of the text that an edit changed
 */
export function spelledText(read: ReadText, edited: Stretch): SpelledText | undefined {
  const steps: Rewritten[] = [];
  let stretch = edited;
  let latest = read;
  while (steps.length < MAX_STEPS) {
    const { judged, language } = latest;
    const current = latest;
    judged.effort.spend(judged.text.length);
    const step = spellOut(judged.text, () => current.spans, language, stretch);
    if (!step || step.text === judged.text) break;
    steps.push(step);
    stretch = step.rewrittenRange(stretch);
    latest = new SpelledText({ ...sameDocument(judged), text: step.text, hits: new Map() }, language, steps);
  }
  return latest instanceof SpelledText ? latest : undefined;
}

const sameDocument = ({
  before,
  offset,
  beyond,
  effort,
}: JudgedText): Pick<JudgedText, 'before' | 'offset' | 'beyond' | 'effort'> => ({
  before,
  offset,
  beyond,
  effort,
});
