import { ACTIONS } from '../contract/verdict';
import type { Action, Finding } from '../contract/verdict';
import type { Failure } from '../policy/evaluate';
import type { UriShape } from './intercept/shapes';
import type { JudgedCall, JudgedItem } from './intercept/suggestionJudge';

/** How it was going to get in: drawn as a suggestion, or put into a document, or onto the disk, by the tool itself. */
export type Way = 'suggestion' | 'edit' | 'file';

/** Something that was judged, whichever way it came. */
export interface JudgedPieces extends Pick<JudgedCall, 'tool'> {
  readonly way?: Way;
  readonly items: readonly Omit<JudgedItem, 'item' | 'edits'>[];
}

/** A judgement that somebody may want to look up: it was not simply `allow`. */
export interface Notable {
  readonly at: Date;
  /** `observed`: it would have been withheld; `taken back`: it had been accepted. */
  readonly outcome: 'withheld' | 'taken back' | 'observed' | 'shown';
  readonly action: Action;
  readonly way: Way;
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

  /** Suggestions and edits withheld or taken back in this session, repetitions not counted. */
  get withheld(): number {
    return this.withheldCount;
  }

  list(): readonly Notable[] {
    return [...this.byKey.values()].toReversed();
  }

  /** Takes an answer that a person would have seen in; returns what is notable about it. */
  add(call: JudgedPieces, at: Date): readonly Notable[] {
    const notables = call.items.filter(isNotable).map((item) => this.addItem(call, item, at));
    while (this.byKey.size > MAX) this.byKey.delete(this.byKey.keys().next().value ?? '');
    return notables;
  }

  private addItem(call: JudgedPieces, item: JudgedPieces['items'][number], at: Date): Notable {
    const { way = 'suggestion' } = call;
    const { evaluation, uri, path, line, inserted, replaced } = item;
    const findings = evaluation.findings.toSorted(
      (a, b) => ACTIONS.indexOf(b.action) - ACTIONS.indexOf(a.action),
    );
    const outcome = outcomeOf(item);
    const rules = findings.map((finding) => finding.rule);
    const key = JSON.stringify([outcome, way, call.tool, uri.toString(), line, rules]);
    const times = (this.byKey.get(key)?.times ?? 0) + 1;
    if (times === 1 && (outcome === 'withheld' || outcome === 'taken back')) this.withheldCount++;
    const notable: Notable = {
      at,
      outcome,
      action: evaluation.action,
      way,
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

function outcomeOf({
  withheld,
  takenBack,
  evaluation,
}: Pick<JudgedItem, 'withheld' | 'takenBack' | 'evaluation'>): Notable['outcome'] {
  if (withheld) return 'withheld';
  if (takenBack !== undefined) return takenBack ? 'taken back' : 'shown';
  return evaluation.action === 'block' ? 'observed' : 'shown';
}

const isNotable = ({ evaluation }: Pick<JudgedItem, 'evaluation'>): boolean =>
  evaluation.action !== 'allow' || evaluation.findings.length > 0 || evaluation.failure !== undefined;
