import type { Match, Pattern } from '../pattern/pattern';
import type { CompiledRule } from '../rule';
import { settingMatches, settingMoved } from '../text/settings';
import { keyOf, surplus, type Occurrence } from './introduced';
import type { Replacement } from '../text/spelledOut';
import type { ReadText } from './readText';
import { matchesIn } from './matchesIn';
import type { Side } from './side';
import type { SpelledText } from './spelledText';

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

/** Whether that many occurrences are as many as need be known. */
type Enough = (count: number) => boolean;

const EVERY: Enough = () => false;

/**
 * So many that, whatever was there already, more are new than are told of: a text that is made of matches alone is not
 * gone through to its end.
 */
function moreThanOn(oldSide: Side, rule: CompiledRule): Enough {
  let before: number | undefined;
  return (count) => {
    if (count < MAX_PER_RULE) return false;
    before ??= countOn(oldSide, rule) + countOn(oldSide.spelled, rule);
    return count >= before + MAX_PER_RULE;
  };
}

/** Matches whatever the conditions say; never fewer than there are occurrences. */
function countOn(read: ReadText | undefined, { any, classes }: CompiledRule): number {
  let count = 0;
  if (read) for (const pattern of any) for (const _ of matchesIn(read, read.view(classes), pattern)) count++;
  return count;
}

const changedRange = ({ window }: Side): { start: number; end: number } => ({
  start: window.changedStart,
  end: window.changedEnd,
});

function introducedMatches(rule: CompiledRule, newSide: Side, oldSide: Side): RuleMatch[] {
  const enough = moreThanOn(oldSide, rule);
  const found = occurrences(rule.any, rule, newSide, enough);
  const changed = changedRange(newSide);
  const introduced = found.length === 0 ? [] : surplus(found, occurrences(rule.any, rule, oldSide), changed);
  const spelled = spelledOccurrences(rule.any, rule, newSide, enough);
  if (spelled.length > 0) {
    // What is found as it is written is not found once more in other words.
    const others = surplus(spelled, spelledOccurrences(rule.any, rule, oldSide), changed);
    introduced.push(
      ...others
        .filter((other) => !found.some((occurrence) => overlaps(occurrence, other)))
        // A command that this edit both writes and runs is told where it is written.
        .filter((other) => !other.isRun || introduced.length === 0),
    );
  }
  return introduced.map(({ start, end }) => ({ start, end, removed: false }));
}

function removedMatches(rule: CompiledRule, newSide: Side, oldSide: Side): RuleMatch[] {
  return rule.removed.flatMap((pattern) => {
    const was = occurrences([pattern], rule, oldSide);
    if (was.length === 0) return [];
    // What still matches the pattern was put back, be it with another value or in other words.
    const written = occurrences([pattern], rule, newSide, (count) => count >= was.length);
    if (written.length >= was.length) return [];
    const spelled = spelledOccurrences([pattern], rule, newSide);
    const remaining = [
      ...written,
      ...spelled.filter((other) => !written.some((occurrence) => overlaps(occurrence, other))),
    ];
    const gone = surplus(was, remaining, changedRange(oldSide));
    return gone
      .slice(0, Math.max(0, was.length - remaining.length))
      .map(({ start, end }) => ({ start, end, removed: true }));
  });
}

const overlaps = (a: Occurrence, b: Occurrence): boolean => a.start < b.end && b.start < a.end;

function changedMatches(rule: CompiledRule, newSide: Side, oldSide: Side): RuleMatch[] {
  if (rule.changed.length === 0) return [];
  const changes = newSide.settingsSince(oldSide);
  const matches: RuleMatch[] = [];
  for (const change of changes) {
    const here = change.new ?? change.old;
    if (!here) continue;
    // Which way it went is cheaper to tell than whether it is the one.
    const wanted = rule.changed.some(
      ({ key, direction }) => settingMoved(direction, change.old, change.new) && settingMatches(key, here),
    );
    if (!wanted) continue;
    const side = change.new ? newSide : oldSide;
    const { start, end } = here;
    const view = side.view(rule.classes);
    if (side.surroundings(view).hold(rule, view.viewOffset(start), view.viewOffset(end))) {
      matches.push({ start, end, removed: !change.new });
    }
  }
  return matches;
}

