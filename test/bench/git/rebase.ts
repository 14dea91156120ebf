/** A rebase of 200 commits, next to the same one with two hooks that do nothing. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import type { GitRepository } from '../../scenario/gitRepository';
import { FILES_OF_WIDE_COMMIT, LINES_PER_CHANGE, TOPIC, TOPIC_COMMITS, WIDE_TOPIC } from './largeRepository';
import { inTurn, time, type Timed } from './timing';

const LIMIT = 1.2;

export const benchRebases = (repo: GitRepository): Timed[] => [
  { name: `rebase of ${TOPIC_COMMITS} commits`, ...benchRebase(repo, TOPIC, 5) },
  {
    name: `rebase of ${TOPIC_COMMITS} commits of ${FILES_OF_WIDE_COMMIT} files and ${FILES_OF_WIDE_COMMIT * LINES_PER_CHANGE} noted lines`,
    ...benchRebase(repo, WIDE_TOPIC, 3),
  },
];

/**
 * What counts of several runs is how long each pick, and the end, took in the quickest of them: over seconds every machine
 * does something else as well, for longer than what is to be seen here.
 */
function benchRebase(repo: GitRepository, branch: string, runs: number): Omit<Timed, 'name'> {
  const [topic, notes] = [branch, 'refs/notes/ai'].map((ref) => repo.git('rev-parse', ref).trim());
  for (const hook of ['prepare-commit-msg', 'post-commit']) {
    repo.write(`.git/idle/${hook}`, '#!/bin/sh\nexit 0\n');
    chmodSync(repo.at('.git/idle', hook), 0o755);
  }
  const trace = repo.at('.git/trace');
  const rebase = (...config: string[]): number[] => {
    repo.git('update-ref', 'refs/notes/ai', notes ?? '');
    repo.git('-c', 'core.hooksPath=/dev/null', 'checkout', '--quiet', '--detach', topic ?? '');
    rmSync(trace, { force: true });
    time(repo.path, 'git', [...config, 'rebase', '--quiet', 'main'], { GIT_TRACE2_EVENT: trace });
    return stepsIn(readFileSync(trace, 'utf8'));
  };
  const [ours, idle] = inTurn(runs, [() => rebase(), () => rebase('-c', 'core.hooksPath=.git/idle')]);
  const [ms, againstMs] = [quickest(ours), quickest(idle)];
  const made = repo.git('log', '--format=%N', '--notes=ai', 'main..HEAD').match(/^---$/gm);
  assert.equal(made?.length, TOPIC_COMMITS, 'the rebase carried its notes');
  return {
    ...{ ms, against: 'with two hooks that do nothing', againstMs },
    ...{ ratio: ms / againstMs, limit: LIMIT },
  };
}

/** https://git-scm.com/docs/api-trace2 */
interface TraceEvent {
  readonly event: string;
  /** Of a process, after those that it was started by. */
  readonly sid: string;
  /** In microseconds. */
  readonly time: string;
  readonly hook_name?: string;
}

/** Milliseconds from the start to the first pick's message, from there to the next one's, and so on, to the end. */
function stepsIn(trace: string): number[] {
  const events = trace
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as TraceEvent)
    .filter(({ sid }) => !sid.includes('/'));
  const picks = events.filter(
    ({ event, hook_name }) => event === 'child_start' && hook_name === 'prepare-commit-msg',
  );
  assert.equal(picks.length, TOPIC_COMMITS, 'each pick was seen');
  const times = [...events.slice(0, 1), ...picks, ...events.slice(-1)].map(({ time: at }) => millis(at));
  return times.slice(1).map((at, i) => at - (times[i] ?? at));
}

const millis = (at: string): number => {
  const [whole = '', micros = ''] = at.replace('Z', '').split('.');
  return Date.parse(`${whole}Z`) + Number(micros) / 1000;
};

const quickest = (runs: readonly (readonly number[])[]): number =>
  (runs[0] ?? []).reduce((sum, _, step) => sum + Math.min(...runs.map((steps) => steps[step] ?? 0)), 0);
