import type { Pattern } from '../pattern/pattern';
import type { CompiledRule } from '../rule';
import { settingMatches, settingMoved } from '../text/settings';
import { keyOf, surplus, type Occurrence } from './introduced';
import type { View } from '../text/types';
import { matchesIn, viewOffset, type Side } from './side';

/** What an edit does that a rule speaks of. */
export interface RuleMatch {
  /** Window offsets on the new side, or on the old one where `removed` is true. */
  readonly start: number;
  readonly end: number;
  readonly removed: boolean;
}

/** One rule says the same thing over and over no more often than a person would read it. */
const MAX_PER_RULE = 50;

/** What `rule` finds in the new text and not in the old, and what it misses there. The sides are of one language. */
export function matchRule(rule: CompiledRule, newSide: Side, oldSide: Side): RuleMatch[] {
  return [
    ...introducedMatches(rule, newSide, oldSide),
    ...removedMatches(rule, newSide, oldSide),
    ...changedMatches(rule, newSide, oldSide),
  ].slice(0, MAX_PER_RULE);
}

const changedRange = ({ window }: Side): { start: number; end: number } => ({
  start: window.changedStart,
  end: window.changedEnd,
});

function introducedMatches(rule: CompiledRule, newSide: Side, oldSide: Side): RuleMatch[] {
  const found = occurrences(rule.any, rule, newSide);
  if (found.length === 0) return [];
  const known = occurrences(rule.any, rule, oldSide);
  return surplus(found, known, changedRange(newSide)).map(({ start, end }) => ({
    start,
    end,
    removed: false,
  }));
}

function removedMatches(rule: CompiledRule, newSide: Side, oldSide: Side): RuleMatch[] {
  return rule.removed.flatMap((pattern) => {
    const was = occurrences([pattern], rule, oldSide);
    if (was.length === 0) return [];
    // What still matches the pattern was put back, be it with another value.
    const remaining = occurrences([pattern], rule, newSide);
    const gone = surplus(was, remaining, changedRange(oldSide));
    return gone
      .slice(0, Math.max(0, was.length - remaining.length))
      .map(({ start, end }) => ({ start, end, removed: true }));
  });
}

function changedMatches(rule: CompiledRule, newSide: Side, oldSide: Side): RuleMatch[] {
  if (rule.changed.length === 0) return [];
  const changes = newSide.settingsSince(oldSide);
  const matches: RuleMatch[] = [];
  for (const change of changes) {
    const here = change.new ?? change.old;
    if (!here) continue;
    const wanted = rule.changed.some(
      ({ key, direction }) => settingMatches(key, here) && settingMoved(direction, change.old, change.new),
    );
    if (!wanted) continue;
    const side = change.new ? newSide : oldSide;
    const { start, end } = here;
    const view = side.view(rule.classes);
    if (conditionsHold(rule, view, viewOffset(view, start), viewOffset(view, end))) {
      matches.push({ start, end, removed: !change.new });
    }
  }
  return matches;
}

/** Matches of the patterns for which the rule's conditions hold, in window offsets; one a place. */
function occurrences(patterns: readonly Pattern[], rule: CompiledRule, side: Side): Occurrence[] {
  if (patterns.length === 0) return [];
  const view = side.view(rule.classes);
  const found = new Map<number, Occurrence>();
  for (const pattern of patterns) {
    for (const match of matchesIn(side, view, pattern)) {
      const start = view.sourceOffset(match.start);
      if (found.has(start) || !conditionsHold(rule, view, match.start, match.end)) continue;
      const key = keyOf(view.text.slice(match.start, match.end));
      // The end of its last character, not the start of the next: what a view drops between them is not matched.
      found.set(start, { start, end: view.sourceOffset(match.end - 1) + 1, key });
    }
  }
  return [...found.values()];
}

/** Whether every `all` and no `none` matches in the logical lines around a stretch of the view. */
function conditionsHold(rule: CompiledRule, view: View, start: number, end: number): boolean {
  if (rule.all.length + rule.none.length === 0) return true;
  const lines = view.around(start, end, rule.within);
  const text = view.text.slice(lines.start, lines.end);
  return rule.all.every((pattern) => pattern.test(text)) && !rule.none.some((pattern) => pattern.test(text));
}
