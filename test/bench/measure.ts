/** Medians of many short runs, the contenders in turn, so that a machine that slows down slows them all alike. */

export interface Contender {
  readonly name: string;
  run(): unknown;
}

export interface Timing {
  readonly name: string;
  /** Microseconds a call. */
  readonly p50: number;
  readonly p99: number;
}

const ROUNDS = 40;
const ROUND_MS = 6;
const WARM_UP_MS = 60;

export function measure(contenders: readonly Contender[]): Timing[] {
  const samples = contenders.map(() => [] as number[]);
  const batches = contenders.map((contender) => batchSize(contender));
  for (let round = 0; round < ROUNDS; round++) {
    contenders.forEach((contender, i) => samples[i]!.push(...timeRound(contender, batches[i]!)));
  }
  return contenders.map(({ name }, i) => {
    const sorted = samples[i]!.toSorted((a, b) => a - b);
    return { name, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
  });
}

/** Calls a sample, so that the clock's own grain does not count: at least 20 µs. */
function batchSize(contender: Contender): number {
  const end = performance.now() + WARM_UP_MS;
  let calls = 0;
  while (performance.now() < end) {
    contender.run();
    calls++;
  }
  return Math.max(1, Math.ceil((0.02 * calls) / WARM_UP_MS));
}

function timeRound(contender: Contender, batch: number): number[] {
  const samples: number[] = [];
  const end = performance.now() + ROUND_MS;
  do {
    const start = performance.now();
    for (let i = 0; i < batch; i++) contender.run();
    samples.push(((performance.now() - start) * 1000) / batch);
  } while (performance.now() < end);
  return samples;
}

const ALONE_MS = 1_500;

/** One contender by itself, as it runs in an editor: what others do between its calls costs it the processor's caches. */
export function measureAlone(contender: Contender): Timing {
  const samples: number[] = [];
  batchSize(contender);
  const end = performance.now() + ALONE_MS;
  do {
    const start = performance.now();
    contender.run();
    samples.push((performance.now() - start) * 1000);
  } while (performance.now() < end);
  const sorted = samples.toSorted((a, b) => a - b);
  return { name: contender.name, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

/** @param sorted ascending */
export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
