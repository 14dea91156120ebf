import { TRANSPARENT } from '../pattern/literals';
import type { Pattern } from '../pattern/pattern';
import { Prefilter, type Choice } from '../pattern/prefilter';
import type { CompiledRule } from '../rule';
import { mayHideWords } from '../text/spelledOut';
import type { JudgedText } from './readText';
import type { SidePair } from './side';
import type { Window } from './window';

/** What can make a rule worth trying: a pattern or a setting's name, on the side of an edit where it has to stand. */
interface Trigger {
  readonly rule: number;
  readonly side: 'new' | 'old';
  readonly pattern?: Pattern;
  /** Places in the prefilter's list; all have to be hit. Empty: tried on every text. */
  readonly choices: readonly number[];
}

/** Rules that share one prefilter: the built-in ones, or those of one policy. */
export class RuleGroup {
  /** Triggers by the first of their choices, the most telling one. */
  readonly #byFirstChoice = new Map<number, Trigger[]>();
  readonly #always: Trigger[] = [];
  /** Each once, since many patterns of a group ask for the same words. */
  readonly #choices: Choice[] = [];
  #prefilter: Prefilter | undefined;
  /** The largest `within` of any rule, in lines. */
  readonly within: number;

  constructor(readonly rules: readonly CompiledRule[]) {
    const placesOf = placing(this.#choices);
    rules.forEach((rule, i) => {
      for (const pattern of rule.any)
        this.#add({ rule: i, side: 'new', pattern }, placesOf(pattern.literals));
      for (const pattern of rule.removed)
        this.#add({ rule: i, side: 'old', pattern }, placesOf(pattern.literals));
      for (const { key, direction } of rule.changed) {
        // Only what is switched need not have stood there before.
        const side = direction === 'on' || direction === 'off' ? 'new' : 'old';
        this.#add({ rule: i, side }, placesOf(settingLiterals(key)));
      }
    });
    this.within = Math.max(0, ...rules.map((rule) => rule.within));
  }

  #add(what: Omit<Trigger, 'choices'>, choices: readonly number[]): void {
    const trigger = { ...what, choices };
    const [first] = choices;
    if (first === undefined) {
      this.#always.push(trigger);
      return;
    }
    const others = this.#byFirstChoice.get(first);
    if (others) others.push(trigger);
    else this.#byFirstChoice.set(first, [trigger]);
  }

  /** Reads a text once; what the group's bare prefilter costs. */
  hits(text: string): ReadonlyMap<number, readonly number[]> | undefined {
    this.#prefilter ??= new Prefilter(this.#choices);
    return this.#prefilter.hits(text);
  }

  /**
   * Rules that the two texts hold the literals of, in the group's order; the texts learn where these stand.
   * @param sides the windows in their languages: what they say in a roundabout way is read as well
   */
  candidates(newWindow: Window, oldWindow: Window, sides: readonly SidePair[] = []): CompiledRule[] {
    if (this.rules.length === 0) return [];
    const inNew = this.hits(newWindow.text);
    const inOld = this.hits(oldWindow.text);
    const wanted = new Set(this.#always.map((trigger) => trigger.rule));
    this.#note(inNew, newWindow, 'new', wanted);
    this.#note(inOld, oldWindow, 'old', wanted);
    if (inNew || mayHideWords(newWindow.text)) {
      for (const pair of sides) this.#readSpelledOut(pair, wanted);
    }
    return [...wanted].toSorted((a, b) => a - b).map((i) => this.rules[i]!);
  }

  #readSpelledOut({ newSide, oldSide }: SidePair, wanted: Set<number>): void {
    const spelled = newSide.spellOut();
    const found = spelled && this.hits(spelled.judged.text);
    if (!found) return;
    this.#note(found, spelled.judged, 'new', wanted);
    // Only what is found on the new side is looked for on the old one.
    const was = oldSide.spellOut()?.judged;
    if (was) this.#note(this.hits(was.text), was, 'old', new Set());
  }

  #note(
    found: ReadonlyMap<number, readonly number[]> | undefined,
    { hits }: JudgedText,
    side: 'new' | 'old',
    wanted: Set<number>,
  ): void {
    for (const first of found?.keys() ?? []) {
      for (const trigger of this.#byFirstChoice.get(first) ?? []) {
        const places = trigger.choices.map((choice) => found?.get(choice));
        if (!places.every((offsets) => offsets !== undefined)) continue;
        // Every match holds one of each choice, so the rarest tells best where to look.
        const rarest = places.reduce((a, b) => (b.length < a.length ? b : a));
        if (trigger.pattern) hits.set(trigger.pattern, rarest);
        if (trigger.side === side) wanted.add(trigger.rule);
      }
    }
  }
}

/** Puts choices into a list, those that are alike once, and tells their places. */
function placing(list: Choice[]): (choices: readonly Choice[] | undefined) => number[] {
  const places = new Map<Choice, number>();
  const byText = new Map<string, number>();
  return (choices = []) =>
    choices.map((choice) => {
      let place = places.get(choice);
      if (place === undefined) {
        const key = choice
          .map(({ text, startsWord, endsWord }) => `${text}\0${startsWord}${endsWord}`)
          .join('\0');
        place = byText.get(key) ?? list.push(choice) - 1;
        byText.set(key, place);
        places.set(choice, place);
      }
      return place;
    });
}

/** Settings are told apart without regard to case, `-` and `_`, so only the parts between these are literal. */
function settingLiterals(key: string): readonly Choice[] | undefined {
  const parts = key
    .split('.')
    .at(-1)!
    .split(/[-_]|(?<=[a-z])(?=[A-Z])/);
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a)).toLowerCase();
  const literal = [...longest].filter((char) => !TRANSPARENT.has(char)).join('');
  return /^[a-z0-9]{2,}$/.test(literal)
    ? [[{ text: literal, startsWord: false, endsWord: false }]]
    : undefined;
}
