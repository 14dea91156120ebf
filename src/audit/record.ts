/**
 * What the audit log holds (contract 6): ids, hashes, lengths and paths, and no text of anybody's. There is no field
 * that could carry one.
 */
import { ACTIONS, SEVERITIES, type Action, type Severity } from '../contract/verdict';

export const AUDIT_KINDS = [
  /** A policy's answer that was not `allow`. */
  'verdict',
  'accept',
  'exception',
  'approval',
  /** Another policy, or another mode, holds from here on. */
  'policy',
  'mode',
  /**
   * Of the log itself: older records were let go, a record was cut short by a crash, or there were more records than
   * could be kept while the log could not be written.
   */
  'pruned',
  'torn',
  'lost',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export interface AuditRule {
  readonly rule: string;
  readonly action?: Action;
  readonly severity?: Severity;
}

export interface AuditEvent {
  readonly kind: AuditKind;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Where it was judged: `editor`, `agent`, `gate`. */
  readonly where?: string;
  /** Extension id or agent name. */
  readonly tool?: string;
  readonly session?: string;
  /** What it was about: `suggestion`, `edit`, `command`, `file`. */
  readonly what?: string;
  /** What became of it: `withheld`, `taken back`, `shown`, `refused`. */
  readonly outcome?: string;
  /** Of `mode`, the mode; of `policy`, whether the file holds: `valid`, `invalid`, `gone`. */
  readonly state?: string;
  /** From the repository's top level. */
  readonly path?: string;
  readonly action?: Action;
  readonly level?: string;
  readonly rules?: readonly AuditRule[];
  /** Of the text: SHA-256, hex, and UTF-16 units. */
  readonly textHash?: string;
  readonly length?: number;
  /**
   * Of `pruned`: how many records of the log, from its beginning, are gone, and the hash of the last of them. Of `lost`:
   * how many were not written.
   */
  readonly gone?: number;
  readonly head?: string;
  /** Of `pruned`: which log it is, by the hash of its first record. */
  readonly log?: string;
}

/** More says nothing that these do not. */
const MOST_RULES = 32;
const LONGEST_ID = 200;
const LONGEST_PATH = 1_024;

/** Paths, tool ids and the ids of a repository's rules are somebody else's words: one line each, and bounded. */
const clean = (text: string, longest: number): string =>
  text.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '?').slice(0, longest);

/** The same event with only what a record may hold, in a fixed order of keys. */
export const redacted = (event: AuditEvent): AuditEvent => ({
  kind: event.kind,
  time: clean(event.time, 40),
  ...id('where', event.where),
  ...id('tool', event.tool),
  ...id('session', event.session),
  ...id('what', event.what),
  ...id('outcome', event.outcome),
  ...id('state', event.state),
  ...id('path', event.path, LONGEST_PATH),
  ...(event.action !== undefined && ACTIONS.includes(event.action) && { action: event.action }),
  ...id('level', event.level),
  ...(event.rules && { rules: event.rules.slice(0, MOST_RULES).map(redactedRule) }),
  ...hash('textHash', event.textHash),
  ...count('length', event.length),
  ...count('gone', event.gone),
  ...hash('head', event.head),
  ...hash('log', event.log),
});

function id(key: keyof AuditEvent, value: string | undefined, longest = LONGEST_ID): object {
  return value === undefined ? {} : { [key]: clean(value, longest) };
}

function count(key: keyof AuditEvent, value: number | undefined): object {
  return value === undefined || !Number.isSafeInteger(value) ? {} : { [key]: value };
}

function hash(key: keyof AuditEvent, value: string | undefined): object {
  return value !== undefined && HASH.test(value) ? { [key]: value } : {};
}

export const HASH = /^[0-9a-f]{64}$/;

const redactedRule = ({ rule, action, severity }: AuditRule): AuditRule => ({
  rule: clean(rule, LONGEST_ID),
  ...(action !== undefined && ACTIONS.includes(action) && { action }),
  ...(severity !== undefined && SEVERITIES.includes(severity) && { severity }),
});

/** Of findings, what a record may hold. */
export const auditRules = (findings: readonly AuditRule[]): AuditRule[] => findings.map(redactedRule);
