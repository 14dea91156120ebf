import { l10n, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Disposable } from 'vscode';
import { COMMANDS } from '../contract/manifest';
import { markdownLine, oneLine } from './plainText';
import { mustAct, statusState } from './statusModel';
import type { StatusFacts, StatusState, UncommittedRisk } from './statusModel';
import type { RiskLevel } from '../contract/verdict';

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
    const labels = [labelOf(state), riskLabelOf(facts.uncommitted)].filter((one) => one !== undefined);
    const label = labels.length > 0 ? labels.join(' · ') : undefined;
    this.item.text = label === undefined ? '$(shield) Parapet' : `$(shield) Parapet: ${label}`;
    const paragraphs = explanationOf(state, facts);
    this.item.tooltip = new MarkdownString(paragraphs.map((text) => markdownLine(text)).join('\n\n'));
    this.item.backgroundColor = mustAct(state)
      ? new ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.item.accessibilityInformation = {
      label: [`Parapet: ${label ?? l10n.t('on')}.`, ...paragraphs.map((text) => oneLine(text))].join(' '),
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
function riskLabelOf({ aiLines, risk }: UncommittedRisk): string | undefined {
  if (aiLines === 0) return undefined;
  const level = LEVELS[risk.level]();
  return aiLines === 1 ? l10n.t('{0}, 1 AI line', level) : l10n.t('{0}, {1} AI lines', level, aiLines);
}

const LEVELS: Readonly<Record<RiskLevel, () => string>> = {
  none: () => l10n.t('no risk'),
  low: () => l10n.t('low risk'),
  medium: () => l10n.t('medium risk'),
  high: () => l10n.t('high risk'),
  critical: () => l10n.t('critical risk'),
};

/** Why the risk is what it is, one reason a line. */
function breakdownOf({ aiLines, risk }: UncommittedRisk): readonly string[] {
  if (aiLines === 0) return [];
  return [
    l10n.t('AI lines not yet committed: {0}. Risk {1} of 100:', LEVELS[risk.level](), risk.score),
    ...risk.breakdown.map(({ points, text }) => `+${points}  ${text}`),
  ];
}

function explanationOf(state: StatusState, facts: StatusFacts): readonly string[] {
  const paragraphs = [meaningOf(state, facts)];
  if (state === 'on' && facts.selfTest?.state === 'nothing') {
    paragraphs.push(l10n.t('No other extension that could make suggestions is running here yet.'));
  }
  paragraphs.push(...breakdownOf(facts.uncommitted));
  if (facts.withheld > 0) {
    paragraphs.push(
      facts.withheld === 1
        ? l10n.t('1 suggestion withheld in this session.')
        : l10n.t('{0} suggestions withheld in this session.', facts.withheld),
    );
  }
  return paragraphs;
}

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
