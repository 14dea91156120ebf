/** Adds to a policy file's text what a person wants it to say, and leaves every other character as it is. */
import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { parsePolicy } from './parse';
import { PolicyText } from './reading/policyText';
import { readYaml } from './reading/yamlDocument';

/** UTF-16 offset in the text, and what to put there. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

export interface Adjustment {
  /** `pack/name`. */
  readonly rule: string;
  readonly action: 'allow' | 'warn';
  /** The one file that it holds for, from the policy's folder. */
  readonly path: string;
  readonly reason: string;
  /** Last day, YYYY-MM-DD. */
  readonly expires: string;
}

/** A text that a rule is to be silent about. */
export interface PassTest {
  readonly path: string;
  readonly insert: string;
}

const INDENT = '  ';

/** Undefined where the file has to be mended first, or is written in a way that only a person can add to. */
export function adjustmentFor(text: string, adjustment: Adjustment): Insertion | undefined {
  const { rule, action, path, reason, expires } = adjustment;
  const fields = [
    `rule: ${rule}`,
    `action: ${action}`,
    `paths: [${quoted(literalGlob(path))}]`,
    `reason: ${quoted(reason)}`,
    `expires: ${expires}`,
  ];
  const root = rootOf(text);
  const insertion = root && addToList(text, root, 'adjust', `{ ${fields.join(', ')} }`);
  // The reason may be missing or the date be none: then a person has to see it, in the file.
  return insertion && isUnbroken(text, insertion) ? insertion : undefined;
}

/** Undefined as well where the file does not state the rule. */
export function passTestFor(text: string, rule: string, { path, insert }: PassTest): Insertion | undefined {
  const root = rootOf(text);
  const rules = root && valueAt(root, 'rules');
  if (!isSeq(rules)) return undefined;
  const stated = rules.items.find((item): item is YAMLMap => isMap(item) && item.get('id') === rule);
  if (!stated) return undefined;
  const test = `{ path: ${quoted(path)}, insert: ${quoted(insert)} }`;
  const tests = valueAt(stated, 'tests');
  if (isMap(tests)) return addToList(text, tests, 'pass', test);
  return tests === undefined ? addKey(text, stated, 'tests', `{ pass: [${test}] }`) : undefined;
}

function rootOf(text: string): YAMLMap | undefined {
  const reading = readYaml(new PolicyText(text, ''));
  if (reading.kind === 'problems') return undefined;
  const { contents } = reading.document;
  return isMap(contents) ? contents : undefined;
}

const isUnbroken = (text: string, { at, text: added }: Insertion): boolean =>
  parsePolicy(text.slice(0, at) + added + text.slice(at), '').spec !== undefined;

/** JSON's strings are YAML's, too. */
const quoted = (text: string): string => JSON.stringify(text);

/** A glob of one path: what would mean something stands for any one character. */
const literalGlob = (path: string): string => path.replaceAll(/[*?[\]{}()!+@|\\]/g, '?');

const pairAt = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);

const valueAt = (map: YAMLMap, key: string): unknown => pairAt(map, key)?.value ?? undefined;

function addToList(text: string, map: YAMLMap, key: string, item: string): Insertion | undefined {
  const pair = pairAt(map, key);
  if (!pair) return addKey(text, map, key, `[${item}]`, item);
  const list = pair.value;
  if (isSeq(list)) return list.flow === true ? addToFlow(text, list, item) : addToBlock(text, list, item);
  const isEmpty = isScalar(list) && list.value === null;
  if (!isEmpty || map.flow === true) return undefined;
  const end = lineEnd(text, (pair.key as Node).range?.[1] ?? 0);
  return { at: end, text: `\n${indentOf(text, map)}${INDENT}- ${item}` };
}

/** @param item of a list that is written one item a line where there is room for it: at the top level */
function addKey(
  text: string,
  map: YAMLMap,
  key: string,
  value: string,
  item?: string,
): Insertion | undefined {
  if (map.flow === true) return addToFlow(text, map, `${key}: ${value}`);
  const end = endOfBlock(text, map);
  const indent = indentOf(text, map);
  const line =
    item !== undefined && indent === '' ? `${key}:\n${INDENT}- ${item}` : `${indent}${key}: ${value}`;
  return end === undefined ? undefined : { at: end, text: `\n${line}` };
}

function addToFlow(text: string, { items, range }: YAMLSeq | YAMLMap, entry: string): Insertion | undefined {
  if (!range) return undefined;
  // Before the bracket, and the blanks before that.
  let at = range[1] - 1;
  while (at > range[0] + 1 && /\s/.test(text[at - 1] ?? '')) at--;
  const needsComma = items.length > 0 && text[at - 1] !== ',';
  const space = items.length > 0 || text[range[0]] === '{' ? ' ' : '';
  return { at, text: `${needsComma ? ',' : ''}${space}${entry}` };
}

function addToBlock(text: string, list: YAMLSeq, item: string): Insertion | undefined {
  const end = endOfBlock(text, list);
  return end === undefined ? undefined : { at: end, text: `\n${indentOf(text, list)}- ${item}` };
}

/** Of the last line that holds something of a block; comments behind it belong to what follows. */
function endOfBlock(text: string, { range }: YAMLSeq | YAMLMap): number | undefined {
  if (!range) return undefined;
  let end = Math.min(range[1], text.length);
  while (end > range[0] && /\s/.test(text[end - 1] ?? '')) end--;
  return lineEnd(text, end);
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** What stands before the first item or key of a block: blanks, also where it begins behind the dash of a list. */
function indentOf(text: string, { range, items }: YAMLSeq | YAMLMap): string {
  const [first] = items;
  const node = (isNodeLike(first) ? first : (first as Pair | undefined)?.key) as Node | undefined;
  const start = node?.range?.[0] ?? range?.[0] ?? 0;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const isItem = isNodeLike(first);
  const dash = before.lastIndexOf('-');
  if (isItem) return dash < 0 ? before : before.slice(0, dash);
  return ' '.repeat(before.length);
}

const isNodeLike = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'range' in value;
