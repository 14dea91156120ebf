import type { InterceptionMode } from '../../contract/manifest';
import { ACTIONS } from '../../contract/verdict';
import { evaluate } from '../../policy/evaluate';
import type { Evaluation, Failure } from '../../policy/evaluate';
import type { PolicySet } from '../../policy/policySet';
import { editsOf } from './editOf';
import type { ProposedEdit } from './editOf';
import type { DocumentShape, ItemShape, PositionShape, UriShape } from './shapes';
import type { Judge, Suggestions } from './wrapProvider';

/** What holds for one document. */
export interface PathPolicies {
  readonly policies: PolicySet;
  /** Relative to the repository's top level, `/`-separated. */
  readonly path: string;
  /** E-mail address of whoever would accept the suggestion, where it is known. */
  readonly author?: string;
}

export interface JudgedItem {
  readonly item: ItemShape;
  readonly uri: UriShape;
  readonly path: string;
  /** 0-based line in that document at which the suggestion starts. */
  readonly line: number;
  /** UTF-16 units that it inserts and replaces. */
  readonly inserted: number;
  readonly replaced: number;
  readonly evaluation: Evaluation;
  readonly withheld: boolean;
  /** What accepting it would do: one edit for each outcome of a snippet and each document that it may land in. */
  readonly edits: readonly ProposedEdit[];
}

/** One answer of a provider, judged. */
export interface JudgedCall {
  readonly tool: string;
  readonly document: DocumentShape;
  readonly position: PositionShape;
  readonly mode: Exclude<InterceptionMode, 'off'>;
  /** In the provider's order, without those that insert nothing. */
  readonly items: readonly JudgedItem[];
  /** How many items of the answer VS Code gets. */
  readonly shown: number;
  /** VS Code drops the answer of a cancelled call, and one to a document that has changed since. */
  readonly stale: boolean;
}

export interface JudgePorts {
  mode(): InterceptionMode;
  policiesFor(uri: UriShape): Promise<PathPolicies>;
  openDocument(uri: UriShape): DocumentShape | undefined;
  now(): Date;
  /** Monotonic, in milliseconds. */
  clock(): number;
  judged(call: JudgedCall): void;
  /** `judged` has failed, which changes no verdict. */
  failed(error: unknown): void;
}

const NONE: ReadonlySet<ItemShape> = new Set();

/**
 * Milliseconds of judging, for one edit and for all of one answer; past that the policies' `on-error`
 * decides. A verdict takes far less than one: this is for texts made to be slow, not for busy machines.
 */
const EDIT_MS = 250;
const ANSWER_MS = 500;

/** What is left of it. */
interface Budget {
  milliseconds: number;
}

interface JudgedEdit {
  readonly edit: ProposedEdit;
  readonly place: PathPolicies;
  readonly evaluation: Evaluation;
}

/** Judges what a provider suggests by the policies that hold where it would go. */
export class SuggestionJudge {
  constructor(private readonly ports: JudgePorts) {}

  readonly judge: Judge = async (suggestions) => {
    const mode = this.ports.mode();
    if (mode === 'off') return NONE;
    const budget: Budget = { milliseconds: ANSWER_MS };
    const items: JudgedItem[] = [];
    for (const item of new Set(suggestions.items)) {
      const judged = await this.judgeItem(item, suggestions, budget);
      if (!judged) continue;
      items.push({ ...judged, withheld: mode === 'enforce' && judged.evaluation.action === 'block' });
    }
    const withheld = new Set(items.filter((i) => i.withheld).map((i) => i.item));
    this.report(suggestions, mode, items, withheld);
    return withheld;
  };

  private report(
    { tool, document, position, token, version, items: all }: Suggestions,
    mode: JudgedCall['mode'],
    items: readonly JudgedItem[],
    withheld: ReadonlySet<ItemShape>,
  ): void {
    const shown = all.filter((item) => !withheld.has(item)).length;
    const stale = token.isCancellationRequested || document.version !== version;
    try {
      this.ports.judged({ tool: tool.id, document, position, mode, items, shown, stale });
    } catch (error) {
      this.ports.failed(error);
    }
  }

  /** Never rejects: what goes wrong is a verdict too, by `on-error`. Nothing for an item that inserts nothing. */
  private async judgeItem(
    item: ItemShape,
    { tool, document, position }: Suggestions,
    budget: Budget,
  ): Promise<Omit<JudgedItem, 'withheld'> | undefined> {
    let known: PathPolicies | undefined;
    try {
      const context = { honoursUri: tool.honoursUri, openDocument: this.ports.openDocument };
      const { edits, complete } = editsOf(document, position, item, context);
      const judged: JudgedEdit[] = [];
      for (const edit of edits) {
        const place = (known = await this.ports.policiesFor(edit.uri));
        judged.push({ edit, place, evaluation: this.evaluateEdit(edit, place, tool.id, budget) });
        if (complete) continue;
        const failure = { kind: 'size', message: 'the snippet has too many outcomes' } as const;
        judged.push({ edit, place, evaluation: unjudged(place, tool.id, failure) });
      }
      if (judged.length === 0) return undefined;
      const { edit, place, evaluation } = judged.reduce(stricterOf);
      const { uri, line, insert, replaced } = edit;
      const lengths = { inserted: insert.length, replaced: replaced.length };
      return { item, uri, path: place.path, line, ...lengths, evaluation, edits };
    } catch (error) {
      const evaluation = unjudged(known, tool.id, { kind: 'error', message: String(error) });
      const { uri } = document;
      const path = known?.path ?? uri.path;
      return { item, uri, path, line: position.line, inserted: 0, replaced: 0, evaluation, edits: [] };
    }
  }

  private evaluateEdit(
    edit: ProposedEdit,
    { policies, path, author }: PathPolicies,
    tool: string,
    budget: Budget,
  ): Evaluation {
    const { now, clock } = this.ports;
    const { languageId, before, replaced, insert, after } = edit;
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
const unjudged = (place: PathPolicies | undefined, tool: string, failure: Failure): Evaluation => ({
  action: place ? place.policies.situation(place.path, tool, place.author).onError : 'allow',
  findings: [],
  risk: { score: 0, level: 'none' },
  failure,
});
