/**
 * What a snippet may put into a document. The grammar is that of VS Code's snippet parser
 * (https://code.visualstudio.com/docs/editing/userdefinedsnippets#_snippet-syntax).
 *
 * A snippet has several outcomes where it offers choices or transforms text; each is judged. A variable's
 * value is not known here, so its default stands for it. A transform's pattern is never run, since it was
 * written by whoever wrote the suggestion: the literal text of its replacement is one more outcome.
 */
export interface SnippetTexts {
  readonly texts: readonly string[];
  /** False where the bounds were met, so that `texts` does not hold all that the snippet may insert. */
  readonly complete: boolean;
}

const MAX_TEXTS = 64;
const MAX_COMBINATIONS = 32;
const MAX_LENGTH = 1_000_000;
const MAX_DEPTH = 50;
/** Of a transform, in UTF-16 units. */
const MAX_REPLACEMENT = 2_000;

interface Slot {
  /** Number of a placeholder: one without alternatives repeats the text of the one that has some. */
  readonly index?: number;
  readonly alternatives: readonly (readonly Part[])[];
}
type Part = string | Slot;

export function snippetTexts(snippet: string): SnippetTexts {
  const parser = new SnippetParser(snippet);
  const parts = parser.parse();
  const expander = new Expander(parts);
  const texts = new Set<string>();
  for (const choice of choices(expander.slotsWithChoice)) {
    if (texts.size >= MAX_TEXTS) return { texts: [...texts], complete: false };
    texts.add(expander.expand(choice));
  }
  return { texts: [...texts], complete: parser.complete && expander.complete };
}

/** Every combination where they are few, else every alternative once while the others keep their first. */
function* choices(slots: readonly Slot[]): Generator<ReadonlyMap<Slot, number>> {
  const combinations = slots.reduce((product, slot) => product * slot.alternatives.length, 1);
  if (combinations <= MAX_COMBINATIONS) {
    for (let n = 0; n < combinations; n++) {
      let rest = n;
      const choice = new Map<Slot, number>();
      for (const slot of slots) {
        choice.set(slot, rest % slot.alternatives.length);
        rest = Math.floor(rest / slot.alternatives.length);
      }
      yield choice;
    }
    return;
  }
  yield new Map();
  for (const slot of slots) {
    for (let i = 1; i < slot.alternatives.length; i++) yield new Map([[slot, i]]);
  }
}

class Expander {
  complete = true;
  readonly slotsWithChoice: Slot[] = [];
  private readonly definitions = new Map<number, Slot>();

  constructor(private readonly parts: readonly Part[]) {
    this.collect(parts);
  }

  expand(choice: ReadonlyMap<Slot, number>): string {
    const open = new Set<Slot>();
    let text = '';
    const write = (parts: readonly Part[]): void => {
      for (const part of parts) {
        if (typeof part === 'string') {
          if (text.length + part.length > MAX_LENGTH) this.complete = false;
          else text += part;
          continue;
        }
        const slot = this.definitionOf(part);
        // A placeholder within itself stands for nothing; mirrors of mirrors must not multiply for ever.
        if (!slot || open.has(slot) || !this.complete) continue;
        open.add(slot);
        write(slot.alternatives[choice.get(slot) ?? 0] ?? []);
        open.delete(slot);
      }
    };
    write(this.parts);
    return text;
  }

  private definitionOf(slot: Slot): Slot | undefined {
    if (slot.alternatives.length > 0 || slot.index === undefined) return slot;
    return this.definitions.get(slot.index);
  }

  private collect(parts: readonly Part[]): void {
    for (const part of parts) {
      if (typeof part === 'string') continue;
      if (part.alternatives.length > 1) this.slotsWithChoice.push(part);
      if (part.index !== undefined && part.alternatives.length > 0 && !this.definitions.has(part.index)) {
        this.definitions.set(part.index, part);
      }
      for (const alternative of part.alternatives) this.collect(alternative);
    }
  }
}

class SnippetParser {
  complete = true;
  private at = 0;
  /** Failed attempts are read again as plain text; this keeps their sum from growing with the square. */
  private budget: number;

  constructor(private readonly source: string) {
    this.budget = source.length * 20 + 10_000;
  }

  parse(): Part[] {
    return this.parts(false, 0).parts;
  }

