/** Recovery by content (contract 4): only whole hunks identical to what a known commit, or several in a row, added at that path. */
import { inkLength } from './ink';
import { lineStarts } from './lineDiff';
import { rangesOf } from './authorshipNote';
import type { LineWriters, Writer } from './lineWriters';

/** Lines in a row that a known commit added. */
export interface KnownHunk {
  /** The commit. */
  readonly source: string;
  readonly lines: readonly { readonly text: string; readonly writer: Writer | undefined }[];
}

/** So much ink is no coincidence; a bracket or two is, and a word is where nothing else of its commit is there. */
const LEAST_INK = 8;
const WORD = /[\p{L}\p{N}]/u;

/** Whether any hunk of added lines stands in another text line for line, though maybe not in a row. */
export function mayShareHunk(text: string, added: readonly number[], other: string): boolean {
  const [lines, others] = [linesOf(text), new Set(linesOf(other))];
  return rangesOf(added).some(({ start, end }) =>
    lines.slice(start - 1, end).every((line) => others.has(line)),
  );
}

/** The hunks of one file of a known commit of which any line has a writer. */
export function knownHunks(
  source: string,
  text: string,
  added: readonly number[],
  writers: LineWriters,
): KnownHunk[] {
  const lines = linesOf(text);
  return rangesOf(added)
    .map(({ start, end }) => ({
      source,
      lines: lines.slice(start - 1, end).map((line, i) => ({ text: line, writer: writers.get(start + i) })),
    }))
    .filter(({ lines: own }) => own.some(({ text: line, writer }) => writer && WORD.test(line)));
}

/**
 * A hunk of a known commit counts where all of it stands in lines that were added and of which nothing is known: as all
 * of them, or, since a squash puts hunks side by side, as two or more. A word or two count only beside more of their commit.
 *
 * @param added 1-based, ascending
 */
export function recoverHunks(
  text: string,
  added: readonly number[],
  hunks: readonly KnownHunk[],
  isOpen: (line: number) => boolean,
): LineWriters {
  const writers = new Map<number, Writer>();
  if (hunks.length === 0) return writers;
  const lines = linesOf(text);
  let runs: readonly Run[] = rangesOf(added.filter(isOpen));
  const sources = new Set<string>();
  /** Each once: it was written once. */
  const find = (pending: readonly KnownHunk[]): void => {
    const left = new Set(pending);
    for (let found = true; found;) {
      found = false;
      for (const hunk of left) {
        const place = firstPlace(hunk, lines, runs);
        if (!place) continue;
        const { run, at } = place;
        hunk.lines.forEach(({ writer }, i) => writer && writers.set(at + i, writer));
        const rest = [
          { start: run.start, end: at - 1 },
          { start: at + hunk.lines.length, end: run.end },
        ].filter(({ start, end }) => start <= end);
        runs = [...runs.filter((one) => one !== run), ...rest];
        sources.add(hunk.source);
        left.delete(hunk);
        found = true;
      }
    }
  };
  const longestFirst = hunks.toSorted((a, b) => b.lines.length - a.lines.length);
  find(longestFirst.filter((hunk) => ink(hunk) >= LEAST_INK));
  find(longestFirst.filter((hunk) => ink(hunk) < LEAST_INK && sources.has(hunk.source)));
  return writers;
}

interface Run {
  readonly start: number;
  readonly end: number;
}

function firstPlace(
  { lines: wanted }: KnownHunk,
  lines: readonly string[],
  runs: readonly Run[],
): { readonly run: Run; readonly at: number } | undefined {
  for (const run of runs) {
    const at = placeOf(wanted, lines, run);
    if (at !== undefined) return { run, at };
  }
  return undefined;
}

function placeOf(
  wanted: KnownHunk['lines'],
  lines: readonly string[],
  { start, end }: Run,
): number | undefined {
  const length = end - start + 1;
  if (wanted.length > length || (wanted.length === 1 && length > 1)) return undefined;
  for (let at = start; at + wanted.length - 1 <= end; at++) {
    if (wanted.every(({ text }, i) => lines[at - 1 + i] === text)) return at;
  }
  return undefined;
}

/** Without their ends: a last line without one is the same line. */
function linesOf(text: string): string[] {
  const starts = lineStarts(text);
  return Array.from({ length: starts.length - 1 }, (_, i) =>
    text.slice(starts[i], starts[i + 1]).replace(/\n$/, ''),
  );
}

const ink = ({ lines }: KnownHunk): number =>
  lines.reduce((sum, { text }) => sum + inkLength(text, 0, text.length), 0);
