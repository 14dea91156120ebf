/**
 * What the note of a commit in `refs/notes/parapet` says (contract 4): how risky the commit is, what the guardrails said
 * since the commit before, and where the audit log stood. One JSON object on one line.
 */
import { RISK_LEVELS, type RiskLevel } from '../contract/verdict';
import type { AuditEvent } from './record';
import { HASH } from './record';

/** Where a log stood. */
export interface AuditAnchor {
  /** Which log: the hash of its first record. */
  readonly log: string;
  readonly count: number;
  /** Of the last record. */
  readonly head: string;
}

export interface VerdictCount {
  readonly rule: string;
  readonly action: string;
  readonly outcome?: string;
  readonly times: number;
}

export interface ExceptionNoted {
  readonly time: string;
  readonly what?: string;
  readonly path?: string;
  readonly rules: readonly string[];
}

/** Since the commit before. */
export interface Doings {
  readonly accepts: number;
  readonly verdicts: readonly VerdictCount[];
  readonly exceptions: readonly ExceptionNoted[];
}

export interface GuardrailNote extends Doings {
  readonly version: 1;
  readonly risk?: RiskLevel;
  readonly audit: AuditAnchor;
}

const NOTHING: Doings = { accepts: 0, verdicts: [], exceptions: [] };
/** What an agent or a person does in one commit; more says nothing that these do not. */
const MOST = 100;

export function doingsOf(events: readonly AuditEvent[]): Doings {
  return events.reduce((sum, event) => addDoings(sum, doingOf(event)), NOTHING);
}

function doingOf({ kind, time, what, path, outcome, action = 'allow', rules = [] }: AuditEvent): Doings {
  const ids = [...new Set(rules.map(({ rule }) => rule))];
  if (kind === 'accept') return { ...NOTHING, accepts: 1 };
  if (kind === 'verdict') {
    const verdicts = (ids.length > 0 ? ids : ['']).map((rule) => ({
      rule,
      action,
      ...(outcome !== undefined && { outcome }),
      times: 1,
    }));
    return { ...NOTHING, verdicts };
  }
  if (kind !== 'exception') return NOTHING;
  const exception = {
    time,
    ...(what !== undefined && { what }),
    ...(path !== undefined && { path }),
    rules: ids,
  };
  return { ...NOTHING, exceptions: [exception] };
}

export function addDoings(a: Doings, b: Doings): Doings {
  if (b.accepts + b.verdicts.length + b.exceptions.length === 0) return a;
  const verdicts = new Map<string, VerdictCount>();
  for (const one of [...a.verdicts, ...b.verdicts]) {
    const key = JSON.stringify([one.rule, one.action, one.outcome]);
    verdicts.set(key, { ...one, times: one.times + (verdicts.get(key)?.times ?? 0) });
  }
  return {
    accepts: a.accepts + b.accepts,
    verdicts: [...verdicts.values()].slice(0, MOST),
    exceptions: [...a.exceptions, ...b.exceptions].slice(0, MOST),
  };
}

export const printGuardrailNote = ({
  version,
  risk,
  accepts,
  verdicts,
  exceptions,
  audit,
}: GuardrailNote): string =>
  `${JSON.stringify({ version, ...(risk && { risk }), accepts, verdicts, exceptions, audit })}\n`;

/** Undefined for what is no such note. Lists that were written by somebody else are read as empty. */
export function parseGuardrailNote(text: string): GuardrailNote | undefined {
  const note = read(text);
  const audit = note && anchorIn(note['audit']);
  if (!note || note['version'] !== 1 || !audit) return undefined;
  const risk = RISK_LEVELS.find((level) => level === note['risk']);
  return {
    version: 1,
    ...(risk && { risk }),
    accepts: isCount(note['accepts']) ? note['accepts'] : 0,
    verdicts: list(note['verdicts']).flatMap((one) => verdictIn(one) ?? []),
    exceptions: list(note['exceptions']).flatMap((one) => exceptionIn(one) ?? []),
    audit,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function read(text: string): Fields | undefined {
  try {
    return fields(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const fields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null ? (value as Fields) : undefined;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, MOST) : []);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isText = (value: unknown): value is string => typeof value === 'string';

const isHash = (value: unknown): value is string => isText(value) && HASH.test(value);

export function anchorIn(value: unknown): AuditAnchor | undefined {
  const { log, count, head } = fields(value) ?? {};
  return isHash(log) && isHash(head) && isCount(count) && count > 0 ? { log, count, head } : undefined;
}

function verdictIn(value: unknown): VerdictCount | undefined {
  const { rule, action, outcome, times } = fields(value) ?? {};
  if (!isText(rule) || !isText(action) || !isCount(times)) return undefined;
  return { rule, action, ...(isText(outcome) && { outcome }), times };
}

function exceptionIn(value: unknown): ExceptionNoted | undefined {
  const { time, what, path, rules } = fields(value) ?? {};
  if (!isText(time)) return undefined;
  return {
    time,
    ...(isText(what) && { what }),
    ...(isText(path) && { path }),
    rules: list(rules).filter(isText),
  };
}
