/**
 * What may be said of a line, told by its text alone. Most texts are written once, by the one that they name. Some are
 * written many times, always by the same one, or by several in turns: of lines alike it is enough that what is said of
 * one is true of one of them. Where a text stands in a file more often than it was ever written there, as where both
 * sides of a conflict are kept, nothing need be known of how those beyond that number came there: a person who types them
 * anew leaves the same file, and so does a tool that reports all of it. Any of them may be the ones that are left later.
 * The same holds of short lines that no commit has where a person keeps both sides of a conflict: they change places with
 * those beside them, and a short line that is gone here and there elsewhere is no evidence of anything.
 * What was written in another file says nothing of this one, since nothing here goes from one to another.
 */
import type { Random } from '../../host/random';
import { inkLength } from '../../../src/provenance/ink';
import type { Blamed } from './workplace';

export const TOOLS = ['ai', 'ai2'] as const;
export const WRITERS = [...TOOLS, 'me', 'nobody'] as const;
export type WriterName = (typeof WRITERS)[number];

/** A line of less ink is not followed to another place. */
const LEAST_INK = 8;

const WORDS = ['alpha', 'bravo', 'carbon', 'delta', 'engine', 'fabric', 'gamma', 'harbor', 'ink', 'jolt'];

export class Texts {
  private count = 0;
  /** By file and text. */
  private readonly shared = new Map<string, WriterName[]>();
  private readonly copies = new Map<string, number>();
  private readonly copiers = new Map<string, Set<string>>();
  private readonly astray = new Set<string>();

  constructor(private readonly random: Random) {}

  /** @param alike share of lines that others are like, of 1 */
  next(file: string, writer: WriterName, alike: number): string {
    const { random } = this;
    if (random.next() < alike) {
      const text = random.pick([
        `${writer} }`,
        `${writer} return early;`,
        '}',
        'return null;',
        'end of the block',
      ]);
      const key = keyOf(file, text);
      this.shared.set(key, [...(this.shared.get(key) ?? []), writer]);
      return text;
    }
    const words = Array.from({ length: 1 + random.upTo(4) }, () => random.pick(WORDS as never));
    // The sign keeps `ai2 4` and `ai 24` apart, of which a formatter could make one out of the other.
    return `${writer} #${this.count++} ${words.join(' ')}`;
  }

  /** A file has these lines. */
  see(file: string, lines: readonly string[]): void {
    for (const text of new Set(lines.map((line) => line.trim()))) {
      const key = keyOf(file, text);
      const count = lines.filter((line) => line.trim() === text).length;
      const beyond = count - (this.shared.get(key)?.length ?? 1);
      this.copies.set(key, Math.max(beyond, this.copiesOf(file, text)));
    }
  }

  /** A tool has reported all of a file. */
  report(file: string, lines: readonly string[], tool: WriterName): void {
    for (const line of lines.filter((one) => this.copiesOf(file, one) > 0)) {
      const key = keyOf(file, line);
      this.copiers.set(key, (this.copiers.get(key) ?? new Set()).add(tool));
    }
  }

  /** Both sides of a conflict are kept. @param lines that no commit has */
  putTogether(file: string, lines: readonly string[]): void {
    for (const line of lines) if (inkLength(line) < LEAST_INK) this.astray.add(keyOf(file, line));
  }

  mayBeAstray(file: string, line: string): boolean {
    return this.astray.has(keyOf(file, line));
  }

  mayHaveCopied(name: string, file: string, line: string): boolean {
    return name === 'nobody' || (this.copiers.get(keyOf(file, line))?.has(name) ?? false);
  }

  /** How many more of this text than were written there have ever stood in a file, white space aside. */
  copiesOf(file: string, line: string): number {
    return this.copies.get(keyOf(file, line)) ?? 0;
  }

  /** Whoever has written this text there, white space aside. */
  writersOf(file: string, line: string): ReadonlySet<WriterName> {
    const shared = this.shared.get(keyOf(file, line));
    if (shared) return new Set(shared);
    const [name = ''] = line.trim().split(' ');
    return new Set([(WRITERS as readonly string[]).includes(name) ? (name as WriterName) : 'nobody']);
  }
}

const keyOf = (file: string, line: string): string => `${file}\0${line.trim()}`;

export function problemsIn(
  file: string,
  lines: readonly string[],
  blamed: readonly Blamed[],
  texts: Texts,
): string[] {
  texts.see(file, lines);
  const told = lines.map((_, i) => nameOf(blamed[i]));
  const timesOf = (name: string, line: string): number =>
    lines.filter((other, i) => told[i] === name && other.trim() === line.trim()).length;
  return lines.flatMap((line, i) => {
    const name = told[i] ?? 'missing';
    const writers = texts.writersOf(file, line);
    const isRight = name !== 'missing' && writers.has(name);
    const inDoubt =
      (name === 'nobody' && (writers.size > 1 || texts.mayBeAstray(file, line))) ||
      (texts.mayHaveCopied(name, file, line) && timesOf(name, line) <= texts.copiesOf(file, line));
    return isRight || inDoubt ? [] : [`line ${i + 1} “${line}” is said to be of ${name}`];
  });
}

function nameOf(line: Blamed | undefined): WriterName | 'missing' {
  if (!line) return 'missing';
  if (line.class === 'human') return 'me';
  if (line.class === 'ai') return line.tool as WriterName;
  return 'nobody';
}
