import type { Attribution, Author } from './model';

/** Whether two stretches have one author: for a tool, one and the same accepted suggestion or recorded write. */
export function sameAuthor(a: Author | undefined, b: Author | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.kind !== b.kind) return false;
  return a.kind === 'human' || (b.kind === 'ai' && sameAttribution(a.attribution, b.attribution));
}

export function sameAttribution(a: Attribution, b: Attribution): boolean {
  if (a === b) return true;
  return a.textHash === b.textHash && a.time === b.time && attributionKey(a) === attributionKey(b);
}

/** Equal for equal attributions and for no others. */
export function attributionKey(a: Attribution): string {
  const { verdict } = a;
  return JSON.stringify([
    ...[a.tool, a.toolVersion ?? null, a.model ?? null, a.session ?? null, a.time, a.textHash],
    ...(verdict ? [verdict.action, verdict.level, verdict.rules] : []),
  ]);
}
