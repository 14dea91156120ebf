import { commands, l10n, Uri, window } from 'vscode';
import { COMMANDS } from '../../contract/manifest';
import { ruleInForce } from '../../policy/ruleInForce';
import type { UriShape } from '../intercept/shapes';
import type { PathPolicies } from '../intercept/editJudge';
import { oneLine } from '../plainText';
import type { UncommittedFile } from './uncommittedWork';

export interface RuleExplanationPorts {
  policiesFor(uri: UriShape): Promise<PathPolicies>;
  reviewed(): readonly UncommittedFile[];
  now(): Date;
}

/** What a rule is for and what to do instead, in a modal that a person asked for. */
export async function explainRule(
  rule: unknown,
  document: unknown,
  ports: RuleExplanationPorts,
): Promise<void> {
  if (typeof rule !== 'string' || typeof document !== 'string') return;
  const uri = Uri.parse(document);
  const words = (await ofPolicy(rule, uri, ports)) ?? ofRemark(rule, uri, ports);
  if (!words) return;
  const openPolicy = l10n.t('Open Policy');
  const detail = words.lines.filter((line) => line !== '').join('\n\n');
  const chosen = await window.showInformationMessage(words.title, { modal: true, detail }, openPolicy);
  if (chosen === openPolicy) await commands.executeCommand(COMMANDS.openPolicy);
}

interface Words {
  readonly title: string;
  readonly lines: readonly string[];
}

async function ofPolicy(rule: string, uri: Uri, ports: RuleExplanationPorts): Promise<Words | undefined> {
  const { policies, path, author } = await ports.policiesFor(uri);
  const found = ruleInForce({ rule, path, ...(author !== undefined && { author }) }, policies, ports.now());
  if (!found) return undefined;
  const { title, why, instead, severity } = found.rule.spec;
  return wordsOf(rule, { message: title, why: why ?? '', instead: instead ?? '', severity });
}

/** What holds for a module or a tool is no rule that could be looked up; what was found says it all the same. */
function ofRemark(rule: string, uri: Uri, ports: RuleExplanationPorts): Words | undefined {
  const remark = ports
    .reviewed()
    .filter((file) => file.uri.toString() === uri.toString())
    .flatMap(({ snippets }) => snippets)
    .flatMap(({ remarks }) => remarks)
    .find((one) => one.rule === rule);
  return remark && wordsOf(rule, remark);
}

function wordsOf(
  rule: string,
  { message, why, instead, severity }: { message: string; why: string; instead: string; severity: string },
): Words {
  return {
    title: oneLine(message),
    lines: [
      l10n.t('Rule {0}, severity {1}', oneLine(rule), severity),
      oneLine(why, 1_000),
      instead === '' ? '' : `${l10n.t('Instead:')} ${oneLine(instead, 1_000)}`,
    ],
  };
}
