import type { Edit } from '../contract/edit';
import { stricter, type Finding } from '../contract/verdict';
import type { RuleEffect } from './context';
import type { RuleMatch } from './match/matchRule';
import type { CompiledRule } from './rule';

/** UTF-16 units of matched text that a finding carries. */
const MAX_TEXT = 200;

/** Findings of one edit: one a rule and place, with the strictest action that any policy or language gave it. */
export class FindingList {
  readonly #byPlace = new Map<string, Finding>();
  /** The document as it would be; put together once for all that is found in it. */
  #text: string | undefined;

  constructor(private readonly edit: Edit) {}

  add(finding: Finding): void {
    const key = `${finding.rule}\0${finding.start}\0${finding.removed ?? ''}`;
    const known = this.#byPlace.get(key);
    this.#byPlace.set(
      key,
      known && stricter(known.action, finding.action) === known.action ? known : finding,
    );
  }

  /** @param windowOffset where in the document the match's offsets count from */
  addMatch({ spec }: CompiledRule, effect: RuleEffect, match: RuleMatch, windowOffset: number): void {
    const place = match.removed ? this.#placeRemoved(match, windowOffset) : this.#place(match, windowOffset);
    this.add({
      rule: spec.id,
      severity: spec.severity,
      action: effect.action,
      approvals: effect.approvals,
      ...place,
      message: spec.title,
      why: spec.why ?? '',
      instead: spec.instead ?? '',
      ...(effect.observed && { observed: true }),
    });
  }

  /** By place in the text, what is taken away last. */
  list(): readonly Finding[] {
    return [...this.#byPlace.values()].toSorted(
      (a, b) =>
        Number(a.removed ?? 0) - Number(b.removed ?? 0) || a.start - b.start || a.rule.localeCompare(b.rule),
    );
  }

  #place(match: RuleMatch, windowOffset: number) {
    const text = (this.#text ??= whole(this.edit));
    const start = match.start + windowOffset;
    const end = match.end + windowOffset;
    return {
      start,
      end,
      line: lineOf(text, start),
      text: text.slice(start, Math.min(end, start + MAX_TEXT)),
    };
  }

  /** In `replaced`; what only lost its meaning (it was commented out) stands at the nearest end of it. */
  #placeRemoved(match: RuleMatch, windowOffset: number) {
    const { before, replaced, after } = this.edit;
    const from = match.start + windowOffset;
    const to = match.end + windowOffset;
    const within = (offset: number): number => Math.min(Math.max(offset - before.length, 0), replaced.length);
    return {
      start: within(from),
      end: within(to),
      line: lineOf(replaced, within(from)),
      text: (before + replaced + after).slice(from, Math.min(to, from + MAX_TEXT)),
      removed: true as const,
    };
  }
}

const whole = ({ before, insert, after }: Edit): string => before + insert + after;

/** 1-based. */
function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
