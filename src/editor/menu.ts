import { commands, l10n, QuickPickItemKind, Uri, window } from 'vscode';
import type { QuickPickItem } from 'vscode';
import { COMMANDS, SETTINGS } from '../contract/manifest';
import { ACTIONS } from '../contract/verdict';
import type { Snippet } from '../risk/review';
import type { BulkWatch } from './bulkWatch';
import { bulkWords } from './bulkWords';
import { headline, MAX_FINDINGS, outcomeOf } from './explanation';
import type { UncommittedFile } from './labels/uncommittedWork';
import { oneLine } from './plainText';
import type { Notable } from './recentJudgements';
import { canBeWrong } from './wrongFinding';

interface Choice extends QuickPickItem {
  run?(): Thenable<unknown>;
}

const MAX_SHOWN = 10;

/** What a person may want after a look at the status bar: first of all what it speaks of. */
export async function showMenu(
  recent: readonly Notable[],
  uncommitted: readonly UncommittedFile[],
  bulk: Pick<BulkWatch, 'current' | 'acknowledge'>,
  hooksAreMissing: boolean,
): Promise<void> {
  const noted = recent.slice(0, MAX_SHOWN).map(choiceOf);
  const snippets = uncommitted.flatMap((file) => file.snippets.map((one) => snippetChoice(file, one)));
  const large = bulk.current.map((one): Choice => ({
    label: `$(warning) ${withoutIcons(oneLine(bulkWords(one)))}`,
    description: l10n.t('in one session'),
    run: () => commands.executeCommand('workbench.view.scm'),
  }));
  const choices: Choice[] = [
    ...(large.length > 0 ? [separator(l10n.t('Far more than usual')), ...large] : []),
    ...(snippets.length > 0 ? [separator(l10n.t('AI lines not yet committed')), ...snippets] : []),
    ...(noted.length > 0 ? [separator(l10n.t('Recent')), ...noted] : []),
    ...(noted.length + snippets.length > 0 ? [separator(l10n.t('Actions'))] : []),
    command('$(go-to-file)', l10n.t('Open the policy that holds here'), COMMANDS.openPolicy),
    command('$(new-file)', l10n.t('Create a policy for this repository'), COMMANDS.createPolicy),
    ...(hooksAreMissing
      ? [
          command(
            '$(git-commit)',
            l10n.t('Install git hooks, so that commits say what AI wrote'),
            COMMANDS.installHooks,
          ),
        ]
      : []),
    command('$(eye)', l10n.t('Show how each AI tool is covered'), COMMANDS.showCoverage),
    command('$(output)', l10n.t('Show log'), COMMANDS.showLog),
    {
      label: `$(settings-gear) ${l10n.t('Change what Parapet does with suggestions')}`,
      run: () => commands.executeCommand('workbench.action.openSettings', SETTINGS.mode.key),
    },
  ];
  const chosen = await window.showQuickPick(choices, {
    title: 'Parapet',
    placeHolder:
      noted.length + snippets.length > 0
        ? l10n.t('Select a line to go there, a suggestion to read why.')
        : l10n.t('No suggestion has been withheld in this session.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  bulk.acknowledge();
  await chosen?.run?.();
}

const separator = (label: string): Choice => ({ label, kind: QuickPickItemKind.Separator });

const command = (icon: string, label: string, id: string): Choice => ({
  label: `${icon} ${label}`,
  run: () => commands.executeCommand(id),
});

function choiceOf(notable: Notable): Choice {
  const outcome = {
    withheld: l10n.t('withheld'),
    'taken back': l10n.t('taken back'),
    observed: l10n.t('would be withheld'),
    shown: l10n.t('shown'),
  }[notable.outcome];
  return {
    label: withoutIcons(headline(notable)),
    description: withoutIcons(`${outcome} · ${placeOf(notable)}`),
    detail: withoutIcons(oneLine(notable.findings[0]?.rule ?? notable.failure?.message ?? '')),
    run: () => showExplanation(notable),
  };
}

/** Gravest remark first, so that it is the one to read. */
function snippetChoice({ path, uri, text }: UncommittedFile, snippet: Snippet): Choice {
  const { startLine, endLine, attribution, remarks } = snippet;
  const lines = startLine === endLine ? `${startLine}` : `${startLine}–${endLine}`;
  const [gravest] = remarks.toSorted((a, b) => ACTIONS.indexOf(b.action) - ACTIONS.indexOf(a.action));
  // The whole line, since a suggestion mostly completes one that a person began.
  const [first = ''] = text.slice(text.lastIndexOf('\n', snippet.start - 1) + 1).split('\n', 1);
  return {
    label: `${gravest ? '$(warning)' : '$(sparkle)'} ${withoutIcons(`${oneLine(path)}:${lines}`)}`,
    description: withoutIcons(oneLine(attribution.tool)),
    detail: withoutIcons(
      gravest ? `${oneLine(gravest.message)} (${oneLine(gravest.rule)})` : oneLine(first, 120),
    ),
    run: () => goTo(uri, startLine - 1),
  };
}

const placeOf = ({ path, line }: Notable): string => `${oneLine(path)}:${line + 1}`;

/** A picker draws `$(name)` as an icon, which is not for a workspace to ask for. */
const withoutIcons = (text: string): string => text.replaceAll('$(', '$ (');

/** In a modal, which a person asked for and which reads well to the end. */
async function showExplanation(notable: Notable): Promise<void> {
  const words = notable.findings
    .slice(0, MAX_FINDINGS)
    .flatMap(({ message, rule, why, instead }) => [
      `${oneLine(message)} (${oneLine(rule)})`,
      ...(why ? [oneLine(why, 1_000)] : []),
      ...(instead ? [`${l10n.t('Instead:')} ${oneLine(instead, 1_000)}`] : []),
      '',
    ]);
  if (notable.failure) words.push(l10n.t('It could not be judged: {0}.', oneLine(notable.failure.message)));
  const goThere = l10n.t('Go to Place');
  const detail = [...words, placeOf(notable)].join('\n');
  const wrong = l10n.t('This finding is wrong…');
  const [first] = notable.findings;
  const buttons = [goThere, ...(first && canBeWrong(first.rule) ? [wrong] : [])];
  const chosen = await window.showInformationMessage(outcomeOf(notable), { modal: true, detail }, ...buttons);
  const uri = notable.uri.toString();
  if (chosen === goThere) await goTo(Uri.parse(uri), notable.line);
  if (chosen === wrong && first)
    await commands.executeCommand(COMMANDS.findingIsWrong, first.rule, uri, first.text);
}

/** @param line 0-based */
function goTo(uri: Uri, line: number): Thenable<unknown> {
  const at = { line, character: 0 };
  return commands.executeCommand('vscode.open', uri, { selection: { start: at, end: at } });
}
