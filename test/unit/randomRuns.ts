/** How many times more than usual the random tests run, and how much longer they may take; `npm run soak` sets it. */
const FACTOR = Math.max(1, Number(process.env['PARAPET_RANDOM_FACTOR'] ?? 1) || 1);

export const runs = (usual: number): { numRuns: number } => ({ numRuns: Math.round(usual * FACTOR) });

export const randomTimeoutMs = 60_000 * FACTOR;
