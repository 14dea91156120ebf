/** Reading JSON that somebody else wrote. */
import type { JsonObject } from './request';

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** An object, also where it was written as a string of JSON. */
export function asObjectOrText(value: unknown): JsonObject | undefined {
  if (typeof value !== 'string') return asObject(value);
  try {
    return asObject(JSON.parse(value));
  } catch {
    return undefined;
  }
}

/** The first of these keys that holds a string; the empty one counts. */
export function textAt(object: JsonObject, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    if (typeof value === 'string') return value;
  }
  return undefined;
}

export function arrayAt(object: JsonObject, ...keys: readonly string[]): readonly unknown[] | undefined {
  for (const key of keys) {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    if (Array.isArray(value)) return value;
  }
  return undefined;
}

/** The strings of an array; nothing where there is none. */
export const textsAt = (object: JsonObject, key: string): string[] =>
  (arrayAt(object, key) ?? []).filter((value) => typeof value === 'string');

/** Longer than any id of a session or a model. */
const LONGEST_ID = 200;

/** An id that is kept and shown: on one line, with nothing that a terminal obeys, and not empty. */
export function idAt(object: JsonObject, ...keys: readonly string[]): string | undefined {
  const text = textAt(object, ...keys)?.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '');
  return text?.trim().slice(0, LONGEST_ID) || undefined;
}
