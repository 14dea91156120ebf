import { createHash } from 'node:crypto';
import { ACTIONS } from '../contract/verdict';
import type { AuditFact } from './auditTrail';
import type { JudgedCall, JudgedItem } from './intercept/suggestionJudge';

/** Assistants are asked anew at every key press: what comes again within this time is the same. Milliseconds. */
const SAME_MS = 60_000;
const MOST_REMEMBERED = 200;
/** Of the document around a suggestion, in UTF-16 units. */
const AROUND = 200;

/** What is to be recorded of the suggestions that are judged and accepted. */
export class AuditedSuggestions {
  /** When each was last seen, the latest last. */
  private readonly seen = new Map<string, number>();

  /** @param clock milliseconds, monotonic */
  constructor(private readonly clock: () => number) {}

  /** Of one answer: each verdict that was not `allow`, and is not one of a moment ago. */
  judged({ tool, items }: JudgedCall): readonly AuditFact[] {
    return items
      .filter((item) => item.evaluation.action !== 'allow' && !this.isRepeated(tool, item))
      .map((item) => ({ ...about(tool, item), kind: 'verdict', outcome: outcomeOf(item) }));
  }

  accepted(tool: string, item: JudgedItem): AuditFact {
    return { ...about(tool, item), kind: 'accept' };
  }

  private isRepeated(tool: string, item: JudgedItem): boolean {
    const { uri, evaluation, withheld } = item;
    const what = JSON.stringify([tool, uri.toString(), evaluation.action, withheld, madeOf(item)]);
    // Texts may be long, and are somebody's.
    const key = createHash('sha256').update(what).digest('base64');
    const last = this.seen.get(key);
    const now = this.clock();
    this.seen.delete(key);
    this.seen.set(key, now);
    const [oldest] = this.seen.keys();
    if (this.seen.size > MOST_REMEMBERED && oldest !== undefined) this.seen.delete(oldest);
    return last !== undefined && now - last < SAME_MS;
  }
}

function about(tool: string, { uri, evaluation, edits }: JudgedItem): Omit<AuditFact, 'kind'> {
  const { action, findings, risk } = evaluation;
  const gravest = findings.toSorted((a, b) => ACTIONS.indexOf(b.action) - ACTIONS.indexOf(a.action));
  const [edit] = edits;
  return {
    uri,
    tool,
    what: 'suggestion',
    action,
    level: risk.level,
    findings: gravest,
    ...(edit && { text: edit.insert }),
  };
}

const outcomeOf = ({ withheld, takenBack }: JudgedItem): string =>
  withheld ? 'withheld' : takenBack ? 'taken back' : 'shown';

/** What the lines would become: the same while somebody types what is suggested. */
export const madeOf = ({ edits }: JudgedItem): readonly string[] =>
  edits
    .slice(0, 1)
    .map(
      ({ before, insert, after }) =>
        before.slice(-AROUND).split('\n').at(-1) + insert + after.slice(0, AROUND).split('\n')[0],
    );
