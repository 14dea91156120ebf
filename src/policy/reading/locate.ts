import { isAlias, isMap, isScalar, isSeq, type Alias, type Node } from 'yaml';
import type { KeyPath } from '../keyPath';
import { rangeOf } from './plainValue';
import type { PolicyText, Range } from './policyText';

/**
 * Where to underline a mistake in the value at `path`: a simple value itself; for a list or a table its key, else its
 * first line. A path that leads nowhere stands for its nearest parent that is there. `key` asks for the key in any case.
 */
export function locate(
  root: unknown,
  path: KeyPath,
  at: 'value' | 'key',
  aliases: ReadonlyMap<Alias, Node>,
  source: PolicyText,
): Range {
  let node: unknown = root;
  let key: unknown;
  for (const part of path) {
    const target = isAlias(node) ? aliases.get(node) : node;
    const next = child(target, part);
    if (!next) {
      at = 'key';
      break;
    }
    ({ node, key } = next);
  }
  const isSimple = isScalar(node) ? node.value !== null : isAlias(node);
  const range = key && (at === 'key' || !isSimple) ? rangeOf(key) : (rangeOf(node) ?? rangeOf(key));
  return source.firstLine(range ?? [0, 0]);
}

/** The value of a key or the item of a list; items have no key. */
function child(node: unknown, part: string | number): { node: unknown; key: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
    return pair && { node: pair.value, key: pair.key };
  }
  if (isSeq(node) && typeof part === 'number' && part < node.items.length)
    return { node: node.items[part], key: undefined };
  return undefined;
}
