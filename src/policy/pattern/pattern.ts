import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { CompiledBudget } from './compiledBudget';
import { Effort, TooMuchWork } from './effort';
import { requiredLiterals, type Required } from './literals';
import type { KnownLiterals } from './literalTable';

/** A stretch of a text that a pattern matched, UTF-16 offsets. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/**
 * Matching cannot be interrupted, and its time is at the worst the program's size times the text's length; above
 * this product (half a second, measured on patterns that a DFA cannot hold) it is not begun.
 */
const MAX_WORK = 40_000_000;

/** Steps that it takes to begin with a text, however short. */
const BEGINNING = 64;

/**
 * Where a match begins and ends re2js finds with a mark for each step of the program and character, which are wiped out
 * before it looks for the next one, many at a time; where that were more marks than this, with a slower engine.
 */
const MAX_MARKS = 262_144;
const MARKS_A_STEP = 1_024;
const SLOWER = 8;

/**
 * A pattern in RE2 syntax, run by re2js in time linear in the text. `^` and `$` are line ends.
 * Compiled on first use, since most rules never see a text that needs them, and again after a budget let it go.
 */
export class Pattern {
  #literals: { readonly required: Required } | undefined;
  #isTriedEverywhere: boolean | undefined;
  #compiled: RE2JS | undefined;

  /** @param known tells the literals, where they were looked for before */
  constructor(
    readonly source: string,
    readonly budget?: CompiledBudget,
    private readonly known?: KnownLiterals,
  ) {}

  /**
   * What stands in every text that the pattern matches; undefined where nothing is known of that. Read off when
   * first asked for: most patterns of a rule are its conditions, which are only tried where something was found.
   */
  get literals(): Required {
    if (this.known?.has(this.source)) return this.known.read(this.source);
    return (this.#literals ??= { required: requiredLiterals(this.source) }).required;
  }

  /** Whether no literals tell where it may match. */
  get isTriedEverywhere(): boolean {
    return (this.#isTriedEverywhere ??= this.literals === undefined);
  }

  test(text: string, effort = new Effort()): boolean {
    effort.spend(BEGINNING + text.length);
    return this.#for(text).test(text);
  }

  /** One after another, found as they are asked for. */
  *matches(text: string, effort = new Effort()): Generator<Match> {
    effort.spend(BEGINNING + text.length);
    const compiled = this.#for(text);
    // The boolean search runs on a DFA; positions need a slower engine, so they are asked for only after a hit.
    if (!compiled.test(text)) return;
    const matcher = compiled.matcher(text);
    const marks = compiled.programSize() * text.length;
    const [aMatch, aCharacter] =
      marks > MAX_MARKS ? [BEGINNING, SLOWER] : [BEGINNING + marks / MARKS_A_STEP, 1];
    for (let read = 0; ; read = matcher.end()) {
      effort.spend(aMatch);
      if (!matcher.find()) return;
      effort.spend((matcher.end() - read) * aCharacter);
      if (matcher.end() > matcher.start()) yield { start: matcher.start(), end: matcher.end() };
    }
  }

  forget(): void {
    this.#compiled = undefined;
  }

  #compile(): RE2JS {
    const compiled = RE2JS.compile(this.source, RE2JS.MULTILINE);
    this.budget?.ranges.shareIn(compiled);
    return compiled;
  }

  #for(text: string): RE2JS {
    const compiled = (this.#compiled ??= this.#compile());
    const size = compiled.programSize();
    this.budget?.used(this, size);
    if (size * text.length > MAX_WORK)
      throw new TooMuchWork(`the pattern ${this.source} is too large for a text of this length`);
    return compiled;
  }
}

/** A program of this size still judges 40,000 characters within `MAX_WORK`. */
const MAX_PROGRAM = 1000;

/**
 * What is wrong with a pattern and what to write instead; undefined where it is right.
 * @param mayMatchNothing whether the empty text is a sensible match where the pattern stands
 */
export function patternError(source: string, mayMatchNothing = false): string | undefined {
  try {
    const compiled = RE2JS.compile(source, RE2JS.MULTILINE);
    if (compiled.programSize() > MAX_PROGRAM) {
      return `the pattern is too large once its repeats are unrolled (${compiled.programSize()} steps, at most ${MAX_PROGRAM}): shorten the counted repeats`;
    }
    return !mayMatchNothing && compiled.test('')
      ? 'the pattern matches the empty text, so it would match everywhere: make part of it required'
      : undefined;
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return remedy(source, error.message);
    throw error;
  }
}

function remedy(source: string, message: string): string {
  if (/\(\?<?[=!]/.test(source)) {
    return 'look-ahead and look-behind are not part of RE2 syntax: put what must be absent into `none`, what must be near into `all`';
  }
  if (/\\[1-9]|\(\?P=/.test(source)) {
    return 'back-references are not part of RE2 syntax: write the alternatives out';
  }
  if (source.includes('(?>') || /[*+?}]\+/.test(source)) {
    return 'atomic groups and possessive repeats are not part of RE2 syntax, and not needed: matching is linear without them';
  }
  return message.replace(/^error parsing regexp: /, 'not valid RE2 syntax: ').replace('`(?m)', '`');
}
