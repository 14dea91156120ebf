import type { RiskLevel } from '../contract/verdict';
import { classifyLines } from './classifyLines';
import { inkLength } from './ink';
import { allLines } from './lineDiff';
import type { Attribution, ClassifiedLine, LabelledText } from './model';
import type { Assistant, CommitSummary } from './trailers';

/** A file as a commit contains it. */
export interface CommittedText {
  readonly labelled: LabelledText;
  /** 1-based numbers of the lines that the commit adds. */
  readonly added: Iterable<number>;
}

/** What a commit adds, by class; blank lines are not counted. */
export interface AddedLines {
  readonly all: number;
  readonly ai: number;
  /** Of another class, with some AI character left in them: the gate takes these for AI as well. */
  readonly tainted: number;
  readonly human: number;
  /** Without the tainted ones. */
  readonly unknown: number;
  /** The tools of `ai` and `tainted` lines, the one with most lines first. */
  readonly assisted: readonly Assistant[];
}

export const countAddedLines = (files: readonly CommittedText[]): AddedLines =>
  countLines(files.flatMap(addedLinesOf));

/** @param added as `addedLinesOf` tells them of one file or of several */
export function countLines(added: readonly ClassifiedLine[]): AddedLines {
  const count = (is: (line: ClassifiedLine) => boolean): number => added.filter(is).length;
  return {
    all: added.length,
    ai: count((line) => line.class === 'ai'),
    tainted: count((line) => line.class !== 'ai' && line.tainted),
    human: count((line) => line.class === 'human' && !line.tainted),
    unknown: count((line) => line.class === 'unknown' && !line.tainted),
    assisted: assistantsOf(added.flatMap(({ attribution }) => attribution ?? [])),
  };
}

/**
 * What the trailers say of a commit. `AI-Lines` counts lines of class `ai` only: a tainted line is mostly a person's,
 * and is held against the change at the gate, not in its message. A tool that left nothing but traces is named all
 * the same.
 */
export function summariseCommit(files: readonly CommittedText[], risk: RiskLevel): CommitSummary {
  const { ai, all, assisted } = countAddedLines(files);
  return { aiLines: ai, addedLines: all, assisted, risk };
}

/** The added lines of a file that are not blank. */
export function addedLinesOf({ labelled, added }: CommittedText): ClassifiedLine[] {
  const numbers = new Set(added);
  const { text, starts } = allLines(labelled.text);
  return classifyLines(labelled).filter(
    ({ line }) => numbers.has(line) && inkLength(text, starts[line - 1], starts[line]) > 0,
  );
}

/** The model says more than the tool's version; without either it is unknown. */
export const assistantOf = ({ tool, model, toolVersion }: Attribution): Assistant => ({
  tool,
  modelOrVersion: model ?? toolVersion ?? 'unknown',
});

function assistantsOf(attributions: readonly Attribution[]): Assistant[] {
  const counts = new Map<string, { readonly assistant: Assistant; lines: number }>();
  for (const attribution of attributions) {
    const assistant = assistantOf(attribution);
    const key = JSON.stringify([assistant.tool, assistant.modelOrVersion]);
    const entry = counts.get(key) ?? { assistant, lines: 0 };
    counts.set(key, { ...entry, lines: entry.lines + 1 });
  }
  return [...counts]
    .toSorted(([a, m], [b, n]) => n.lines - m.lines || (a < b ? -1 : 1))
    .map(([, one]) => one.assistant);
}
