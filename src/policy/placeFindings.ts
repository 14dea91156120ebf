/** Findings that no pattern makes: what AI, or one AI tool, may do in a place at all. */
import type { Edit } from '../contract/edit';
import type { Action, Finding, Severity } from '../contract/verdict';
import { actionFor } from './actions';
import type { CompiledModule } from './compile';
import type { PolicyContext, Situation } from './context';
import { callsParapet } from './controls';
import type { Effort } from './pattern/effort';
import type { Pattern } from './pattern/pattern';

/** The edit changes something other than white space. */
const isSubstantial = ({ insert, replaced }: Edit): boolean => squeeze(insert) !== squeeze(replaced);
const squeeze = (text: string): string => text.replace(/\s+/g, '');

export function placeFindings(edit: Edit, situation: Situation, effort: Effort): Finding[] {
  const findings: Finding[] = [];
  for (const context of situation.contexts) {
    for (const module of context.modules) findings.push(...moduleFindings(edit, context, module, effort));
    findings.push(...toolFindings(edit, context));
  }
  const { control } = situation;
  if (control === 'always' || (control !== 'never' && callsParapet(edit)))
    findings.push(controlFinding(edit));
  // Looked at last, since it reads the whole edit and most places have nothing to say.
  return findings.length > 0 && isSubstantial(edit) ? findings : [];
}

function moduleFindings(
  edit: Edit,
  { roles }: PolicyContext,
  { spec, only }: CompiledModule,
  effort: Effort,
): Finding[] {
  const { ai } = spec;
  if (!ai) return [];
  const rule = `module/${spec.name}`;
  const owners = spec.owners?.length ? ` by ${spec.owners.join(' or ')}` : '';
  if (only && !addsOnly(edit, only, effort)) {
    return [
      finding(edit, rule, 'block', 0, {
        message: `AI may add only certain lines in module “${spec.name}”`,
        why: 'The policy lists what AI may add here, and this suggestion adds something else.',
        instead: 'Write this change yourself, or ask the owners of the module to widen the list.',
      }),
    ];
  }
  const action = actionFor(ai.action ?? 'allow', ai.for, roles);
  if (action === 'allow') return [];
  const approvals = action === 'approve' ? (ai.approvals ?? 1) : 0;
  return [
    finding(edit, rule, action, approvals, {
      message: MODULE_MESSAGES[action](spec.name, approvals, owners),
      why: `The policy limits what AI may do in “${spec.name}”, whatever the change is.`,
      instead:
        action === 'block'
          ? 'Write this change yourself.'
          : `Have the change signed off${owners || ' by somebody who may'} before it is merged.`,
    }),
  ];
}

const MODULE_MESSAGES: Record<
  Exclude<Action, 'allow'>,
  (name: string, approvals: number, owners: string) => string
> = {
  warn: (name) => `AI changes in module “${name}” want care`,
  approve: (name, approvals, owners) =>
    `AI changes in module “${name}” need ${approvals === 1 ? 'an approval' : `${approvals} approvals`}${owners}`,
  block: (name) => `AI makes no changes in module “${name}”`,
};

function toolFindings(edit: Edit, { policy, path, tool }: PolicyContext): Finding[] {
  return policy.tools
    .filter((entry) => entry.id(tool) && !entry.paths(path) && entry.spec.outside !== 'allow')
    .map(({ spec }) =>
      finding(edit, `tool/${spec.id}`, spec.outside, spec.outside === 'approve' ? 1 : 0, {
        message: `${tool} is outside the paths it may change`,
        why: 'The policy says which paths each AI tool may touch, and this is not one of them.',
        instead: 'Make the change yourself, or with a tool that may work here.',
      }),
    );
}

const controlFinding = (edit: Edit): Finding =>
  finding(edit, 'parapet/own-controls', 'approve', 1, {
    message: 'AI changes one of Parapet’s own controls',
    why: 'Policies, signers, hooks and the workflow that runs the gate decide what every other change may do.',
    instead: 'Have a person who answers for the policy approve this change.',
  });

const SEVERITY_OF: Record<Action, Severity> = { allow: 'low', warn: 'low', approve: 'medium', block: 'high' };

function finding(
  { before, insert }: Edit,
  rule: string,
  action: Action,
  approvals: number,
  words: { message: string; why: string; instead: string },
): Finding {
  const start = before.length;
  const line = before.split('\n').length;
  const text = insert.slice(0, 200);
  return {
    rule,
    severity: SEVERITY_OF[action],
    action,
    approvals,
    start,
    end: start + insert.length,
    line,
    text,
    ...words,
  };
}

/** Whether every line that the edit adds to, blank ones aside, matches one of the patterns as it would then stand. */
function addsOnly({ before, insert, after }: Edit, only: readonly Pattern[], effort: Effort): boolean {
  if (squeeze(insert) === '') return true;
  const head = before.slice(before.lastIndexOf('\n') + 1);
  const tailEnd = after.indexOf('\n');
  const tail = tailEnd < 0 ? after : after.slice(0, tailEnd);
  return (head + insert + tail)
    .split(/\r?\n/)
    .every((line) => line.trim() === '' || only.some((pattern) => pattern.test(line, effort)));
}
