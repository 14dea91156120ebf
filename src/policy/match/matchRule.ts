import type { Match, Pattern } from '../pattern/pattern';
import type { CompiledRule } from '../rule';
import { openingLines } from './opening';
import { settingMatches, settingMoved } from '../text/settings';
import { keyOf, surplus, type Occurrence } from './introduced';
import type { Replacement } from '../text/spelledOut';
import type { View } from '../text/types';
import type { ReadText } from './readText';
import { matchesIn, viewOffset, type Side } from './side';
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

const changedRange = ({ window }: Side): { start: number; end: number } => ({
  start: window.changedStart,
  end: window.changedEnd,
});

function introducedMatches(rule: CompiledRule, newSide: Side, oldSide: Side): RuleMatch[] {
  const found = occurrences(rule.any, rule, newSide);
  const changed = changedRange(newSide);
  const introduced = found.length === 0 ? [] : surplus(found, occurrences(rule.any, rule, oldSide), changed);
  const spelled = spelledOccurrences(rule.any, rule, newSide);
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
    const written = occurrences([pattern], rule, newSide);
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
      if (found.has(start) || !isInLanguage(rule, side, start)) continue;
      if (!conditionsHold(rule, view, match.start, match.end)) continue;
      const key = keyOf(view.text.slice(match.start, match.end));
      // The end of its last character, not the start of the next: what a view drops between them is not matched.
      found.set(start, { start, end: view.sourceOffset(match.end - 1) + 1, key });
    }
  }
  return [...found.values()];
}

/**
 * Matches in the side's text as it is when written plainly, in window offsets: those that what was rewritten takes
 * part in. Rules that look at comments are about the text, not about what it does, and take it as it stands.
 */
function spelledOccurrences(patterns: readonly Pattern[], rule: CompiledRule, side: Side): Occurrence[] {
  const { spelled } = side;
  if (!spelled || spelled.judged.hits.size === 0 || rule.classes.includes('comment')) return [];
  const tried = patterns.filter((pattern) => spelled.judged.hits.has(pattern));
  if (tried.length === 0) return [];
  const view = spelled.view(rule.classes);
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
      if (found.has(range.start) || !conditionsHold(rule, view, match.start, match.end)) continue;
      if (isExcused(rule, side, range)) continue;
      const key = keyOf(view.text.slice(match.start, match.end));
      found.set(range.start, { ...range, key, isRun: value !== undefined });
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
  const lines = nearby(view, viewOffset(view, start), viewOffset(view, end), rule.within);
  const text = view.text.slice(lines.start, lines.end);
  return rule.none.some((pattern) => pattern.test(text));
}

/** Whether a rule that asks for languages looks at this place. */
const isInLanguage = ({ languages }: CompiledRule, read: ReadText, offset: number): boolean =>
  !languages || read.language === undefined || read.isIn(languages, offset);

/** Nobody's line is longer; what stands further off in a minified one says nothing of a match. UTF-16 units. */
const MAX_LINE = 1_000;

interface Nearby {
  readonly start: number;
  readonly end: number;
  /** The word that begins the first line, where that was cut: `RUN ` of a long instruction still says what it is. */
  readonly head: string;
}

/** The logical lines around a stretch of the view, those of machines cut to what a person's would hold. */
function nearby(view: View, from: number, to: number, within: number): Nearby {
  const lines = view.around(from, to, within);
  const reach = MAX_LINE * (within + 1);
  const start = Math.max(lines.start, from - reach);
  const head =
    start === lines.start ? '' : FIRST_WORD.exec(view.text.slice(lines.start, lines.start + 64))![0];
  return { start, end: Math.min(lines.end, to + reach), head };
}

const FIRST_WORD = /^(?:\s*[A-Za-z]+[ \t])?/;

/**
 * Whether every `all` and no `none` matches in the logical lines around a stretch of the view. What opens the list or the
 * call that these lines stand in speaks of them, so `none` sees it in front of them as well.
 */
function conditionsHold(rule: CompiledRule, view: View, start: number, end: number): boolean {
  if (rule.all.length + rule.none.length === 0) return true;
  const lines = nearby(view, start, end, rule.within);
  const text = view.text.slice(lines.start, lines.end);
  if (!rule.all.every((pattern) => pattern.test(text))) return false;
  if (rule.none.length === 0) return true;
  if (rule.none.some((pattern) => pattern.test(lines.head + text))) return false;
  return openingLines(view.text, lines.start).every((opening) => {
    const opened = `${opening} ${text.trimStart()}`;
    return !rule.none.some((pattern) => pattern.test(opened));
  });
}
