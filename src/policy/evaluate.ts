/** `(edit, policies) → verdict`: what an edit introduces, and what is to be done about it (contract 2). */
import type { Edit } from '../contract/edit';
import { stricter, type Action, type Finding, type Verdict } from '../contract/verdict';
import { riskOf } from '../risk/risk';
import type { Situation } from './context';
import { FindingList } from './findings';
import { languagesOf } from './languagesOf';
import { matchRule } from './match/matchRule';
import { Side } from './match/side';
import { Window } from './match/window';
import { Effort, TooLate, TooMuchWork } from './pattern/effort';
import { placeFindings } from './placeFindings';
import type { PolicySet } from './policySet';

export interface EvaluateOptions {
  /** Decides what is still observed and which adjustments have expired. */
  readonly now: Date;
  /** Monotonic, in milliseconds. Without one there is no deadline. */
  readonly clock?: () => number;
  /** Looked at between rules and within them, as the work goes on: what one pattern does at once cannot be interrupted. */
  readonly deadlineMs?: number;
}

export interface Failure {
  readonly kind: 'error' | 'deadline' | 'size';
  readonly message: string;
}

export interface Evaluation extends Verdict {
  /** Judging was not finished; the action already follows the policies' `on-error`. */
  readonly failure?: Failure;
}

/** UTF-16 units. What an assistant inserts at once is a few kilobytes; beyond this it is not judged in time. */
export const MAX_INSERT = 500_000;
export const MAX_DOCUMENT = 10_000_000;

/**
 * Work that any text may call for, and more by its length. Ordinary files take 25 steps a character, at the most 250, and
 * texts made to be slow 650: what takes more is growing faster than its length.
 */
const STEPS = 1_000_000;
const STEPS_A_CHARACTER = 1_000;
/** A document is read from its start, once for each language, side and spelling. */
const STEPS_A_CHARACTER_AROUND = 50;

const WINDOW_LINES = 60;
const WINDOW_CHARACTERS = 4_000;

/** Never throws: an internal failure is a verdict too, by `on-error`. */
export function evaluate(edit: Edit, policies: PolicySet, options: EvaluateOptions): Evaluation {
  const situation = policies.situation(edit.path, edit.tool, edit.author);
  const findings = new FindingList(edit);
  if (edit.insert === edit.replaced) return verdict(findings, situation);
  try {
    const failure = sizeFailure(edit) ?? judge(edit, situation, findings, options);
    return verdict(findings, situation, failure);
  } catch (error) {
    return verdict(findings, situation, failureOf(error, options));
  }
}

function failureOf(error: unknown, { deadlineMs }: EvaluateOptions): Failure {
  if (error instanceof TooLate)
    return { kind: 'deadline', message: `judging took longer than ${deadlineMs} ms` };
  return {
    kind: error instanceof TooMuchWork ? 'size' : 'error',
    message: error instanceof Error ? error.message : String(error),
  };
}

function sizeFailure({ before, insert, replaced, after }: Edit): Failure | undefined {
  if (insert.length > MAX_INSERT) {
    return {
      kind: 'size',
      message: `the suggestion has ${insert.length} characters, more than ${MAX_INSERT}`,
    };
  }
  const document = before.length + replaced.length + after.length;
  return document > MAX_DOCUMENT
    ? { kind: 'size', message: `the document has ${document} characters, more than ${MAX_DOCUMENT}` }
    : undefined;
}

function effortFor(
  { before, insert, replaced, after }: Edit,
  { clock, deadlineMs }: EvaluateOptions,
): Effort {
  const limit =
    STEPS +
    STEPS_A_CHARACTER * (insert.length + replaced.length) +
    STEPS_A_CHARACTER_AROUND * (before.length + after.length);
  if (!clock || deadlineMs === undefined) return new Effort(limit);
  const start = clock();
  return new Effort(limit, () => clock() - start > deadlineMs);
}

function judge(
  edit: Edit,
  situation: Situation,
  findings: FindingList,
  options: EvaluateOptions,
): Failure | undefined {
  const effort = effortFor(edit, options);
  for (const finding of placeFindings(edit, situation, effort)) findings.add(finding);

  const size = { lines: Math.max(WINDOW_LINES, situation.within), characters: WINDOW_CHARACTERS };
  const newWindow = new Window(edit.before, edit.insert, edit.after, size, effort);
  const oldWindow = new Window(edit.before, edit.replaced, edit.after, size, effort);
  const languages = languagesOf(edit);
  const sides = (languages.length > 0 ? languages : [undefined]).map((language) => ({
    newSide: new Side(newWindow, language),
    oldSide: new Side(oldWindow, language),
  }));
  const candidates = situation.groups.flatMap((group) => group.candidates(newWindow, oldWindow, sides));
  const tooRoundabout = sides.some(({ newSide }) => newSide.spelled?.isCut === true);
  let tooLarge: Failure | undefined = tooRoundabout
    ? { kind: 'size', message: 'more of it is written in a roundabout way than can be told in time' }
    : undefined;
  if (candidates.length === 0) return tooLarge;

  const inner = sides.flatMap(({ newSide }) => newSide.innerLanguages);
  const read = [...new Set([...languages, ...inner])];
  for (const rule of candidates) {
    effort.look();
    const effect = situation.effectOf(rule, read, options.now);
    if (!effect) continue;
    try {
      for (const { newSide, oldSide } of sides) {
        for (const match of matchRule(rule, newSide, oldSide))
          findings.addMatch(rule, effect, match, newWindow.offset);
      }
    } catch (error) {
      if (!(error instanceof TooMuchWork) || effort.isSpent) throw error;
      // One rule that cannot be run here must not keep the others from finding what they find.
      tooLarge ??= { kind: 'size', message: error.message };
    }
  }
  return tooLarge;
}

function verdict(findings: FindingList, situation: Situation, failure?: Failure): Evaluation {
  const list = failure ? [...findings.list(), notJudged(situation.onError, failure)] : findings.list();
  return {
    action: list.map((finding) => finding.action).reduce(stricter, 'allow'),
    findings: list,
    risk: riskOf(list, situation.criticality),
    ...(failure && { failure }),
  };
}

/** What could not be judged is said like any other finding, so that no reader of verdicts can overlook it. */
const notJudged = (action: Action, failure: Failure): Finding => ({
  rule: 'parapet/not-judged',
  severity: 'high',
  action,
  approvals: action === 'approve' ? 1 : 0,
  start: 0,
  end: 0,
  line: 1,
  text: '',
  message: `Not judged: ${failure.message}`,
  why: 'Parapet could not finish judging this edit; the policy says under on-error what happens then.',
  instead: 'Make the change in smaller pieces.',
});
