/** One line of what `parapet record` reads: contract 3. */
import { LineError, parseObject } from './jsonLines';

export interface RecordLine {
  readonly path: string;
  /** 1-based, both included. */
  readonly startLine: number;
  readonly endLine: number;
  readonly by: 'human' | Tool;
}

export interface Tool {
  readonly tool: string;
  readonly toolVersion?: string;
  readonly model?: string;
  readonly session?: string;
}

/** @throws LineError */
export function parseRecordLine(line: string): RecordLine {
  const given = parseObject(line, '{"path": "…", "startLine": 1, "endLine": 1, "tool": "…"}');
  const startLine = lineNumber(given, 'startLine');
  const endLine = lineNumber(given, 'endLine');
  if (endLine < startLine) throw new LineError('“endLine” is before “startLine”');
  return { path: required(given, 'path'), startLine, endLine, by: writer(given) };
}

function writer(given: Record<string, unknown>): RecordLine['by'] {
  const by = optional(given, 'by');
  if (by !== undefined && by !== 'human')
    throw new LineError('“by” can only be "human"; a tool is named in “tool”');
  if (by === undefined) {
    const toolVersion = optional(given, 'toolVersion');
    const model = optional(given, 'model');
    const session = optional(given, 'session');
    return {
      tool: required(given, 'tool'),
      ...(toolVersion !== undefined && { toolVersion }),
      ...(model !== undefined && { model }),
      ...(session !== undefined && { session }),
    };
  }
  if (optional(given, 'tool') !== undefined) throw new LineError('either “by” or “tool”, not both');
  return by;
}

function lineNumber(given: Record<string, unknown>, key: string): number {
  const value = given[key];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw new LineError(`“${key}” must be a whole number from 1`);
  }
  return value;
}

function required(given: Record<string, unknown>, key: string): string {
  const value = optional(given, key);
  if (!value) throw new LineError(`“${key}” is missing`);
  return value;
}

function optional(given: Record<string, unknown>, key: string): string | undefined {
  const value = given[key];
  // `null` is how many languages write "not given".
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new LineError(`“${key}” must be a string`);
}
