import type { Effort } from '../pattern/effort';
import type { Pattern } from '../pattern/pattern';
import type { CompiledRule } from '../rule';
import type { View } from '../text/types';
import { openingLines } from './opening';

/** Nobody's line is longer; what stands further off in a minified one says nothing of a match. UTF-16 units. */
const MAX_LINE = 1_000;
/** What is cut from such a line begins and ends at a multiple of this, so that many matches in it share what is cut. */
const CUT = 500;

const FIRST_WORD = /^(?:\s*[A-Za-z]+[ \t])?/;

type Conditions = Pick<CompiledRule, 'all' | 'none' | 'within'>;

/** What stands around places of a view, and what the conditions of rules say of it: each is asked once. */
export class Surroundings {
  readonly #known = new Map<number, Nearby>();

  constructor(
    readonly view: View,
    readonly effort: Effort,
  ) {}

  /**
   * Whether every `all` and no `none` matches in the logical lines around a stretch of the view. What opens the list or
   * the call that these lines stand in speaks of them, so `none` sees it in front of them as well.
   */
  hold({ all, none, within }: Conditions, start: number, end: number): boolean {
    if (all.length + none.length === 0) return true;
    const nearby = this.#around(start, end, within);
    if (!all.every((pattern) => nearby.holds(pattern))) return false;
    if (none.some((pattern) => nearby.isExcusedBy(pattern))) return false;
    return none.length === 0 || !none.some((pattern) => nearby.isExcusedAbove(pattern));
  }

  /** Whether any `none` matches in the logical lines around a stretch of the view. */
  excuse({ none, within }: Conditions, start: number, end: number): boolean {
    if (none.length === 0) return false;
    const nearby = this.#around(start, end, within);
    return none.some((pattern) => nearby.isExcusedBy(pattern));
  }

  /** The logical lines around a stretch, those of machines cut to what a person's would hold. */
  #around(from: number, to: number, within: number): Nearby {
    const lines = this.view.around(from, to, within, within);
    const reach = MAX_LINE * (within + 1);
    const start = Math.max(lines.start, Math.floor((from - reach) / CUT) * CUT);
    const end = Math.min(lines.end, Math.ceil((to + reach) / CUT) * CUT);
    const key = start * (this.view.text.length + 1) + end;
    let nearby = this.#known.get(key);
    if (!nearby) {
      // The word that begins a line that was cut: `RUN ` of a long instruction still says what it is.
      const head =
        start === lines.start ? '' : FIRST_WORD.exec(this.view.text.slice(lines.start, lines.start + 64))![0];
      nearby = new Nearby(this.view.text, start, end, head, this.effort);
      this.#known.set(key, nearby);
    }
    return nearby;
  }
}

/** Some lines of a view. */
class Nearby {
  readonly #text: string;
  readonly #held = new Map<Pattern, boolean>();
  readonly #excused = new Map<Pattern, boolean>();
  readonly #excusedAbove = new Map<Pattern, boolean>();
  #opened: readonly string[] | undefined;

  constructor(
    private readonly view: string,
    private readonly start: number,
    end: number,
    private readonly head: string,
    private readonly effort: Effort,
  ) {
    this.#text = view.slice(start, end);
  }

  holds(pattern: Pattern): boolean {
    return remembered(this.#held, pattern, () => pattern.test(this.#text, this.effort));
  }

  isExcusedBy(pattern: Pattern): boolean {
    return remembered(this.#excused, pattern, () => pattern.test(this.head + this.#text, this.effort));
  }

  isExcusedAbove(pattern: Pattern): boolean {
    this.#opened ??= openingLines(this.view, this.start, this.effort).map(
      (opening) => `${opening} ${this.#text.trimStart()}`,
    );
    if (this.#opened.length === 0) return false;
    return remembered(this.#excusedAbove, pattern, () =>
      this.#opened!.some((text) => pattern.test(text, this.effort)),
    );
  }
}

function remembered(known: Map<Pattern, boolean>, pattern: Pattern, ask: () => boolean): boolean {
  let answer = known.get(pattern);
  if (answer === undefined) known.set(pattern, (answer = ask()));
  return answer;
}
