/**
 * A labelled text as the working log holds it: JSON, and where that is long, deflated (RFC 1951), in base64. No base64
 * begins as JSON does.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ACTIONS, RISK_LEVELS } from '../contract/verdict';
import { attributionKey } from '../provenance/author';
import { areWellFormed } from '../provenance/labels';
import type { Attribution, Author, LabelledRange, LabelledText } from '../provenance/model';

/** In UTF-16 units: beyond this a file is not text that people and assistants write. */
export const MAX_TEXT = 2 * 1024 * 1024;
export const MAX_RANGES = 200_000;
/** JSON may write a character in six; whatever says that it inflates to more is not ours. */
const MAX_JSON = 8 * MAX_TEXT;
const MAX_FIELD = 1_000;

/** In UTF-16 units: to inflate what is shorter takes a hook longer than to read it whole. */
const SHORT = 4 * 1024;

interface Body {
  readonly text: string;
  readonly authors: readonly Author[];
  /** For each range the characters since the last one, its length, and its author's index. */
  readonly ranges: readonly number[];
}

export function encodeBody({ text, ranges }: LabelledText): string {
  const authors: Author[] = [];
  const indices = new Map<string, number>();
  const numbers: number[] = [];
  let at = 0;
  for (const { start, end, author } of ranges) {
    const key = author.kind === 'human' ? '' : attributionKey(author.attribution);
    let index = indices.get(key);
    if (index === undefined) {
      index = authors.push(author) - 1;
      indices.set(key, index);
    }
    numbers.push(start - at, end - start, index);
    at = end;
  }
  const body: Body = { text, authors, ranges: numbers };
  const json = JSON.stringify(body);
  return json.length <= SHORT ? json : deflateRawSync(json).toString('base64');
}

/** Undefined where it is not such a body; nothing in it is taken on trust. */
export function decodeBody(encoded: string): LabelledText | undefined {
  const body = parse(encoded);
  if (!isObject(body) || typeof body['text'] !== 'string' || body['text'].length > MAX_TEXT) return undefined;
  const { text, authors, ranges } = body;
  if (!Array.isArray(authors) || !Array.isArray(ranges) || ranges.length > 3 * MAX_RANGES) return undefined;
  if (!ranges.every((one) => Number.isInteger(one))) return undefined;
  const known = authors.map(asAuthor);
  const decoded: LabelledRange[] = [];
  let at = 0;
  for (let i = 0; i + 2 < ranges.length; i += 3) {
    const start = at + Number(ranges[i]);
    const end = start + Number(ranges[i + 1]);
    const author = known[Number(ranges[i + 2])];
    if (author === undefined) return undefined;
    decoded.push({ start, end, author });
    at = end;
  }
  return areWellFormed(decoded, text.length) ? { text, ranges: decoded } : undefined;
}

function parse(encoded: string): unknown {
  try {
    return JSON.parse(encoded.startsWith(JSON_START) ? encoded : inflated(encoded));
  } catch {
    return undefined;
  }
}

const JSON_START = '{';

const inflated = (encoded: string): string =>
  inflateRawSync(Buffer.from(encoded, 'base64'), { maxOutputLength: MAX_JSON }).toString('utf8');

type Fields = { readonly [key: string]: unknown };
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isField = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_FIELD;

function asAuthor(value: unknown): Author | undefined {
  if (!isObject(value)) return undefined;
  if (value['kind'] === 'human') return HUMAN;
  const attribution = value['kind'] === 'ai' ? asAttribution(value['attribution']) : undefined;
  return attribution && { kind: 'ai', attribution };
}

const HUMAN: Author = { kind: 'human' };

function asAttribution(value: unknown): Attribution | undefined {
  if (!isObject(value)) return undefined;
  const { tool, toolVersion, model, session, time, textHash } = value;
  if (!isField(tool) || !isField(time) || !isField(textHash)) return undefined;
  const verdict = asVerdict(value['verdict']);
  return {
    tool,
    ...(isField(toolVersion) && { toolVersion }),
    ...(isField(model) && { model }),
    ...(isField(session) && { session }),
    ...{ time, textHash },
    ...(verdict && { verdict }),
  };
}

function asVerdict(value: unknown): Attribution['verdict'] {
  if (!isObject(value)) return undefined;
  const action = ACTIONS.find((one) => one === value['action']);
  const level = RISK_LEVELS.find((one) => one === value['level']);
  const { rules } = value;
  if (action === undefined || level === undefined || !Array.isArray(rules) || !rules.every(isField))
    return undefined;
  return { action, level, rules };
}
