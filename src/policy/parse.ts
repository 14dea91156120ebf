/** Policy files (contract 1): text to a well-formed policy, or what is wrong with it, where, and how to mend it. */
import type { Alias, Node } from 'yaml';
import type { KeyPath } from './keyPath';
import type { PolicySpec } from './model';
import { notYetProblems } from './notYet';
import { hasErrors, type Problem } from './problem';
import { checkPolicy } from './reading/checks';
import { isExtendsPath } from './reading/extendsEntry';
import { MAX_PROBLEMS } from './reading/limits';
import { locate } from './reading/locate';
import { plainValue } from './reading/plainValue';
import { PolicyText } from './reading/policyText';
import { declaredRoles, undeclaredRoles } from './reading/roles';
import { schemaMistakes } from './reading/schemaMistakes';
import { readYaml } from './reading/yamlDocument';

export type { KeyPath } from './keyPath';

export interface ParsedPolicy {
  /** Undefined where there is an error. */
  readonly spec: PolicySpec | undefined;
  /** In the order of the file, at most 100. */
  readonly problems: readonly Problem[];
  /**
   * A problem at the value of this path, or at its nearest parent that is there. Lists and tables are pointed at by
   * their key, and so is what `at` asks for.
   */
  problemAt(path: KeyPath, severity: Problem['severity'], message: string, at?: 'value' | 'key'): Problem;
}

export interface ParseOptions {
  /** The file is joined with others, which may declare the roles it names: `undeclaredRoles` is left to the caller. */
  readonly joined?: boolean;
}

/** `file` is the path that problems name, relative to the repository or absolute. Never throws, whatever the text. */
export function parsePolicy(text: string, file: string, options: ParseOptions = {}): ParsedPolicy {
  const source = new PolicyText(text, file);
  const reading = readYaml(source);
  if (reading.kind === 'problems') return unreadable(source, reading.problems);

  const root = reading.document.contents;
  const { value, aliases, mistakes } = plainValue(reading.document);
  if (mistakes.length > 0) {
    return unreadable(
      source,
      mistakes.map(({ range, message }) => source.problem(source.firstLine(range), 'error', message)),
    );
  }
  const problemAt = problemLocator(source, root, aliases);
  const version = versionProblem(value);
  if (version) return result(undefined, [problemAt(['version'], 'error', version)], problemAt);

  const problems = [
    ...schemaMistakes(value, MAX_PROBLEMS).map(({ path, at, message }) =>
      problemAt(path, 'error', message, at),
    ),
    ...notYetProblems(value).map(({ path, message }) => problemAt(path, 'error', message, 'key')),
  ];
  if (hasErrors(problems)) return result(undefined, problems, problemAt);

  const spec = value as PolicySpec;
  const checks = checkPolicy(spec, file).map(({ path, severity, message }) =>
    problemAt(path, severity, message),
  );
  const rolesAreHere = !options.joined && !spec.extends?.some(isExtendsPath);
  const roles = rolesAreHere ? undeclaredRoles(spec, declaredRoles([spec])) : [];
  return result(
    spec,
    [...checks, ...roles.map(({ path, message }) => problemAt(path, 'error', message))],
    problemAt,
  );
}

type ProblemLocator = ParsedPolicy['problemAt'];

function problemLocator(
  source: PolicyText,
  root: unknown,
  aliases: ReadonlyMap<Alias, Node>,
): ProblemLocator {
  return (path, severity, message, at = 'value') =>
    source.problem(locate(root, path, at, aliases, source), severity, message);
}

const unreadable = (source: PolicyText, problems: readonly Problem[]): ParsedPolicy =>
  result(undefined, problems, (_, severity, message) => source.problem([0, 0], severity, message));

function result(
  spec: PolicySpec | undefined,
  problems: readonly Problem[],
  problemAt: ProblemLocator,
): ParsedPolicy {
  const ordered = problems.toSorted((a, b) => a.start - b.start).slice(0, MAX_PROBLEMS);
  return { spec: hasErrors(problems) ? undefined : spec, problems: ordered, problemAt };
}

/** Said before all else: an empty file has no other mistake, and a newer format would have hundreds. */
function versionProblem(value: unknown): string | undefined {
  if (value === null) return 'the policy is empty: say “version: 1” at the top';
  const version: unknown = typeof value === 'object' && 'version' in value ? value.version : undefined;
  if (version === '1') return 'the version is a number: say “version: 1” without quotes';
  if (typeof version === 'number' && version !== 1) {
    return `this Parapet reads version 1 of the policy format and not version ${version}: say “version: 1”, or install a Parapet that reads it`;
  }
  return undefined;
}
