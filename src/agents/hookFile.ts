/** Adds Parapet's hooks to a client's JSON file, and touches nothing else in it. */
import { asObject } from './json';
import type { JsonObject } from './request';
import { callsHook } from './guardedCommand';

export type MergedHooks =
  | { readonly kind: 'merged'; readonly text: string }
  /** They are in it. */
  | { readonly kind: 'there' }
  /** `why` completes "it is left alone, since …". */
  | { readonly kind: 'by-hand'; readonly why: string };

export const printJson = (value: JsonObject): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * @param text what the file holds
 * @param client the client's id
 * @param wanted the file as it would be if it were new: `{ …, hooks: { EVENT: [ENTRY, …] } }`
 */
export function mergeHooks(text: string, client: string, wanted: JsonObject): MergedHooks {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const parsed = parse(text.slice(bom.length));
  if (!parsed) return { kind: 'by-hand', why: 'it is no JSON object, or holds comments' };
  // What a parser drops, such as a key that stands twice, must not be lost in writing the file anew.
  if (compact(text.slice(bom.length)) !== JSON.stringify(parsed))
    return { kind: 'by-hand', why: 'writing it anew would change more than white space' };
  const hooks = Object.hasOwn(parsed, 'hooks') ? asObject(parsed['hooks']) : {};
  if (!hooks) return { kind: 'by-hand', why: 'its “hooks” is not an object' };
  let isChanged = false;
  const merged: { [event: string]: unknown } = { ...hooks };
  for (const [event, entries] of Object.entries(asObject(wanted['hooks']) ?? {})) {
    const known = Object.hasOwn(hooks, event) ? hooks[event] : [];
    if (!Array.isArray(known) || !Array.isArray(entries))
      return { kind: 'by-hand', why: `its “hooks.${event}” is not a list` };
    if (known.some((entry) => callsHook(JSON.stringify(entry), client))) continue;
    merged[event] = [...(known as unknown[]), ...(entries as unknown[])];
    isChanged = true;
  }
  if (!isChanged) return { kind: 'there' };
  const missing = Object.entries(wanted).filter(([key]) => !Object.hasOwn(parsed, key));
  const whole = { ...parsed, ...Object.fromEntries(missing), hooks: merged };
  const json = JSON.stringify(whole, null, indentOf(text));
  const end = /\n\s*$/.test(text) ? '\n' : '';
  const lines = `${json}${end}`;
  return { kind: 'merged', text: bom + (text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines) };
}

function parse(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** JSON without the white space between its tokens. */
const compact = (text: string): string =>
  text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string: string | undefined) => string ?? '');

const indentOf = (text: string): string => /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
