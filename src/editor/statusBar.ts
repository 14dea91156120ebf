import { l10n, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Disposable } from 'vscode';
import { COMMANDS } from '../contract/manifest';
import { bulkWords } from './bulkWords';
import { markdownLine, oneLine } from './plainText';
import { factorInWords, levelInWords } from './riskWords';
import { mustAct, statusState } from './statusModel';
import type { StatusFacts, StatusState, UncommittedRisk } from './statusModel';

interface Paragraph {
  readonly text: string;
  /** What it is made of. */
  readonly list?: readonly string[];
}

/** The one status bar item: what Parapet is doing, and whether somebody must do something about it. */
export class StatusBar implements Disposable {
  private readonly item = window.createStatusBarItem('parapet.status', StatusBarAlignment.Right, 100);

  constructor(private readonly facts: () => StatusFacts) {
    this.item.name = 'Parapet';
    this.item.command = COMMANDS.showMenu;
    this.update();
    this.item.show();
  }

  update(): void {
    const facts = this.facts();
    const state = statusState(facts);
    const bulk = facts.bulk.length > 0 ? l10n.t('large change') : undefined;
    const labels = [labelOf(state), bulk, riskLabelOf(facts.uncommitted)].filter((one) => one !== undefined);
    const label = labels.length > 0 ? labels.join(' · ') : undefined;
    this.item.text = label === undefined ? '$(shield) Parapet' : `$(shield) Parapet: ${label}`;
    const paragraphs = explanationOf(state, facts);
    this.item.tooltip = new MarkdownString(paragraphs.map(asMarkdown).join('\n\n'));
    this.item.backgroundColor = mustAct(state)
      ? new ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.item.accessibilityInformation = {
      label: [`Parapet: ${label ?? l10n.t('on')}.`, ...paragraphs.map(asSpoken)].join(' '),
    };
  }

  dispose(): void {
    this.item.dispose();
  }
}

function labelOf(state: StatusState): string | undefined {
  switch (state) {
    case 'on':
      return undefined;
    case 'observing':
      return l10n.t('observing');
    case 'off':
      return l10n.t('off');
    case 'policy error':
      return l10n.t('policy error');
    case 'not intercepting':
      return l10n.t('not intercepting');
    case 'not judged':
      return l10n.t('not judged');
  }
}

/** The risk of what tools wrote and nobody has committed yet, and how much that is. */
function riskLabelOf({ aiLines, taintedLines, risk }: UncommittedRisk): string | undefined {
  if (aiLines + taintedLines === 0) return undefined;
  const level = levelInWords(risk.level);
  if (aiLines === 0) return level;
  return aiLines === 1 ? l10n.t('{0}, 1 AI line', level) : l10n.t('{0}, {1} AI lines', level, aiLines);
}

/** Why the risk is what it is. */
function breakdownOf({ aiLines, taintedLines, risk }: UncommittedRisk): readonly Paragraph[] {
  const level = levelInWords(risk.level);
  const text =
    aiLines === 1
      ? l10n.t('1 AI line not yet committed: {0}, {1} of 100', level, risk.score)
      : l10n.t('{0} AI lines not yet committed: {1}, {2} of 100', aiLines, level, risk.score);
  const tainted = { text: l10n.t('Other lines with AI text in them: {0}', taintedLines) };
  return [{ text, list: risk.breakdown.map(factorInWords) }, ...(taintedLines > 0 ? [tainted] : [])];
}

function explanationOf(state: StatusState, facts: StatusFacts): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [{ text: meaningOf(state, facts) }];
  if (state === 'on' && facts.selfTest?.state === 'nothing') {
    paragraphs.push({ text: l10n.t('No other extension that could make suggestions is running here yet.') });
  }
  if (facts.bulk.length > 0)
    paragraphs.push({
      text: l10n.t('Far more than usual was changed in one session:'),
      list: facts.bulk.map(bulkWords),
    });
  if (riskLabelOf(facts.uncommitted) !== undefined) paragraphs.push(...breakdownOf(facts.uncommitted));
  if (facts.withheld > 0) {
    paragraphs.push({
      text:
        facts.withheld === 1
          ? l10n.t('1 suggestion withheld in this session.')
          : l10n.t('{0} suggestions withheld in this session.', facts.withheld),
    });
  }
  return paragraphs;
}

const asMarkdown = ({ text, list = [] }: Paragraph): string =>
  [markdownLine(text), ...list.map((one) => `- ${markdownLine(one)}`)].join('\n');

const asSpoken = ({ text, list = [] }: Paragraph): string =>
  list.length > 0 ? `${oneLine(text)}: ${list.map((one) => oneLine(one)).join(', ')}.` : oneLine(text);

function meaningOf(state: StatusState, facts: StatusFacts): string {
  switch (state) {
    case 'on':
      return l10n.t('Parapet judges every inline AI suggestion before it is drawn.');
    case 'observing':
      return l10n.t('Parapet judges and records inline AI suggestions and withholds nothing.');
    case 'off':
      return l10n.t('Parapet does not judge inline AI suggestions. Select to change that.');
    case 'policy error':
      return l10n.t(
        'There is a mistake in {0}. Until it is mended, the last policy that was right holds, or the recommended rules. See Problems.',
        facts.brokenPolicies.join(', '),
      );
    case 'not intercepting':
      return l10n.t(
        'Parapet cannot judge inline suggestions in this VS Code: {0}. Reload the window; if that does not help, see the log.',
        facts.selfTest?.state === 'failed' ? facts.selfTest.why : '',
      );
    case 'not judged':
      return facts.failure === undefined
        ? l10n.t('{0} suggestions came before Parapet was ready and were not judged.', facts.late)
        : l10n.t('A suggestion could not be judged: {0}. See the log.', facts.failure);
  }
}
