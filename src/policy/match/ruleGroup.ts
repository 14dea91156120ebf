import type { FoundChoices } from '../pattern/foundChoices';
import { TRANSPARENT, type Choice } from '../pattern/literal';
import type { Pattern } from '../pattern/pattern';
import { Prefilter } from '../pattern/prefilter';
import type { CompiledRule } from '../rule';
import { mayHideWords } from '../text/spelledOut';
import { placing } from './placing';
import { standInOrder, type Around } from './places';
import type { JudgedText } from './readText';
import type { SidePair } from './side';
import type { Window } from './window';

type EditSide = 'new' | 'old';

/** A rule that is worth trying where something stands on that side of an edit. */
interface Asking {
  readonly rule: number;
  readonly side: EditSide;
}

/** What makes rules worth trying: an alternative of a pattern, or a setting's name. */
interface Trigger {
  readonly pattern: Pattern | undefined;
  /** Per choice how far a match of the pattern may stretch around it. */
  readonly around: readonly Around[];
  /** Places in the prefilter's list, in the order in which they have to stand. */
  readonly choices: readonly number[];
  readonly asking: readonly Asking[];
}

/** Rules that share one prefilter: the built-in ones, or those of one policy. */
export class RuleGroup {
  /** Triggers by the most telling of their choices. */
  readonly #byChoice: Trigger[][] = [];
  /** Rules that are tried on every text. */
  readonly #always: ReadonlySet<number>;
  /** Until a text is read first. */
  #choices: readonly Choice[];
  #prefilter: Prefilter | undefined;
  /** The largest `within` of any rule, in lines. */
  readonly within: number;

  constructor(readonly rules: readonly CompiledRule[]) {
    const places = placing();
    const always = new Set<number>();
    const byPattern = new Map<Pattern, Asking[]>();
    const ask = (pattern: Pattern, asking: Asking): void => {
      const known = byPattern.get(pattern);
      if (known) known.push(asking);
      else byPattern.set(pattern, [asking]);
    };
    rules.forEach((rule, i) => {
      for (const pattern of rule.any) ask(pattern, { rule: i, side: 'new' });
      for (const pattern of rule.removed) ask(pattern, { rule: i, side: 'old' });
      for (const { key, direction } of rule.changed) {
        const choice = settingLiterals(key);
        // Only what is switched need not have stood there before.
        const side = direction === 'on' || direction === 'off' ? 'new' : 'old';
        if (choice) {
          const asking = [{ rule: i, side } as const];
          this.#add({ pattern: undefined, around: [], choices: [places.of(choice)], asking }, [choice]);
        } else always.add(i);
      }
    });
    const arounds = new Map<string, readonly Around[]>();
    for (const [pattern, asking] of byPattern) {
      if (pattern.isTriedEverywhere) for (const { rule } of asking) always.add(rule);
      for (const branch of pattern.literals ?? []) {
        const choices = branch.map(({ choice }) => choice);
        // Few are different, so that they are shared.
        const reaches = branch.map(({ above, below }) => ({ above, below }));
        const key = JSON.stringify(reaches);
        const around = arounds.get(key) ?? reaches;
        arounds.set(key, around);
        this.#add({ pattern, around, choices: choices.map(places.of), asking }, choices);
      }
    }
    this.#always = always;
    this.#choices = places.list;
    this.within = Math.max(0, ...rules.map((rule) => rule.within));
  }

  #add(trigger: Trigger, choices: readonly Choice[]): void {
    const lengths = choices.map(shortest);
    const first = trigger.choices[lengths.indexOf(Math.max(...lengths))]!;
    (this.#byChoice[first] ??= []).push(trigger);
  }

  /** Whether a text holds any literal; what the group's bare prefilter costs. */
  isHit(text: string): boolean {
    const found = this.#hits(text);
    if (found) this.#prefilter?.done(found);
    return found !== undefined;
  }

  /** Reads a text once. */
  #hits(text: string): FoundChoices | undefined {
    if (!this.#prefilter) {
      this.#prefilter = new Prefilter(this.#choices);
      this.#choices = [];
    }
    return this.#prefilter.hits(text);
  }

  /**
   * Rules that the two texts hold the literals of, in the group's order; the texts learn where these stand.
   * @param sides the windows in their languages: what they say in a roundabout way is read as well
   */
  candidates(newWindow: Window, oldWindow: Window, sides: readonly SidePair[] = []): CompiledRule[] {
    if (this.rules.length === 0) return [];
    const inNew = this.#hits(newWindow.text);
    const inOld = this.#hits(oldWindow.text);
    const wanted = new Set(this.#always);
    this.#note(inNew, newWindow, 'new', wanted);
    this.#note(inOld, oldWindow, 'old', wanted);
    if (inNew || mayHideWords(newWindow.text)) {
      for (const pair of sides) this.#readSpelledOut(pair, wanted);
    }
    return [...wanted].toSorted((a, b) => a - b).map((i) => this.rules[i]!);
  }

  #readSpelledOut({ newSide, oldSide }: SidePair, wanted: Set<number>): void {
    const spelled = newSide.spellOut();
    const found = spelled && this.#hits(spelled.judged.text);
    if (!found) return;
    this.#note(found, spelled.judged, 'new', wanted);
    // Only what is found on the new side is looked for on the old one.
    const was = oldSide.spellOut()?.judged;
    if (was) this.#note(this.#hits(was.text), was, 'old', new Set());
  }

  #note(found: FoundChoices | undefined, { hits }: JudgedText, side: EditSide, wanted: Set<number>): void {
    if (!found) return;
    for (const first of found.choices) {
      for (const { pattern, around, choices, asking } of this.#byChoice[first] ?? []) {
        const offsets = offsetsOf(choices, found);
        if (!offsets || !standInOrder(offsets)) continue;
        if (pattern) {
          const others = hits.get(pattern);
          if (others) others.push({ around, offsets });
          else hits.set(pattern, [{ around, offsets }]);
        }
        for (const { rule, side: asked } of asking) if (asked === side) wanted.add(rule);
      }
    }
    this.#prefilter?.done(found);
  }
}

/** Of each choice where it stands; undefined where any stands nowhere. */
function offsetsOf(choices: readonly number[], found: FoundChoices): (readonly number[])[] | undefined {
  for (const choice of choices) if (!found.offsetsOf(choice)) return undefined;
  return choices.map((choice) => found.offsetsOf(choice)!);
}

const shortest = (choice: Choice): number => Math.min(...choice.map(({ text }) => text.length));

/** Settings are told apart without regard to case, `-` and `_`, so only the parts between these are literal. */
function settingLiterals(key: string): Choice | undefined {
  const parts = key
    .split('.')
    .at(-1)!
    .split(/[-_]|(?<=[a-z])(?=[A-Z])/);
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a)).toLowerCase();
  const text = [...longest].filter((char) => !TRANSPARENT.has(char)).join('');
  return /^[a-z0-9]{2,}$/.test(text)
    ? [{ text, ignoresCase: true, startsWord: false, endsWord: false }]
    : undefined;
}
