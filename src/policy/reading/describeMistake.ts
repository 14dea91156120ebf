import type { SchemaError } from '../schema/parapet.schema.json?validator';
import type { KeyPath } from '../keyPath';
import { closest } from '../nearest';
import { shortened } from './policyText';

/** What is wrong with the value at `path` and what to write instead. */
export function describeMistake(error: SchemaError, path: KeyPath): string {
  const name = nameOf(path);
  const limit = Number(error.params['limit']);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(String(error.params['additionalProperty']), error);
    case 'required':
      return missingKey(String(error.params['missingProperty']), path);
    case 'type':
      return wrongType(name, String(error.params['type']), error.data);
    case 'const':
      return `${name} has to be ${JSON.stringify(error.params['allowedValue'])}`;
    case 'enum':
      return wrongWord(name, error);
    case 'anyOf':
      return `${name} has to be ${/testCase/.test(error.schemaPath) ? 'a text or an edit' : 'a word or a table of words by criticality'}, and is ${kindOf(error.data)}`;
    case 'pattern':
      return `${name} ${String(error.parentSchema?.['$comment'] ?? 'is not written as it has to be')}`;
    case 'minItems':
    case 'minProperties':
    case 'minLength':
      return `${name} is empty: give it a value, or take the key out`;
    case 'maxItems':
    case 'maxProperties':
      return `${name} holds more than ${limit} entries: shorten it`;
    case 'maxLength':
      return `${name} is longer than ${limit} characters: shorten it`;
    case 'minimum':
      return `${name} has to be at least ${limit}`;
    case 'maximum':
      return `${name} has to be at most ${limit}`;
    default:
      return `${name} ${error.message ?? 'is wrong'}`;
  }
}

function unknownKey(key: string, error: SchemaError): string {
  if (key === '<<') return 'YAML merge keys are not read: write the values out';
  const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
  if (known.length === 0) return `“${shortened(key)}” cannot be a name: it ${NAME_RULE}`;
  const near = closest(key.slice(0, 100), known);
  return `there is no key “${shortened(key)}” here: ${near ? `did you mean “${near}”?` : `there are ${known.join(', ')}`}`;
}

const NAME_RULE = 'has to begin with a letter or digit and hold only letters, digits, “.”, “_” and “-”';

function missingKey(key: string, path: KeyPath): string {
  if (path.length === 0 && key === 'version') return 'the version is missing: say “version: 1” at the top';
  const owner = path.at(-1);
  const where = typeof owner === 'number' ? `this entry of ${nameOf(path)}` : nameOf(path);
  return `“${key}” is missing: ${where} needs it`;
}

function wrongType(name: string, expected: string, value: unknown): string {
  if (value === null) return `${name} is empty: give it ${KINDS[expected] ?? expected}, or take the key out`;
  const remedy =
    expected === 'string' && typeof value !== 'object'
      ? `: put it in quotes, "${shortened(String(value))}"`
      : '';
  return `${name} has to be ${KINDS[expected] ?? expected}, and is ${kindOf(value)}${remedy}`;
}

function wrongWord(name: string, error: SchemaError): string {
  const words = (error.params['allowedValues'] as readonly string[]) ?? [];
  const near = typeof error.data === 'string' ? closest(error.data.slice(0, 100), words) : undefined;
  const given = typeof error.data === 'object' ? kindOf(error.data) : `“${shortened(String(error.data))}”`;
  return `${name} has to be one of ${words.join(', ')}, and is ${given}${near ? `: did you mean “${near}”?` : ''}`;
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a table of keys',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a table of keys';
  if (typeof value === 'string') return 'a text';
  return typeof value === 'number' ? 'a number' : String(value);
}

/** The nearest key, in quotes. */
function nameOf(path: KeyPath): string {
  const key = path.findLast((part) => typeof part === 'string');
  return key === undefined ? 'the policy' : `“${shortened(key)}”`;
}
