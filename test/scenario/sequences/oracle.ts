/**
 * What may be said of a line, told by its text alone. Most texts are written once, by the one that they name. Some are
 * written many times, always by the same one, or by several in turns: of lines alike it is enough that what is said of
 * one is true of one of them. Where a text stands in a file more often than it was ever written, as where both sides of
 * a conflict are kept, nothing need be known of how those beyond that number came there: a person who types them anew
 * leaves the same file. Any of them may be the ones that are left later.
 */
import type { Random } from '../../host/random';
import type { Blamed } from './workplace';

export const WRITERS = ['ai', 'ai2', 'me', 'nobody'] as const;
export type WriterName = (typeof WRITERS)[number];

const WORDS = ['alpha', 'bravo', 'carbon', 'delta', 'engine', 'fabric', 'gamma', 'harbor', 'ink', 'jolt'];

export class Texts {
  private count = 0;
  private readonly shared = new Map<string, WriterName[]>();
  private readonly copies = new Map<string, number>();

  constructor(private readonly random: Random) {}

  /** @param alike share of lines that others are like, of 1 */
  next(writer: WriterName, alike: number): string {
    const { random } = this;
    if (random.next() < alike) {
      const text = random.pick([
        `${writer} }`,
        `${writer} return early;`,
        '}',
        'return null;',
        'end of the block',
      ]);
      this.shared.set(text, [...(this.shared.get(text) ?? []), writer]);
      return text;
    }
    const words = Array.from({ length: 1 + random.upTo(4) }, () => random.pick(WORDS as never));
    return `${writer} ${this.count++} ${words.join(' ')}`;
  }

  /** A file has these lines. */
  see(lines: readonly string[]): void {
    for (const text of new Set(lines.map((line) => line.trim()))) {
      const count = lines.filter((line) => line.trim() === text).length;
      const beyond = count - (this.shared.get(text)?.length ?? 1);
      this.copies.set(text, Math.max(beyond, this.copiesOf(text)));
    }
  }

  /** How many more of this text than were written have ever stood in a file, white space aside. */
  copiesOf(line: string): number {
    return this.copies.get(line.trim()) ?? 0;
  }

  /** Whoever has written this text, white space aside. */
  writersOf(line: string): ReadonlySet<WriterName> {
    const text = line.trim();
    const shared = this.shared.get(text);
    if (shared) return new Set(shared);
    const [name = ''] = text.split(' ');
    return new Set([(WRITERS as readonly string[]).includes(name) ? (name as WriterName) : 'nobody']);
  }
}

export function problemsIn(lines: readonly string[], blamed: readonly Blamed[], texts: Texts): string[] {
  texts.see(lines);
  const told = lines.map((_, i) => nameOf(blamed[i]));
  const timesUnknown = (line: string): number =>
    lines.filter((other, i) => told[i] === 'nobody' && other.trim() === line.trim()).length;
  return lines.flatMap((line, i) => {
    const name = told[i] ?? 'missing';
    const writers = texts.writersOf(line);
    const isRight = name !== 'missing' && writers.has(name);
    const inDoubt = name === 'nobody' && (writers.size > 1 || timesUnknown(line) <= texts.copiesOf(line));
    return isRight || inDoubt ? [] : [`line ${i + 1} “${line}” is said to be of ${name}`];
  });
}

function nameOf(line: Blamed | undefined): WriterName | 'missing' {
  if (!line) return 'missing';
  if (line.class === 'human') return 'me';
  if (line.class === 'ai') return line.tool as WriterName;
  return 'nobody';
}
