import assert from 'node:assert/strict';
import type { Verdict } from '../../src/contract/verdict';
import { fromJsonLines, jsonLines, parapet, type RunOptions } from './parapet';

export type Judged = Verdict & { readonly id: unknown };

/** What `parapet eval` answers to edits that are all in order. */
export async function judgeAll(
  cwd: string,
  edits: readonly object[],
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Judged[]> {
  const { code, out, err } = await parapet(cwd, ['eval', ...args], { ...options, input: jsonLines(edits) });
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  return fromJsonLines<Judged>(out);
}

export async function actionsOf(
  cwd: string,
  edits: readonly object[],
  args: readonly string[] = [],
): Promise<string[]> {
  return (await judgeAll(cwd, edits, args)).map(({ action }) => action);
}
