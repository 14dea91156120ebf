import { packRules, RECOMMENDED } from '../packs/index';
import { builtInSources } from './builtInLiterals';
import table from 'built-in-literals';
import { RuleGroup } from './match/ruleGroup';
import { KnownLiterals } from './pattern/literalTable';
import { compileRules } from './rule';

let group: RuleGroup | undefined;

/**
 * All built-in rules as one group, made when first asked for and the same for every policy: what a policy
 * extends is a choice among these, so that many policies read a text once. Immutable data of this build.
 */
export function builtInRules(): RuleGroup {
  return (group ??= make());
}

function make(): RuleGroup {
  const literals = new KnownLiterals(table, builtInSources());
  // Case is folded everywhere: `DOCKERFILE` is built like `Dockerfile` on half of all machines.
  const rules = new RuleGroup(compileRules(packRules(RECOMMENDED) ?? [], true, literals));
  literals.forget();
  return rules;
}
