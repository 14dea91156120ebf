/**
 * Types and accepts in a page without waiting for the extension host, which may be killed at any moment. Who wrote a
 * letter can be read from it: a person types capitals, what is accepted has small letters, and no word comes twice.
 */
import type { ScriptEntry } from '../../host/harness';
import type { Workbench } from '../../host/drive/workbench';
import type { Random } from '../../host/random';

/** Of a person's words, a suggestion's answer to one, and what one begins with that has an answer. */
const PROMPT = 'Q';
const SUGGESTIONS = 2_000;
/** For a suggestion to appear, before VS Code is asked for it again: it drops an answer that something else came before. */
const APPEAR_MS = 3_000;
const ASKINGS = 5;
const ASK = 'Alt+\\';

const inLetters = (n: number): string =>
  Array.from(String(n).padStart(4, '0'), (digit) => String.fromCharCode(97 + Number(digit))).join('');

/** The suggestion number `n`, one line or three. */
function suggestion(n: number): string {
  const word = (part: string): string => `${part}x${inLetters(n)}`;
  const line = `${word('k')}(${word('l')}, ${word('m')});`;
  return n % 4 === 0 ? `${line}\n  ${word('n')}: ${word('o')}\n${word('p')}` : line;
}

const prompt = (n: number): string => `${PROMPT}${inLetters(n).toUpperCase()}`;

/** For the demo assistant. */
export const script: readonly ScriptEntry[] = Array.from({ length: SUGGESTIONS }, (_, n) => ({
  typed: `${prompt(n)} `,
  insert: suggestion(n),
}));

/** Digits, which are nobody's words and do not deflate to nothing, so that the log is often put in order. */
export const filler = (random: Random): string =>
  Array.from({ length: 900 }, () => Array.from({ length: 9 }, () => random.upTo(1e10)).join(' ')).join('\n');

/** What a person does, in the order in which it was drawn. */
export type Deed = 'accept' | 'acceptWord' | 'type' | 'typeBetween' | 'save' | 'undo' | 'redo' | 'move';

export const DEEDS: readonly [Deed, ...Deed[]] = [
  ...(['accept', 'accept', 'accept', 'accept', 'acceptWord', 'type', 'type'] as const),
  ...(['typeBetween', 'save', 'save', 'undo', 'redo', 'move'] as const),
];

export interface Work {
  /** Right before the key that accepts or saves. */
  onKey(): void;
  /** There is nobody left to make a suggestion. */
  isOver(): boolean;
}

export class Writer {
  #count = 0;
  #words = 0;

  constructor(
    private readonly workbench: Workbench,
    private readonly random: Random,
  ) {}

  async do(deed: Deed, { onKey, isOver }: Work): Promise<void> {
    const { page } = this.workbench;
    const press = (keys: string): Promise<void> => page.keyboard.press(keys);
    switch (deed) {
      case 'accept':
      case 'acceptWord': {
        const n = this.#count++;
        await this.#newLine(`${prompt(n)} `);
        // Drawn over several elements where it has several lines.
        if (!(await this.#isSuggested(`kx${inLetters(n)}`, isOver))) return;
        onKey();
        return press(deed === 'accept' ? 'Tab' : 'ControlOrMeta+ArrowRight');
      }
      case 'type':
        return this.#newLine(this.#word());
      case 'typeBetween': {
        await press('ControlOrMeta+End');
        for (let up = this.random.upTo(4); up > 0; up--) await press('ArrowUp');
        await press('End');
        return page.keyboard.type(` ${this.#word()}`);
      }
      case 'save':
        onKey();
        return press('ControlOrMeta+s');
      case 'undo':
      case 'redo':
        for (let n = 1 + this.random.upTo(4); n > 0; n--)
          await press(deed === 'undo' ? 'ControlOrMeta+z' : 'ControlOrMeta+Shift+z');
        return;
      case 'move':
        await press('ControlOrMeta+End');
        return press('Alt+ArrowUp');
    }
  }

  async #isSuggested(text: string, isOver: () => boolean): Promise<boolean> {
    for (let n = 0; n < ASKINGS && !isOver(); n++) {
      if (n > 0) await this.workbench.press(ASK);
      const appears = this.workbench.untilSuggested(text, APPEAR_MS);
      if (
        await appears.then(
          () => true,
          () => false,
        )
      )
        return true;
    }
    return false;
  }

  async #newLine(text: string): Promise<void> {
    await this.workbench.page.keyboard.press('Escape');
    await this.workbench.page.keyboard.press('ControlOrMeta+End');
    await this.workbench.page.keyboard.press('Enter');
    await this.workbench.page.keyboard.type(text);
  }

  #word(): string {
    return `T${inLetters(this.#words++).toUpperCase()}`;
  }
}
