/** Labelled edits: YAML files below this folder, in the form that `README.md` describes. */
import fs from 'node:fs';
import path from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { Edit } from '../../src/contract/edit';
import { CRITICALITIES, type Criticality } from '../../src/contract/verdict';
import { DANGERS, DIALECTS } from './vocabulary';

export const LABELS = ['stop', 'warn', 'pass'] as const;
/** What becomes of an edit: withheld or held for approval, shown with a warning, shown as if nothing were there. */
export type Label = (typeof LABELS)[number];

/** `aside` is what no rule was written or tuned by. */
export const HALVES = ['open', 'aside'] as const;
export type Half = (typeof HALVES)[number];

export interface Case {
  /** Relative to the corpus folder, `/`-separated, with the 1-based line where the case begins. */
  readonly file: string;
  readonly line: number;
  readonly half: Half;
  readonly edit: Edit;
  readonly criticality: Criticality;
  readonly expect: Label;
  readonly cell: { readonly danger: string; readonly dialect: string };
  readonly note?: string;
}

const KEYS = new Set([
  'path',
  'languageId',
  'before',
  'replaced',
  'insert',
  'after',
  'criticality',
  'expect',
  'cell',
  'note',
]);

/** Stands inside made-up credentials and registries' host names, so that no scanner takes a case for a leak. */
const SPLIT = /‖/g;

/** All cases below `folder`, in the order of their files' names. Throws, naming file and line, where one is malformed. */
export function readCorpus(folder: string): Case[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .flatMap((file) => casesOf(fs.readFileSync(path.join(folder, file), 'utf8'), file));
}

/** The cases of one file's text; `file` is its path relative to the corpus folder. */
export function casesOf(source: string, file: string): Case[] {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const lineOf = (node: Node): number => lines.linePos(node.range?.[0] ?? 0).line;
  const [error] = document.errors;
  if (error) throw new Error(`${file}: ${error.message}`);
  const root = document.contents;
  const list = isMap(root) ? root.get('cases', true) : undefined;
  if (!isMap(root) || !isSeq<Node>(list)) throw new Error(`${file}: has no list of cases`);
  for (const { key } of root.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (!['title', 'default', 'cases'].includes(name)) throw new Error(`${file}: unknown key “${name}”`);
  }
  const half = halfOf(file);
  const shared = (root.toJS(document) as { default?: Values }).default ?? {};
  return list.items.map((node) => {
    const at = { file, line: lineOf(node), half };
    try {
      return { ...at, ...caseOf({ ...shared, ...(node.toJS(document) as Values) }) };
    } catch (problem) {
      throw new Error(`${file}:${at.line}: ${problem instanceof Error ? problem.message : String(problem)}`, {
        cause: problem,
      });
    }
  });
}

type Values = Readonly<Record<string, unknown>>;

function halfOf(file: string): Half {
  const half = HALVES.find((name) => file.split('/').slice(0, -1).includes(name));
  if (!half) throw new Error(`${file}: stands neither below “open” nor below “aside”`);
  return half;
}

function caseOf(values: Values): Omit<Case, 'file' | 'line' | 'half'> {
  const unknown = Object.keys(values).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw new Error(`unknown key “${unknown}”`);
  const languageId = text(values, 'languageId');
  const note = text(values, 'note');
  const expect = word(values['expect'], LABELS, 'expect');
  const cell = cellOf(values['cell']);
  if (expect !== 'pass' && cell.danger === 'none') throw new Error('a danger has no name');
  const edit = {
    path: required(values, 'path'),
    before: text(values, 'before') ?? '',
    replaced: text(values, 'replaced') ?? '',
    insert: required(values, 'insert'),
    after: text(values, 'after') ?? '',
    ...(languageId !== undefined && { languageId }),
  };
  return {
    edit,
    criticality: word(values['criticality'] ?? 'normal', CRITICALITIES, 'criticality'),
    expect,
    cell,
    ...(note !== undefined && { note }),
  };
}

function cellOf(value: unknown): Case['cell'] {
  if (typeof value !== 'object' || value === null) throw new Error('has no cell');
  const cell = value as Values;
  return {
    danger: word(cell['danger'], DANGERS, 'danger'),
    dialect: word(cell['dialect'], DIALECTS, 'dialect'),
  };
}

function word<T extends string>(value: unknown, known: readonly T[], what: string): T {
  const found = known.find((name) => name === value);
  if (found === undefined) throw new Error(`${what} “${String(value)}” is not one of ${known.join(', ')}`);
  return found;
}

function required(values: Values, key: string): string {
  const value = text(values, key);
  if (value === undefined) throw new Error(`has no ${key}`);
  return value;
}

function text(values: Values, key: string): string | undefined {
  const value = values[key];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new Error(`${key} is not a text: put it in quotes`);
  return value.replace(SPLIT, '');
}
