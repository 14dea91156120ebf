import { mirror } from './mirror';
import { isObject } from './shapes';
import type { ItemShape } from './shapes';

/** Which of these items must not be shown. */
export type WithheldOf = (items: readonly ItemShape[]) => Promise<ReadonlySet<ItemShape>>;

/**
 * The result of a provider without the items to withhold: `undefined`, `null`, an array or a list.
 *
 * Where nothing is withheld it is the very same object, and items always are: VS Code hands them back to
 * the provider later. A list comes back as a stand-in whose `items` differ; `originals` leads from it to
 * the provider's own list. A result of no known form goes on unchanged for VS Code to refuse.
 */
export async function judgeResult(
  result: unknown,
  withheldOf: WithheldOf,
  originals: WeakMap<object, object>,
): Promise<unknown> {
  if (Array.isArray(result)) {
    const kept = await keep(result, withheldOf);
    return kept.length === result.length ? result : kept;
  }
  if (!isObject(result) || !('items' in result)) {
    if (result === undefined || result === null) await withheldOf([]);
    return result;
  }
  const items: unknown = result.items;
  if (!Array.isArray(items)) return result;
  const kept = await keep(items, withheldOf);
  // A getter that makes its array anew would show VS Code other items than those that were judged.
  if (kept.length === items.length && result.items === items) return result;
  const list = mirror(result, { replace: (key) => (key === 'items' ? { value: kept } : undefined) });
  originals.set(list, result);
  return list;
}

async function keep(items: readonly unknown[], withheldOf: WithheldOf): Promise<unknown[]> {
  const judged = items.filter((item): item is ItemShape => isObject(item));
  const withheld: ReadonlySet<unknown> = await withheldOf(judged);
  // The array may have been changed while it was judged; what was not judged is not shown.
  const known = new Set<unknown>(judged);
  return [...items].filter((item) => !isObject(item) || (known.has(item) && !withheld.has(item)));
}
