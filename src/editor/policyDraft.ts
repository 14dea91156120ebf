import { compilePolicy } from '../policy/compile';
import { parsePolicy } from '../policy/parse';
import type { Problem } from '../policy/problem';
import { isExtendsPath } from '../policy/reading/extendsEntry';

/**
 * What is wrong with a policy as it stands in an editor. Where it extends other files only its own text is
 * looked at, since whether it fits together with them is seen when it is saved.
 */
export function draftProblems(text: string, file: string): readonly Problem[] {
  const { spec, problems, problemAt } = parsePolicy(text, file);
  if (!spec || spec.extends?.some(isExtendsPath)) return problems;
  const found = [...problems];
  const report = (...[path, severity, message]: Parameters<typeof problemAt>): void => {
    found.push(problemAt(path, severity, message));
  };
  compilePolicy([{ spec, report }], { kind: 'workspace', file, folder: '' });
  return found;
}
