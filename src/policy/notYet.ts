/**
 * Keys of contract 1 whose feature has not landed. Asking for one is an error, so that nobody relies on what does not
 * happen; landing a feature means deleting its row.
 */
import type { KeyPath } from './keyPath';

interface NotYet {
  /** Path of the key; `*` stands for every item of a list. */
  readonly path: readonly string[];
  /** Completes "it will …". */
  readonly will: string;
  /** A value that asks for nothing, besides an empty list or table: for a table, key by key. */
  readonly harmless?: unknown;
}

const NOT_YET: readonly NotYet[] = [
  { path: ['require'], will: 'say what a change with AI lines must bring to the gate' },
  { path: ['freeze'], will: 'hold AI changes in a module until a day' },
  {
    path: ['unknown-lines'],
    will: 'say how the gate takes lines of which nobody knows who wrote them',
    harmless: { critical: 'approve', default: 'allow' },
  },
  {
    path: ['objectives'],
    will: 'give reports the AI safety objectives to measure against',
    harmless: { 'max-ai-lines-in-one-change': 200, 'days-to-detect': 7, 'hours-to-roll-back': 4 },
  },
  {
    path: ['approvals'],
    will: 'say how the gate verifies approvals',
    harmless: { signers: '.parapet/allowed_signers', 'accept-forge-reviews': false },
  },
  // `never` is what happens today, whatever the severity.
  {
    path: ['rules', '*', 'override'],
    will: 'let a person insert a withheld suggestion in the open',
    harmless: 'never',
  },
  { path: ['audit', 'keep-text'], will: 'keep the text of suggestions in the audit record', harmless: false },
];

/** Every value that asks for something this version cannot do yet, with what to say about it. */
export function notYetProblems(policy: unknown): { path: KeyPath; message: string }[] {
  return NOT_YET.flatMap(({ path, will, harmless }) =>
    valuesAt(policy, path)
      .filter(({ value }) => !asksForNothing(value, harmless))
      .map((found) => ({
        path: found.path,
        message: `“${path.filter((part) => part !== '*').at(-1)}” is not supported yet: it will ${will}. Take it out until then`,
      })),
  );
}

function asksForNothing(value: unknown, harmless: unknown): boolean {
  if (value === harmless || value === null || value === undefined) return true;
  if (typeof value !== 'object') return false;
  const defaults = isTable(harmless) ? harmless : {};
  return Object.entries(value).every(([key, part]) => Object.hasOwn(defaults, key) && defaults[key] === part);
}

function valuesAt(
  value: unknown,
  path: readonly string[],
  at: KeyPath = [],
): { path: KeyPath; value: unknown }[] {
  const [first, ...rest] = path;
  if (first === undefined) return [{ path: at, value }];
  if (first === '*') {
    return Array.isArray(value) ? value.flatMap((item: unknown, i) => valuesAt(item, rest, [...at, i])) : [];
  }
  return isTable(value) && Object.hasOwn(value, first) ? valuesAt(value[first], rest, [...at, first]) : [];
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
