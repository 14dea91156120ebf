/** How long texts take that are made to be slow, each under a deadline that a person would not notice. */
import { recommendedPolicy } from '../../src/policy/compile';
import { evaluate } from '../../src/policy/evaluate';
import { policySet } from '../../src/policy/policySet';
import { adversarialTexts, ADVERSARIAL_LENGTH } from './adversarialTexts';
import { quantile } from './measure';

const DEADLINE_MS = 10;

export interface AdversarialRow {
  readonly texts: number;
  readonly characters: number;
  readonly deadlineMs: number;
  /** Milliseconds of those that were judged to the end. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Judging them ended at the deadline, and the verdict says so. */
  readonly stopped: number;
  /** Milliseconds after the deadline. */
  readonly latestP50: number;
  readonly latestP99: number;
  readonly latest: number;
  readonly slowest: string;
}

/** @param every takes only each so-manieth rule */
export function benchAdversarial(every = 2): AdversarialRow {
  const policies = policySet([recommendedPolicy()]);
  const now = new Date();
  const clock = () => performance.now();
  const ended: number[] = [];
  const late: number[] = [];
  let slowest = { name: '', took: 0 };
  const texts = adversarialTexts(ADVERSARIAL_LENGTH, every);
  for (const { name, edit } of texts) {
    // The patterns that a text calls for are compiled when the first of its kind comes.
    evaluate(edit, policies, { now });
    const started = clock();
    const { failure } = evaluate(edit, policies, { now, clock, deadlineMs: DEADLINE_MS });
    const took = clock() - started;
    if (failure?.kind === 'deadline') late.push(took - DEADLINE_MS);
    else ended.push(took);
    if (took > slowest.took) slowest = { name, took };
  }
  const sorted = ended.toSorted((a, b) => a - b);
  const after = late.toSorted((a, b) => a - b);
  return {
    texts: texts.length,
    characters: ADVERSARIAL_LENGTH,
    deadlineMs: DEADLINE_MS,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    max: quantile(sorted, 1),
    stopped: late.length,
    latestP50: quantile(after, 0.5),
    latestP99: quantile(after, 0.99),
    latest: quantile(after, 1),
    slowest: slowest.name,
  };
}