  /** Up to a closing brace (which is consumed) or the end. */
  private parts(inBraces: boolean, depth: number): { parts: Part[]; closed: boolean } {
    const parts: Part[] = [];
    let text = '';
    const flush = (): void => {
      if (text) parts.push(text);
      text = '';
    };
    while (this.at < this.source.length) {
      const char = this.source.charAt(this.at);
      if (char === '}' && inBraces) {
        this.at++;
        flush();
        return { parts, closed: true };
      }
      if (char === '\\' && /[$}\\]/.test(this.source.charAt(this.at + 1))) {
        text += this.source.charAt(this.at + 1);
        this.at += 2;
        continue;
      }
      const start = this.at;
      const read = char === '$' ? this.dollar(depth) : undefined;
      if (read) {
        flush();
        parts.push(...read);
      } else {
        this.spend(this.at - start);
        this.at = start + 1;
        text += char;
      }
    }
    flush();
    return { parts, closed: false };
  }

  private dollar(depth: number): Part[] | undefined {
    const simple = this.take(/\$(\d+|[A-Za-z_]\w*)/y);
    if (simple) return [slot(simple[1], [])];
    const head = this.take(/\$\{(\d+|[A-Za-z_]\w*)/y);
    if (!head) return undefined;
    const name = head[1] ?? '';
    const next = this.source.charAt(this.at++);
    if (next === '}') return [slot(name, [])];
    if (next === ':') return this.withDefault(name, head[0], depth);
    if (next === '|' && /^\d*[1-9]\d*$/.test(name)) return this.withChoice(name);
    if (next === '/') return this.withTransform(name);
    return undefined;
  }

  private withDefault(name: string, head: string, depth: number): Part[] | undefined {
    if (depth >= MAX_DEPTH) {
      this.complete = false;
      return undefined;
    }
    const { parts, closed } = this.parts(true, depth + 1);
    if (!closed) return [`${head}:`, ...parts];
    return [slot(name, parts.length > 0 ? [parts] : [])];
  }

  private withChoice(name: string): Part[] | undefined {
    const list = this.take(/((?:\\[^]|[^\\|])+)\|\}/y);
    if (!list) {
      this.spend(this.source.length - this.at);
      return undefined;
    }
    const options = (list[1] ?? '').match(/(?:\\[^]|[^\\,])+/g) ?? [];
    return [
      slot(
        name,
        options.map((option) => [option.replace(/\\([,|\\])/g, '$1')]),
      ),
    ];
  }

  /** `pattern/replacement/flags}`, as far as it must be understood to know what it may write. */
  private withTransform(name: string): Part[] | undefined {
    const end = (this.endOf('/', this.at) ?? NaN) + 1;
    const replacementEnd = this.endOf('/', end);
    const close = replacementEnd === undefined ? -1 : this.source.indexOf('}', replacementEnd);
    if (replacementEnd === undefined || close === -1) {
      this.spend(this.source.length - this.at);
      return undefined;
    }
    const replacement = this.source.slice(end, replacementEnd);
    this.at = close + 1;
    if (replacement.length > MAX_REPLACEMENT) this.complete = false;
    const literal = replacementText(replacement.slice(0, MAX_REPLACEMENT));
    return [{ alternatives: [[slot(name, [])], [literal]] }];
  }

  /** Offset of the first `char` at or after `from` that is neither escaped nor inside `${…}`. */
  private endOf(char: string, from: number): number | undefined {
    let inBraces = false;
    for (let i = from; i < this.source.length; i++) {
      const c = this.source.charAt(i);
      if (c === '\\') i++;
      else if (c === '{' && this.source.charAt(i - 1) === '$') inBraces = true;
      else if (c === '}') inBraces = false;
      else if (c === char && !inBraces) return i;
    }
    return undefined;
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    if (this.budget <= 0) return undefined;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    if (!match) return undefined;
    this.at += match[0].length;
    return match;
  }

  private spend(characters: number): void {
    this.budget -= characters;
    if (this.budget <= 0) this.complete = false;
  }
}

const slot = (name: string | undefined, alternatives: readonly (readonly Part[])[]): Slot =>
  name !== undefined && /^\d+$/.test(name) ? { index: Number(name), alternatives } : { alternatives };

/** The words that a transform can bring in: literal text and both branches of its conditions. */
const replacementText = (format: string): string =>
  format
    .replace(/\$\{\d+:\/\w+\}|\$\{\d+\}|\$\d+/g, '')
    .replace(/\$\{\d+:\?([^:}]*):([^}]*)\}/g, '$1$2')
    .replace(/\$\{\d+:[+-]?([^}]*)\}/g, '$1')
    .replace(/\\([\\/$}])/g, '$1');
