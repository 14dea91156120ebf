/** Precision and recall of judged cases. */
import type { Case, Label } from './cases';
import type { Judged } from './judge';

export interface Rate {
  readonly right: number;
  readonly of: number;
}

export interface Figures {
  readonly cases: number;
  /** Of the cases that want this verdict, those that got it. */
  readonly stopRecall: Rate;
  readonly warnRecall: Rate;
  /** Of the cases that got this verdict, those that want it: a stop where a warning was due is a false stop. */
  readonly stopPrecision: Rate;
  readonly warnPrecision: Rate;
  /** Of the cases that want silence, those with findings. */
  readonly passFound: Rate;
}

const rate = (of: readonly Judged[], right: (one: Judged) => boolean): Rate => ({
  right: of.filter(right).length,
  of: of.length,
});

export function figuresOf(judged: readonly Judged[]): Figures {
  const recall = (label: Label): Rate =>
    rate(
      judged.filter((one) => one.expect === label),
      ({ got }) => got === label,
    );
  const precision = (label: Label): Rate =>
    rate(
      judged.filter((one) => one.got === label),
      ({ expect }) => expect === label,
    );
  const passed = recall('pass');
  return {
    cases: judged.length,
    stopRecall: recall('stop'),
    warnRecall: recall('warn'),
    stopPrecision: precision('stop'),
    warnPrecision: precision('warn'),
    passFound: { right: passed.of - passed.right, of: passed.of },
  };
}

/** Nothing asked, nothing missed: an empty rate is 1. */
export const share = ({ right, of }: Rate): number => (of === 0 ? 1 : right / of);

/** Figures by whatever `keyOf` tells apart, in the order of the keys. */
export function figuresBy(judged: readonly Judged[], keyOf: (one: Case) => string): Map<string, Figures> {
  const keys = [...new Set(judged.map(keyOf))].toSorted();
  return new Map(keys.map((key) => [key, figuresOf(judged.filter((one) => keyOf(one) === key))]));
}

export const cellName = ({ cell }: Case): string => `${cell.danger} / ${cell.dialect}`;

export const missesOf = (judged: readonly Judged[]): Judged[] =>
  judged.filter(({ expect, got }) => expect !== got);
