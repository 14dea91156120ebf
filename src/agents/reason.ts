/** What is said to a model, and to the person beside it, about a verdict. */
import { ACTIONS, type Action, type Finding } from '../contract/verdict';

/** A model reads all of it at once; what is beyond this is more of the same. */
const MOST_FINDINGS = 5;
const LONGEST = 4_000;

const OPENING: Record<Exclude<Action, 'allow'>, string> = {
  block: 'Parapet: this repository’s policy does not let an AI tool do this.',
  approve: 'Parapet: a person has to answer for this before it is merged.',
  warn: 'Parapet: allowed, with a warning.',
};

const AFTER_BLOCK =
  'Do not look for another way to the same effect. Do what is said above instead, or ask the person you work for.';

/** Of the strictest findings each message, rule, why and instead; empty for `allow`. */
export function reasonFor(action: Action, findings: readonly Finding[]): string {
  if (action === 'allow') return '';
  const acting = findings.filter((finding) => finding.action !== 'allow' && !finding.observed);
  const strictestFirst = acting.toSorted((a, b) => ACTIONS.indexOf(b.action) - ACTIONS.indexOf(a.action));
  const told = [...new Map(strictestFirst.map((finding) => [finding.rule, finding])).values()];
  const lines = told
    .slice(0, MOST_FINDINGS)
    .map(({ message, rule, why, instead }) => `- ${message} (${rule}). ${why} Instead: ${instead}`);
  if (told.length > MOST_FINDINGS) lines.push(`- and ${told.length - MOST_FINDINGS} more`);
  const text = [OPENING[action], ...lines, ...(action === 'block' ? [AFTER_BLOCK] : [])].join('\n');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
