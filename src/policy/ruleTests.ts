/** A rule's own tests (contract 1): run when a policy is read, and for the built-in packs in the test suite. */
import type { Edit } from '../contract/edit';
import type { CompiledPolicy } from './compile';
import { PolicyContext } from './context';
import { canonicalPath } from './globs';
import { languagesOf } from './languagesOf';
import { matchRule } from './match/matchRule';
import { RuleGroup } from './match/ruleGroup';
import { Side } from './match/side';
import { Window } from './match/window';
import type { TestCase } from './model';
import type { CompiledRule } from './rule';
import { languageOfPath } from './text/languages';

export interface FailingTest {
  readonly kind: 'match' | 'pass';
  /** Place in the rule's list of that kind. */
  readonly index: number;
  readonly message: string;
}

const WHOLE = { lines: Number.MAX_SAFE_INTEGER, characters: Number.MAX_SAFE_INTEGER };

/**
 * The rule's tests that do not come out as they say. A string stands for its insertion into an empty document of
 * the rule's first language, wherever that may lie; an edit that names a path is held against `where` as well.
 */
export function failingTests(rule: CompiledRule, policy: CompiledPolicy): FailingTest[] {
  const failing = (kind: FailingTest['kind'], cases: readonly TestCase[] = []): FailingTest[] =>
    cases.flatMap((test, index) => {
      const found = finds(rule, test, policy);
      if (found === (kind === 'match')) return [];
      return [{ kind, index, message: failureMessage(rule, kind, test) }];
    });
  const { tests } = rule.spec;
  return [...failing('match', tests?.match), ...failing('pass', tests?.pass)];
}

const failureMessage = ({ spec }: CompiledRule, kind: FailingTest['kind'], test: TestCase): string =>
  kind === 'match'
    ? `the rule “${spec.id}” does not find this, and its test says that it does${test === '' ? ' (the text is empty)' : ''}: mend the pattern or the test`
    : `the rule “${spec.id}” finds this, and its test says that it passes: narrow the pattern, add to none, or mend the test`;

function finds(rule: CompiledRule, test: TestCase, policy: CompiledPolicy): boolean {
  const edit = editOf(rule, test);
  const languages = languagesOf(edit);
  if (typeof test !== 'string' && test.path !== undefined && !placeHolds(rule, edit, languages, policy))
    return false;
  const newWindow = new Window(edit.before, edit.insert, edit.after, WHOLE);
  const oldWindow = new Window(edit.before, edit.replaced, edit.after, WHOLE);
  const sides = (languages.length > 0 ? languages : [undefined]).map((language) => ({
    newSide: new Side(newWindow, language),
    oldSide: new Side(oldWindow, language),
  }));
  // Through the prefilter too, so that a test also proves that the rule is reached.
  if (new RuleGroup([rule]).candidates(newWindow, oldWindow, sides).length === 0) return false;
  return sides.some(({ newSide, oldSide }) => matchRule(rule, newSide, oldSide).length > 0);
}

function placeHolds(
  rule: CompiledRule,
  edit: Edit,
  languages: readonly string[],
  policy: CompiledPolicy,
): boolean {
  const path = canonicalPath(edit.path);
  const { folder } = policy.origin;
  const repositoryPath = folder === '' ? path : `${folder}/${path}`;
  return new PolicyContext(policy, repositoryPath, path, edit.tool ?? 'test', edit.author).appliesTo(
    rule,
    languages,
  );
}

function editOf(rule: CompiledRule, test: TestCase): Edit {
  const { path, languageId, tool, author, ...texts } = typeof test === 'string' ? { insert: test } : test;
  const language = languageId ?? (path === undefined ? defaultLanguage(rule) : undefined);
  return {
    path: path ?? '',
    before: '',
    replaced: '',
    insert: '',
    after: '',
    ...texts,
    ...(language !== undefined && { languageId: language }),
    ...(tool !== undefined && { tool }),
    ...(author !== undefined && { author }),
  };
}

/** The first language the rule names, else that of the first path it names. */
function defaultLanguage({ spec }: CompiledRule): string | undefined {
  const [language] = spec.where?.languages ?? [];
  if (language !== undefined) return language;
  const [glob] = spec.where?.paths ?? [];
  return glob === undefined ? undefined : languageOfPath(glob.replace(/\*+/g, 'x').replace(/[{,].*$/, ''));
}
