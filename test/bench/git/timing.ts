/** Programs timed beside each other. */
import { spawnSync } from 'node:child_process';
import { environment, type RunOptions } from '../../scenario/parapet';

export interface Timed {
  readonly name: string;
  /** Milliseconds, the quickest of some: whatever else the machine does only adds to it. */
  readonly ms: number;
  readonly against: string;
  readonly againstMs: number;
  readonly ratio: number;
  /** The most that the ratio may be. */
  readonly limit: number;
}

/** @returns milliseconds */
export function time(cwd: string, program: string, args: readonly string[], env?: RunOptions['env']): number {
  const start = performance.now();
  const { status, signal, stderr } = spawnSync(program, args, {
    cwd,
    env: environment(env),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ms = performance.now() - start;
  if (status !== 0 || stderr.length > 0)
    throw new Error(`${program} ended with ${status ?? signal}: ${stderr.toString()}`);
  return ms;
}

/** One of these: does it once and tells how long it took. */
export type Contender = () => number;

export function compare(
  name: string,
  subject: Contender,
  against: string,
  baseline: Contender,
  { runs, limit }: { readonly runs: number; readonly limit: number },
): Timed {
  const [mine, theirs] = [[], []] as [number[], number[]];
  for (let run = 0; run < runs; run++) {
    theirs.push(baseline());
    mine.push(subject());
  }
  const [ms, againstMs] = [Math.min(...mine), Math.min(...theirs)];
  return { name, ms, against, againstMs, ratio: ms / againstMs, limit };
}

export const timedTable = (rows: readonly Timed[]): string =>
  rows
    .map(({ name, ms, against, againstMs, ratio, limit }) =>
      [
        name.padEnd(44),
        `${ms.toFixed(0).padStart(6)} ms`,
        `${against.padEnd(40)} ${againstMs.toFixed(0).padStart(6)} ms`,
        `ratio ${ratio.toFixed(2)}, at most ${limit}${ratio > limit ? '  MISSED' : ''}`,
      ].join('   '),
    )
    .join('\n');
