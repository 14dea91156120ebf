import { ACTIONS } from '../contract/verdict';
import type { Action, Finding } from '../contract/verdict';
import type { Failure } from '../policy/evaluate';
import type { UriShape } from './intercept/shapes';
import type { JudgedCall, JudgedItem } from './intercept/suggestionJudge';

/** A judgement that somebody may want to look up: it was not simply `allow`. */
export interface Notable {
  readonly at: Date;
  /** `observed`: it would have been withheld. */
  readonly outcome: 'withheld' | 'observed' | 'shown';
  readonly action: Action;
  readonly tool: string;
  readonly uri: UriShape;
  readonly path: string;
  /** 0-based. */
  readonly line: number;
  readonly inserted: number;
  readonly replaced: number;
  /** Gravest first. */
  readonly findings: readonly Finding[];
  readonly failure?: Failure;
  /** Assistants are asked anew at every key press; the same answer at the same place is one judgement. */
  readonly times: number;
}

const MAX = 100;

/** What was judged in this session, newest first, bounded. */
export class RecentJudgements {
  private readonly byKey = new Map<string, Notable>();
  private withheldCount = 0;

  /** Suggestions withheld in this session, repetitions not counted. */
  get withheld(): number {
    return this.withheldCount;
  }

  list(): readonly Notable[] {
    return [...this.byKey.values()].toReversed();
  }

  /** Takes an answer that a person would have seen in; returns what is notable about it. */
  add(call: JudgedCall, at: Date): readonly Notable[] {
    const notables = call.items.filter(isNotable).map((item) => this.addItem(call, item, at));
    while (this.byKey.size > MAX) this.byKey.delete(this.byKey.keys().next().value ?? '');
    return notables;
  }

  private addItem(call: JudgedCall, item: JudgedItem, at: Date): Notable {
    const { evaluation, uri, path, line, inserted, replaced } = item;
    const findings = evaluation.findings.toSorted(
      (a, b) => ACTIONS.indexOf(b.action) - ACTIONS.indexOf(a.action),
    );
    const outcome = item.withheld ? 'withheld' : evaluation.action === 'block' ? 'observed' : 'shown';
    const rules = findings.map((finding) => finding.rule);
    const key = JSON.stringify([outcome, call.tool, uri.toString(), line, rules]);
    const times = (this.byKey.get(key)?.times ?? 0) + 1;
    if (times === 1 && outcome === 'withheld') this.withheldCount++;
    const notable: Notable = {
      at,
      outcome,
      action: evaluation.action,
      tool: call.tool,
      uri,
      path,
      line,
      inserted,
      replaced,
      findings,
      ...(evaluation.failure && { failure: evaluation.failure }),
      times,
    };
    this.byKey.delete(key);
    this.byKey.set(key, notable);
    return notable;
  }
}

const isNotable = ({ evaluation }: JudgedItem): boolean =>
  evaluation.action !== 'allow' || evaluation.findings.length > 0 || evaluation.failure !== undefined;
