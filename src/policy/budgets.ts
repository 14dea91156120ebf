/** Which budgets of the policies that hold for a path count its changes. */
import type { BudgetShare } from '../risk/budgets';
import type { PolicySet } from './policySet';

/** @param path relative to the repository's top level */
export const budgetsAt = (policies: PolicySet, path: string, tool: string): readonly BudgetShare[] =>
  policies.situation(path, tool, undefined).contexts.flatMap(({ policy, criticality, modules }) =>
    policy.budgets.flatMap((spec, place): BudgetShare[] => {
      if (spec.criticality && !spec.criticality.includes(criticality)) return [];
      const limits = {
        ...(spec['max-ai-files'] !== undefined && { files: spec['max-ai-files'] }),
        ...(spec['max-ai-lines'] !== undefined && { addedLines: spec['max-ai-lines'] }),
        ...(spec['max-modules'] !== undefined && { modules: spec['max-modules'] }),
      };
      return [
        {
          budget: `${policy.origin.file}#${place + 1}`,
          limits,
          modules: modules.map((one) => one.spec.name),
        },
      ];
    }),
  );
