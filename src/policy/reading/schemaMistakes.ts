/** What the schema finds, in words. */
import type { SchemaError } from '../schema/parapet.schema.json?validator';
import validate from '../schema/parapet.schema.json?validator';
import type { KeyPath } from '../keyPath';
import { describeMistake } from './describeMistake';

export interface SchemaMistake {
  readonly path: KeyPath;
  /** Whether the key is wrong rather than its value. */
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** Empty where `value` is a policy. At most `limit` mistakes. */
export function schemaMistakes(value: unknown, limit: number): SchemaMistake[] {
  if (validate(value)) return [];
  const errors = onePerValue(withoutNoise(validate.errors ?? []));
  return errors.slice(0, limit).map((error) => {
    const path = keyPath(error.instancePath, value);
    if (error.keyword === 'additionalProperties') {
      return {
        path: [...path, String(error.params['additionalProperty'])],
        at: 'key',
        message: describeMistake(error, path),
      };
    }
    return {
      path,
      at: error.keyword === 'required' ? 'key' : 'value',
      message: describeMistake(error, path),
    };
  });
}

/**
 * Where a value may be one of several kinds (`anyOf`: a word or a table), the schema complains once for each kind.
 * What counts is the kind that the value has; only where it has none of them is the choice itself the mistake.
 */
function withoutNoise(errors: readonly SchemaError[]): SchemaError[] {
  const choices = new Set(
    errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath),
  );
  return errors.filter((error) => {
    if (!choices.has(error.instancePath)) return true;
    const { data, keyword } = error;
    if (keyword === 'anyOf') return typeof data !== 'string' && !isTable(data);
    return keyword !== 'type' && (typeof data === 'string') === STRING_KEYWORDS.has(keyword);
  });
}

/** A value that has the wrong type breaks its other bounds as well, and a list of words says most. */
function onePerValue(errors: readonly SchemaError[]): SchemaError[] {
  const chosen = new Map<string, SchemaError>();
  for (const error of errors) {
    const key = ABOUT_KEYS.has(error.keyword)
      ? JSON.stringify([error.instancePath, error.params])
      : error.instancePath;
    if (!chosen.has(key) || error.keyword === 'enum') chosen.set(key, error);
  }
  return [...chosen.values()];
}

const ABOUT_KEYS = new Set(['additionalProperties', 'required']);
const STRING_KEYWORDS = new Set(['enum', 'maxLength', 'minLength', 'pattern']);

const isTable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON Pointer (RFC 6901) to key path; only the value itself tells the index of a list from a key. */
function keyPath(pointer: string, root: unknown): KeyPath {
  let value = root;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replace(/~1/g, '/').replace(/~0/g, '~');
      const isList = Array.isArray(value);
      value = (value as Record<string, unknown> | undefined)?.[key];
      return isList ? Number(key) : key;
    });
}