/**
 * Matches of the patterns for which the rule's conditions hold, in window offsets; one a place.
 * @param enough how many are looked for
 */
function occurrences(
  patterns: readonly Pattern[],
  rule: CompiledRule,
  side: Side,
  enough: Enough = EVERY,
): Occurrence[] {
  if (patterns.length === 0) return [];
  const view = side.view(rule.classes);
  const surroundings = side.surroundings(view);
  const found = new Map<number, Occurrence>();
  for (const pattern of patterns) {
    for (const match of matchesIn(side, view, pattern)) {
      const start = view.sourceOffset(match.start);
      if (found.has(start) || !isInLanguage(rule, side, start)) continue;
      if (!surroundings.hold(rule, match.start, match.end)) continue;
      const key = keyOf(view.text.slice(match.start, match.end));
      // The end of its last character, not the start of the next: what a view drops between them is not matched.
      found.set(start, { start, end: view.sourceOffset(match.end - 1) + 1, key });
      if (enough(found.size)) return [...found.values()];
    }
  }
  return [...found.values()];
}

/**
 * Matches in the side's text as it is when written plainly, in window offsets: those that what was rewritten takes
 * part in. Rules that look at comments are about the text, not about what it does, and take it as it stands.
 */
function spelledOccurrences(
  patterns: readonly Pattern[],
  rule: CompiledRule,
  side: Side,
  enough: Enough = EVERY,
): Occurrence[] {
  const { spelled } = side;
  if (!spelled || spelled.judged.hits.size === 0 || rule.classes.includes('comment')) return [];
  const tried = patterns.filter((pattern) => spelled.judged.hits.has(pattern));
  if (tried.length === 0) return [];
  const view = spelled.view(rule.classes);
  const surroundings = spelled.surroundings(view);
  const isRewritten = ({ start, end }: Match): boolean =>
    spelled.touches(view.sourceOffset(start), view.sourceOffset(end));
  const found = new Map<number, Occurrence>();
  for (const pattern of tried) {
    for (const match of matchesIn(spelled, view, pattern, isRewritten)) {
      const from = view.sourceOffset(match.start);
      const to = view.sourceOffset(match.end - 1) + 1;
      if (!spelled.touches(from, to)) continue;
      const value = valueOnly(spelled, from, to);
      if (value && !value.isRun) continue;
      const range = spelled.sourceRange(from, to);
      if (!isInLanguage(rule, spelled, from)) continue;
      if (found.has(range.start) || !surroundings.hold(rule, match.start, match.end)) continue;
      if (isExcused(rule, side, range)) continue;
      const key = keyOf(view.text.slice(match.start, match.end));
      found.set(range.start, { ...range, key, isRun: value !== undefined });
      if (enough(found.size)) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** The variable's value that all but the signs around it is part of. */
function valueOnly(spelled: SpelledText, from: number, to: number): Replacement | undefined {
  const text = spelled.judged.text.slice(from, to);
  const leading = /^[\s"'`;|&([{=:>!@,]*/.exec(text)![0].length;
  const trailing = text.length - text.replace(SIGNS_BEHIND, '').length;
  return spelled.valueAround(from + leading, Math.max(from + leading, to - trailing));
}

const SIGNS_BEHIND = /(?<![\s"'`;|&)\]}=:<>,])[\s"'`;|&)\]}=:<>,]+$/;

/** Whether what stands around the place as it is written takes the finding away. */
function isExcused(rule: CompiledRule, side: Side, { start, end }: { start: number; end: number }): boolean {
  if (rule.none.length === 0) return false;
  const view = side.view(rule.classes);
  return side.surroundings(view).excuse(rule, view.viewOffset(start), view.viewOffset(end));
}

/** Whether a rule that asks for languages looks at this place. */
const isInLanguage = ({ languages }: CompiledRule, read: ReadText, offset: number): boolean =>
  !languages || read.language === undefined || read.isIn(languages, offset);
