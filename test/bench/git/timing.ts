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
  /** The most that the ratio may be, where there is such a thing. */
  readonly limit?: number;
  /** What it cannot do without takes as long by itself; the first of them is over before anything of ours runs. */
  readonly parts?: readonly Part[];
}

export interface Part {
  readonly name: string;
  /** Milliseconds, the quickest of some. */
  readonly ms: number;
}

/**
 * A list of certificates that is set for a company's proxy, read at each start of Node, would be most of what any of
 * its programs takes, and of what they are held against.
 */
const WITHOUT_CERTIFICATES = { NODE_EXTRA_CA_CERTS: undefined };

/** @returns milliseconds */
export function time(cwd: string, program: string, args: readonly string[], env?: RunOptions['env']): number {
  const start = performance.now();
  const { status, signal, stderr } = spawnSync(program, args, {
    cwd,
    env: environment({ ...WITHOUT_CERTIFICATES, ...env }),
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
  { runs, limit }: { readonly runs: number; readonly limit?: number },
): Timed {
  const [mine, theirs] = inTurn(runs, [subject, baseline]);
  const [ms, againstMs] = [Math.min(...mine), Math.min(...theirs)];
  return { name, ms, against, againstMs, ratio: ms / againstMs, ...(limit !== undefined && { limit }) };
}

/** What each of two comes to, so many times: now the one first, now the other, since a machine slows down and recovers. */
export function inTurn<T>(runs: number, [one, other]: readonly [() => T, () => T]): [T[], T[]] {
  const [first, second]: [T[], T[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    if (run % 2 > 0) first.push(one());
    second.push(other());
    if (run % 2 === 0) first.push(one());
  }
  return [first, second];
}

/** @param parts what is timed besides, in turn with the others */
export function compareWithParts(
  name: string,
  subject: Contender,
  against: string,
  baseline: Contender,
  { parts, ...options }: { readonly runs: number; readonly limit?: number; readonly parts: Parts },
): Timed {
  const best = new Map<string, number>();
  const timed = compare(
    name,
    () => {
      for (const [part, run] of parts) best.set(part, Math.min(best.get(part) ?? Infinity, run()));
      return subject();
    },
    against,
    baseline,
    options,
  );
  return { ...timed, parts: [...best].map(([part, ms]) => ({ name: part, ms })) };
}

type Parts = readonly (readonly [name: string, run: Contender])[];

/** What is left for us to answer for. */
const restLine = ({ ms, againstMs }: Timed, start: Part): string =>
  `  without ${start.name}`.padEnd(44) +
  `   ${(ms - start.ms).toFixed(0).padStart(6)} ms   ratio ${((ms - start.ms) / againstMs).toFixed(2)}`;

const partLine = ({ name, ms }: Part, { againstMs, ms: whole }: Timed): string =>
  `  ${name} alone`.padEnd(44) +
  `   ${ms.toFixed(0).padStart(6)} ms   ${(ms / againstMs).toFixed(2)} of the ${(whole / againstMs).toFixed(2)}`;

export const timedTable = (rows: readonly Timed[]): string =>
  rows
    .flatMap((row) => {
      const { name, ms, against, againstMs, ratio, limit, parts = [] } = row;
      const line = [
        name.padEnd(44),
        `${ms.toFixed(0).padStart(6)} ms`,
        `${against.padEnd(40)} ${againstMs.toFixed(0).padStart(6)} ms`,
        `ratio ${ratio.toFixed(2)}${limit === undefined ? '' : `, at most ${limit}${ratio > limit ? '  MISSED' : ''}`}`,
      ].join('   ');
      const [start] = parts;
      return [line, ...(start ? [restLine(row, start)] : []), ...parts.map((part) => partLine(part, row))];
    })
    .join('\n');
