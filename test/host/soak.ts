/** What random tests go by, handed down to every process that runs tests. */
const SEED = 'PARAPET_SEED';
const FACTOR = 'PARAPET_RANDOM_FACTOR';

/** Seed of the random tests; undefined where each run may have its own. */
export function randomSeed(): number | undefined {
  const seed = process.env[SEED];
  return seed === undefined ? undefined : Number(seed);
}

/** How many times more than usual random tests run; 1 outside a soak. */
export const randomFactor = (): number => Math.max(1, Number(process.env[FACTOR] ?? 1) || 1);

/** For this process and those that it starts. */
export function setSoak(seed: number, factor: number): void {
  process.env[SEED] = String(seed);
  process.env[FACTOR] = String(factor);
}
