import { ACTIONS, stricter } from '../../contract/verdict';
import { evaluate } from '../../policy/evaluate';
import type { Evaluation, Failure } from '../../policy/evaluate';
import type { PolicySet } from '../../policy/policySet';
import type { ProposedEdit } from './editOf';
import type { UriShape } from './shapes';

/** What holds for one document. */
export interface PathPolicies {
  readonly policies: PolicySet;
  /** Relative to the repository's top level, `/`-separated. */
  readonly path: string;
  /** E-mail address of whoever would accept the suggestion, where it is known. */
  readonly author?: string;
}

export interface EditJudgePorts {
  policiesFor(uri: UriShape): Promise<PathPolicies>;
  now(): Date;
  /** Monotonic, in milliseconds. */
  clock(): number;
}

/** Milliseconds for one edit. A verdict takes far less: this is for texts made to be slow, not for busy machines. */
const EDIT_MS = 250;

/** What is left of the time for one answer or call; past that the policies' `on-error` decides. */
export interface Budget {
  milliseconds: number;
}

export interface JudgedEdit {
  readonly edit: ProposedEdit;
  readonly place: PathPolicies;
  readonly evaluation: Evaluation;
}

/** Judges edits by the policies that hold where they would go. */
export class EditJudge {
  constructor(private readonly ports: EditJudgePorts) {}

  /**
   * The strictest verdict on edits that are outcomes or parts of one thing; undefined where there are none.
   *
   * @param incomplete why there are more of them than these, if there are
   * @throws whatever keeps it from finding the first edit's policies
   */
  async strictest(
    edits: readonly ProposedEdit[],
    tool: string,
    budget: Budget,
    incomplete?: string,
  ): Promise<JudgedEdit | undefined> {
    const judged: JudgedEdit[] = [];
    for (const edit of edits) {
      try {
        const place = await this.ports.policiesFor(edit.uri);
        judged.push({ edit, place, evaluation: await this.evaluation(edit, place, tool, budget) });
        if (incomplete === undefined) continue;
        const failure = { kind: 'size', message: incomplete } as const;
        judged.push({ edit, place, evaluation: unjudged(place, tool, failure) });
      } catch (error) {
        const known = judged.at(-1);
        if (!known) throw error;
        const failure = { kind: 'error', message: String(error) } as const;
        judged.push({ ...known, edit, evaluation: unjudged(known.place, tool, failure) });
      }
    }
    return judged.length === 0 ? undefined : judged.reduce(stricterOf);
  }

  private async evaluation(
    edit: ProposedEdit,
    place: PathPolicies,
    tool: string,
    budget: Budget,
  ): Promise<Evaluation> {
    const here = this.evaluateAt(edit, place, tool, budget);
    if (edit.movedFrom === undefined || here.findings.length === 0) return here;
    // What the text meant where it was is nothing that moving it brings about.
    const before = this.evaluateAt(edit, await this.ports.policiesFor(edit.movedFrom), tool, budget);
    const findings = here.findings.filter(
      ({ rule, action }) =>
        !before.findings.some((one) => one.rule === rule && stricter(one.action, action) === one.action),
    );
    return { ...here, findings, action: findings.map(({ action }) => action).reduce(stricter, 'allow') };
  }

  private evaluateAt(
    { languageId, before, replaced, insert, after }: ProposedEdit,
    { policies, path, author }: PathPolicies,
    tool: string,
    budget: Budget,
  ): Evaluation {
    const { now, clock } = this.ports;
    const text = { before, replaced, insert, after, ...(languageId !== undefined && { languageId }) };
    const started = clock();
    const evaluation = evaluate({ ...text, path, tool, ...(author !== undefined && { author }) }, policies, {
      now: now(),
      clock,
      deadlineMs: Math.max(0, Math.min(EDIT_MS, budget.milliseconds)),
    });
    budget.milliseconds -= clock() - started;
    return evaluation;
  }
}

const rank = ({ evaluation }: JudgedEdit): number => ACTIONS.indexOf(evaluation.action);

/** Of equals the first; that something could not be judged is never forgotten. */
function stricterOf(a: JudgedEdit, b: JudgedEdit): JudgedEdit {
  const strictest = rank(b) > rank(a) ? b : a;
  const failure = a.evaluation.failure ?? b.evaluation.failure;
  return failure ? { ...strictest, evaluation: { ...strictest.evaluation, failure } } : strictest;
}

/** Where not even the policies are known, `on-error` of the recommended policy speaks for them: it allows. */
export const unjudged = (place: PathPolicies | undefined, tool: string, failure: Failure): Evaluation => ({
  action: place ? place.policies.situation(place.path, tool, place.author).onError : 'allow',
  findings: [],
  risk: { score: 0, level: 'none' },
  failure,
});
