import type { CountedWriter } from './countedTable';
import { ownCopy } from './ownCopy';

/** Each text once, by its number. */
export class NumberedTexts {
  readonly all: string[];
  private readonly known: Map<string, number>;

  /** @param given have their numbers, in their order */
  constructor(given: readonly string[] = []) {
    this.all = [...given];
    this.known = new Map(given.map((text, number) => [text, number]));
  }

  of(text: string): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const kept = ownCopy(text);
    this.known.set(kept, this.all.length);
    return this.all.push(kept) - 1;
  }
}

/** Each writer once, by its number. */
export class NumberedWriters {
  readonly all: CountedWriter[];
  private readonly keys: NumberedTexts;

  /** @param given likewise */
  constructor(given: readonly CountedWriter[] = []) {
    this.all = [...given];
    this.keys = new NumberedTexts(given.map(keyOf));
  }

  of(writer: CountedWriter): number {
    const number = this.keys.of(keyOf(writer));
    if (number === this.all.length) this.all.push(plain(writer));
    return number;
  }
}

const keyOf = (writer: CountedWriter): string =>
  writer.kind === 'human' ? '' : JSON.stringify([writer.tool, writer.model]);

const plain = (writer: CountedWriter): CountedWriter =>
  writer.kind === 'human' ? { kind: 'human' } : { kind: 'ai', tool: writer.tool, model: writer.model };
