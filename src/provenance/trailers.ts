/**
 * The trailers of a commit with AI lines (contract 4). `Assisted-by` is the Linux kernel's form
 * (docs.kernel.org/process/coding-assistants.html): `AGENT:MODEL`, then perhaps further tools; its checker wants
 * `^\S+:\S+`.
 */
import { RISK_LEVELS } from '../contract/verdict';
import type { RiskLevel } from '../contract/verdict';

export const ASSISTED_BY = 'Assisted-by';
export const AI_LINES = 'AI-Lines';
export const AI_RISK = 'AI-Risk';
export const OUR_TRAILER_KEYS: readonly string[] = [ASSISTED_BY, AI_LINES, AI_RISK];

export interface Assistant {
  readonly tool: string;
  readonly modelOrVersion: string;
}

export interface CommitSummary {
  /** Added lines of class `ai`. */
  readonly aiLines: number;
  /** Added lines that are not blank, of any class. */
  readonly addedLines: number;
  /** Each tool and model once. */
  readonly assisted: readonly Assistant[];
  readonly risk: RiskLevel;
}

export interface Trailer {
  readonly key: string;
  readonly value: string;
}

/** What stands in a message was written by a tool or a stranger: a value is one line without white space in it. */
const MAX_NAME = 100;

/** None where no line is AI's. */
export function commitTrailers(summary: CommitSummary): Trailer[] {
  if (summary.aiLines === 0) return [];
  const assisted = new Set(summary.assisted.map(formatAssistant));
  return [
    ...[...assisted].map((value) => ({ key: ASSISTED_BY, value })),
    { key: AI_LINES, value: `${summary.aiLines}/${summary.addedLines}` },
    { key: AI_RISK, value: summary.risk },
  ];
}

/** The first colon parts tool from model: a tool's own become dashes, as white space does in both. */
export const formatAssistant = ({ tool, modelOrVersion }: Assistant): string =>
  `${nameOf(tool).replaceAll(':', '-')}:${nameOf(modelOrVersion)}`;

function nameOf(name: string): string {
  const visible = [...name.normalize('NFC').replace(/[\s\p{C}]+/gu, '-')].slice(0, MAX_NAME).join('');
  return visible === '' ? 'unknown' : visible;
}

export function parseAssistant(value: string): Assistant | undefined {
  const [, tool, modelOrVersion] = /^([^\s:]+):(\S+)(?:\s.*)?$/.exec(value.trim()) ?? [];
  return tool === undefined || modelOrVersion === undefined ? undefined : { tool, modelOrVersion };
}

export function parseAiLines(value: string): Pick<CommitSummary, 'aiLines' | 'addedLines'> | undefined {
  const [, ai, added] = /^(\d{1,9})\/(\d{1,9})$/.exec(value.trim()) ?? [];
  const [aiLines, addedLines] = [Number(ai), Number(added)];
  return aiLines <= addedLines ? { aiLines, addedLines } : undefined;
}

export const parseRiskLevel = (value: string): RiskLevel | undefined =>
  RISK_LEVELS.find((level) => level === value.trim().toLowerCase());

/**
 * What a commit's trailers claim. Keys are matched in any case, as git does; a value that does not read right is
 * as good as none, and of several the last counts.
 *
 * @returns nothing where there is no `AI-Lines`: an `Assisted-by` alone may be anybody's
 */
export function readTrailers(trailers: readonly Trailer[]): CommitSummary | undefined {
  const values = (key: string): string[] =>
    trailers.filter((trailer) => trailer.key.toLowerCase() === key.toLowerCase()).map(({ value }) => value);
  const lines = values(AI_LINES)
    .map(parseAiLines)
    .findLast((read) => read !== undefined);
  if (lines === undefined) return undefined;
  return {
    ...lines,
    assisted: values(ASSISTED_BY).flatMap((value) => parseAssistant(value) ?? []),
    risk:
      values(AI_RISK)
        .map(parseRiskLevel)
        .findLast((read) => read !== undefined) ?? 'none',
  };
}
