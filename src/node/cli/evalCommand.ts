import type { Edit } from '../../contract/edit';
import { evaluate } from '../../policy/evaluate';
import { findRepository } from '../policyRepository';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { LineError, parseObject, readLines } from './jsonLines';
import { readArguments } from './options';
import { openPolicies, type PolicySource } from './policySource';

/** Far above what any edit takes: on a loaded CI machine a verdict must not depend on the load. */
const DEADLINE_MS = 10_000;

const HELP = `Usage: parapet eval [--root DIR] [--policy FILE]

Judges edits. Reads JSON Lines from standard input, one edit a line, and writes one verdict a line, in order.

  in   {"path": "infra/main.tf", "insert": "…", "id"?, "languageId"?, "before"?, "replaced"?, "after"?, "tool"?, "author"?}
  out  {"id": …, "action": "allow|warn|approve|block", "findings": […], "risk": {"score": 0–100, "level": "…"}}

Options
  --root DIR     folder that paths count from (default: the repository's top level,
                 where there is none the current folder)
  --policy FILE  judge by this file alone, in place of every .parapet.yaml that would be looked up

Exits 0 whatever the verdicts. A line that is no edit gives {"id", "error", "line"}, the rest go on, and it exits 2.
`;

export const evalCommand: Command = {
  name: 'eval',
  summary: 'judge edits given as JSON Lines',
  help: HELP,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = readArguments('eval', args, { root: { type: 'string' }, policy: { type: 'string' } });
  // A program that writes edits names files as git does, wherever it was started.
  const root = values.root ?? (await findRepository(terminal.cwd));
  const source = await openPolicies(terminal, { root, policy: values.policy });
  let bad = false;
  let number = 0;
  for await (const line of readLines(terminal.stdin)) {
    number++;
    if (line.trim() === '') continue;
    const result = await judgeLine(line, number, source, terminal);
    bad ||= 'error' in result;
    terminal.out(`${JSON.stringify(result)}\n`);
  }
  const invalid = source.reportProblems(terminal);
  return bad || invalid ? EXIT.error : EXIT.fine;
}

async function judgeLine(
  line: string,
  number: number,
  source: PolicySource,
  terminal: Terminal,
): Promise<object> {
  let id: unknown = null;
  try {
    const given = parseObject(line, '{"path": "…", "insert": "…"}');
    id = given['id'] ?? null;
    const edit = asEdit(given);
    const { path, policies } = await source.forPath(edit.path);
    const { action, findings, risk, failure } = evaluate({ ...edit, path }, policies, {
      now: terminal.now,
      clock: () => performance.now(),
      deadlineMs: DEADLINE_MS,
    });
    return { id, action, findings, risk, ...(failure && { failure }) };
  } catch (error) {
    if (error instanceof LineError) return { id, error: `line ${number}: ${error.message}`, line: number };
    throw error;
  }
}

/** The edit of a line; keys that an edit does not have are left alone, so that callers may carry their own. */
function asEdit(given: Record<string, unknown>): Edit {
  const optional = (key: string): string | undefined => {
    const value = given[key];
    // `null` is how many languages write "not given".
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    throw new LineError(`“${key}” must be a string`);
  };
  const required = (key: string): string => {
    const value = optional(key);
    if (value === undefined) throw new LineError(`“${key}” is missing`);
    return value;
  };
  const path = required('path');
  if (path === '') throw new LineError('“path” is empty');
  const languageId = optional('languageId');
  const tool = optional('tool');
  const author = optional('author');
  return {
    path,
    before: optional('before') ?? '',
    replaced: optional('replaced') ?? '',
    insert: required('insert'),
    after: optional('after') ?? '',
    ...(languageId !== undefined && { languageId }),
    ...(tool !== undefined && { tool }),
    ...(author !== undefined && { author }),
  };
}
