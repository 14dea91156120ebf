import type { Edit } from '../../contract/edit';
import type { Action, Finding, Severity } from '../../contract/verdict';
import { changesOf, commitsIn, type PastChange, type PastCommit } from '../../git/history';
import { ObjectReader } from '../../git/objects';
import { evaluate } from '../../policy/evaluate';
import { sharedEnds } from '../../provenance/sharedEnds';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { openPolicies, type PolicySource } from './policySource';
import { repositoryHere } from './repositoryHere';
import { printable, styleFor } from './style';

const HELP = `Usage: parapet policy replay RANGE [--policy FILE] [--as-ai] [--json]

What the policy that holds now would have found in the repository's history, commit by commit, so that a rule is tried
before it bites. RANGE is what git log takes, such as HEAD~100.. or main; merges are left out, since what they bring in
was committed before. Whatever is found, the exit code is 0.

Options
  --policy FILE  this policy alone, in place of all look-up
  --as-ai        as if a tool had written all of it: also what modules and tools say of AI changes
  --json         one JSON value: {"range", "commits", "files", "rules": [{"rule", "action", "count"}],
                 "findings": [{"commit", "date", "path", "line", "rule", "severity", "action", "message", "text"}]}
`;

export const replayCommand: Command = {
  name: 'policy replay',
  summary: 'what the policy would have found in past commits',
  help: HELP,
  run,
};

interface Replayed {
  readonly commit: string;
  readonly date: string;
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly action: Action;
  readonly message: string;
  readonly text: string;
}

/** What these say depends on who made the change, which history does not tell. */
const ABOUT_AI = /^(?:module|tool)\/|^parapet\/own-controls$/;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = readArguments(
    'policy replay',
    args,
    { policy: { type: 'string' }, 'as-ai': { type: 'boolean' }, json: { type: 'boolean' } },
    { min: 1, max: 1 },
  );
  const [range = ''] = positionals;
  const { git, repository } = await repositoryHere(terminal);
  const source = await openPolicies(terminal, { root: repository.topLevel, policy: values.policy });
  const commits = await commitsIn(git, range);
  if (!commits) {
    throw new UsageError(
      `git knows no range ${printable(range)}`,
      'give one that git log takes, such as HEAD~100.. or main',
    );
  }
  const objects = new ObjectReader(git);
  const findings: Replayed[] = [];
  let files = 0;
  try {
    for (const commit of commits) {
      for (const change of await changesOf(git, objects, commit.id)) {
        files++;
        const found = await findingsIn(change, commit, source, terminal.now);
        findings.push(...(values['as-ai'] ? found : found.filter(({ rule }) => !ABOUT_AI.test(rule))));
      }
    }
  } finally {
    objects.close();
  }
  const counts = { range, commits: commits.length, files, rules: byRule(findings), findings };
  terminal.out(values.json ? `${JSON.stringify(counts)}\n` : describe(counts, commits, terminal));
  return source.reportProblems(terminal) ? EXIT.error : EXIT.fine;
}

async function findingsIn(
  change: PastChange,
  { id, date, author }: PastCommit,
  source: PolicySource,
  now: Date,
): Promise<Replayed[]> {
  const { path, policies } = await source.forPath(change.path);
  const edit = editOf(change);
  const { findings } = evaluate({ ...edit, path, author }, policies, { now });
  return findings
    .map((finding): Finding => (finding.removed ? { ...finding, line: lineInFile(finding, edit) } : finding))
    .filter((finding, _, all) => !finding.removed || !all.some((other) => isSame(other, finding)))
    .map(({ line, rule, severity, action, message, text }) => ({
      ...{ commit: id, date, path: change.path },
      ...{ line, rule, severity, action, message, text },
    }));
}

/** What was taken away is counted from the start of what was replaced; people look for it in the file as it was. */
const lineInFile = ({ line }: Finding, { before }: Edit): number => line + before.split('\n').length - 1;

/** Of a setting that was changed, what it was and what it is are one thing to say. */
const isSame = (written: Finding, gone: Finding): boolean =>
  !written.removed && written.rule === gone.rule && written.line === gone.line;

function editOf({ path, before, after }: PastChange): Edit {
  const { prefix, suffix } = sharedEnds(before, { start: 0, end: before.length }, after, {
    start: 0,
    end: after.length,
  });
  return {
    path,
    before: after.slice(0, prefix),
    replaced: before.slice(prefix, before.length - suffix),
    insert: after.slice(prefix, after.length - suffix),
    after: after.slice(after.length - suffix),
  };
}

interface RuleCount {
  readonly rule: string;
  readonly action: Action;
  readonly count: number;
}

/** Most frequent first. */
function byRule(findings: readonly Replayed[]): readonly RuleCount[] {
  const counts = new Map<string, RuleCount>();
  for (const { rule, action } of findings) {
    const key = `${rule} ${action}`;
    counts.set(key, { rule, action, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
}

function describe(
  {
    commits: total,
    files,
    rules,
    findings,
  }: { commits: number; files: number; rules: readonly RuleCount[]; findings: readonly Replayed[] },
  commits: readonly PastCommit[],
  terminal: Terminal,
): string {
  const style = styleFor(terminal);
  const lines: string[] = [];
  for (const { id, date, subject } of commits) {
    const here = findings.filter(({ commit }) => commit === id);
    if (here.length === 0) continue;
    lines.push(`${style.bold(id.slice(0, 10))}  ${date.slice(0, 10)}  ${printable(subject)}`);
    for (const { action, path, line, rule, message } of here) {
      const word = style.action(action) + ' '.repeat(7 - action.length);
      lines.push(
        `  ${word}  ${printable(`${path}:${line}`)}  ${printable(message)} ${style.dim(printable(`(${rule})`))}`,
      );
    }
    lines.push('');
  }
  for (const { rule, action, count } of rules)
    lines.push(`${String(count).padStart(5)}  ${action}  ${printable(rule)}`);
  const sum = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
  lines.push(`${sum} in ${total} ${total === 1 ? 'commit' : 'commits'}, ${files} changed files`);
  return `${lines.join('\n')}\n`;
}
