/** Texts of given lengths: code without any literal of a rule, ordinary code that holds some, and dangerous code. */

/** Plain feature code; held against the prefilter by the bench, which says so if a rule comes to know its words. */
const QUIET = `export function lineTotal(items: readonly Item[], rate: number): number {
  const sum = items.map((item) => item.price * item.count).reduce((a, b) => a + b, 0);
  return Math.round(sum * (1 + rate));
}

const byName = new Map(items.map((item) => [item.name, item]));
for (const [name, item] of byName) {
  if (item.count > 3) labels.push(name.toLowerCase());
}
`;

/** Words that dangers are written with, in code that does no harm. */
const ORDINARY = `async function removeSession(id: string): Promise<void> {
  const cached = sessions.get(id);
  sessions.delete(id);
  await db.query('DELETE FROM sessions WHERE id = $1', [id]);
  if (!cached?.force) logger.info('session dropped', { id, token: process.env.TOKEN_NAME });
  await rm(join(tmpdir(), id), { recursive: true, force: true });
}
`;

const DANGEROUS = `#!/bin/sh
set -e
cd infra
terraform destroy -auto-approve
kubectl delete namespace shop
psql "$URL" -c 'DELETE FROM orders;'
rm -rf "$HOME"
git push --force origin main
`;

export type Kind = 'quiet' | 'ordinary' | 'dangerous';

const SAMPLES: Record<Kind, { readonly text: string; readonly path: string }> = {
  quiet: { text: QUIET, path: 'src/total.ts' },
  ordinary: { text: ORDINARY, path: 'src/session.ts' },
  dangerous: { text: DANGEROUS, path: 'scripts/reset.sh' },
};

export const KINDS = Object.keys(SAMPLES) as Kind[];
export const LENGTHS = [100, 500, 2_000, 10_000] as const;

/** The danger stands once, at the end; what comes before it is quiet, as real suggestions are. */
export function benchText(kind: Kind, length: number): { readonly path: string; readonly text: string } {
  const { path, text } = SAMPLES[kind];
  if (kind === 'quiet') return { path, text: fill(QUIET, length) };
  if (length <= text.length) return { path, text: text.slice(-length) };
  return { path, text: fill(kind === 'dangerous' ? 'echo "step"\n' : QUIET, length - text.length) + text };
}

const fill = (sample: string, length: number): string =>
  sample.repeat(Math.ceil(length / sample.length)).slice(0, length);
