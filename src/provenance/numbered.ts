import type { CountedWriter } from './countedTable';
import { ownCopy } from './ownCopy';

/** Each text once, by its number. */
export class NumberedTexts {
  readonly all: string[] = [];
  private readonly known = new Map<string, number>();

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
  readonly all: CountedWriter[] = [];
  private readonly keys = new NumberedTexts();

  of(writer: CountedWriter): number {
    const number = this.keys.of(writer.kind === 'human' ? '' : JSON.stringify([writer.tool, writer.model]));
    if (number === this.all.length) this.all.push(plain(writer));
    return number;
  }
}

const plain = (writer: CountedWriter): CountedWriter =>
  writer.kind === 'human' ? { kind: 'human' } : { kind: 'ai', tool: writer.tool, model: writer.model };
