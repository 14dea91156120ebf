/** What tools wrote of a file that is not committed yet, and what the rules say of it as it stands now. */
import type { Edit } from '../contract/edit';
import type { Action, Criticality, Finding, Severity } from '../contract/verdict';
import { addedLines } from '../provenance/addedLines';
import { countAddedLines } from '../provenance/commitSummary';
import type { AddedLines } from '../provenance/commitSummary';
import { inkLength } from '../provenance/ink';
import { lineStarts } from '../provenance/lineDiff';
import type { Attribution, LabelledText } from '../provenance/model';
import type { ChangedFile } from './commitRisk';

export interface WorkingFile {
  /** From the repository's top level, `/`-separated. */
  readonly path: string;
  readonly languageId?: string;
  /** The text in the last commit; undefined where that does not have the file. */
  readonly committed: string | undefined;
  /** Lines of both texts end with `\n`. */
  readonly labelled: LabelledText;
}

/** What a finding says, wherever it stands. */
export interface Remark {
  readonly rule: string;
  readonly severity: Severity;
  readonly action: Action;
  readonly message: string;
  readonly why: string;
  readonly instead: string;
}

export interface Reviewer {
  /** What the policies that hold for the file say of an edit. */
  judge(edit: Edit): readonly Finding[];
  /** What a rule says that looks at what an edit takes away, which cannot be seen in what is left; else undefined. */
  remarkOfRemoval(rule: string, attribution: Attribution): Remark | undefined;
}

/** A remark with its place. */
export interface PlacedRemark extends Remark {
  /** UTF-16 offsets in the file's text; on one line. */
  readonly start: number;
  readonly end: number;
}

/** What one tool wrote at one place, of which something is not committed. */
export interface Snippet {
  /** Of the largest part of it. */
  readonly attribution: Attribution;
  /** UTF-16 offsets in the file's text. */
  readonly start: number;
  readonly end: number;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  readonly remarks: readonly PlacedRemark[];
}

export interface FileReview {
  readonly path: string;
  readonly lines: AddedLines;
  readonly snippets: readonly Snippet[];
}

/** Stretches that a person's words part are one snippet if no more than this is between them, in lines. */
const GAP_LINES = 2;
/** With more snippets in a file, they are taken for one: each is judged by itself. */
const MAX_SNIPPETS = 100;

export function reviewFile(file: WorkingFile, reviewer: Reviewer): FileReview {
  const { path, committed, labelled } = file;
  const added = addedLines(committed ?? '', labelled.text);
  const lines = countAddedLines([{ labelled, added }]);
  const starts = lineStarts(labelled.text);
  const isAdded = new Set(added);
  const snippets = stretchesOf(labelled, starts)
    .filter((one) => {
      for (let line = one.startLine; line <= one.endLine; line++) if (isAdded.has(line)) return true;
      return false;
    })
    .map((stretch): Snippet => ({ ...stretch, remarks: remarksOn(stretch, file, starts, reviewer) }));
  return { path, lines, snippets };
}

/** For `commitRisk`. */
export const changedFileOf = (
  { path, lines, snippets }: FileReview,
  criticality: Criticality,
): ChangedFile => ({
  path,
  criticality,
  findings: snippets.flatMap(({ remarks }) => remarks),
  aiLines: lines.ai + lines.tainted,
  unknownLines: lines.unknown,
});

type Stretch = Omit<Snippet, 'remarks'>;

function stretchesOf({ text, ranges }: LabelledText, starts: readonly number[]): Stretch[] {
  const found: { start: number; end: number; shares: Map<Attribution, number> }[] = [];
  for (const { start, end, author } of ranges) {
    const ink = inkLength(text, start, end);
    if (author.kind !== 'ai' || ink === 0) continue;
    const last = found.at(-1);
    if (last && (found.length >= MAX_SNIPPETS || areNear(text, last.end, start))) {
      last.end = end;
      last.shares.set(author.attribution, (last.shares.get(author.attribution) ?? 0) + ink);
    } else found.push({ start, end, shares: new Map([[author.attribution, ink]]) });
  }
  return found.map(({ start, end, shares }) => {
    const [first, ...others] = shares;
    const [attribution] = others.reduce((most, one) => (one[1] > most[1] ? one : most), first!);
    return { attribution, start, end, startLine: lineOf(starts, start), endLine: lineOf(starts, end - 1) };
  });
}

function areNear(text: string, from: number, to: number): boolean {
  let breaks = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1))
    if (++breaks > GAP_LINES) return false;
  return true;
}

/** The snippet is judged as if it were about to be inserted, so that a person's mending of it counts. */
function remarksOn(
  { attribution, start, end }: Stretch,
  { path, languageId, labelled: { text } }: WorkingFile,
  starts: readonly number[],
  reviewer: Reviewer,
): PlacedRemark[] {
  const edit: Edit = {
    path,
    ...(languageId !== undefined && { languageId }),
    before: text.slice(0, start),
    replaced: '',
    insert: text.slice(start, end),
    after: text.slice(end),
    tool: attribution.tool,
  };
  const found = reviewer
    .judge(edit)
    .filter(({ observed, removed }) => observed !== true && removed !== true)
    .map((finding): PlacedRemark => {
      const from = Math.max(finding.start, 0);
      const lineEnd = (starts[lineOf(starts, from)] ?? text.length + 1) - 1;
      return { ...wordsOf(finding), start: from, end: Math.max(from, Math.min(finding.end, lineEnd)) };
    });
  const stillHeld = (attribution.verdict?.rules ?? [])
    .filter((rule) => found.every((remark) => remark.rule !== rule))
    .flatMap((rule) => reviewer.remarkOfRemoval(rule, attribution) ?? [])
    .map((remark): PlacedRemark => {
      const lineEnd = (starts[lineOf(starts, start)] ?? text.length + 1) - 1;
      return { ...remark, start, end: Math.min(end, lineEnd) };
    });
  return [...found, ...stillHeld];
}

const wordsOf = ({ rule, severity, action, message, why, instead }: Remark): Remark => ({
  rule,
  severity,
  action,
  message,
  why,
  instead,
});

/** 1-based line of an offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
