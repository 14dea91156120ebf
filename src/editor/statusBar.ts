import { l10n, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Disposable } from 'vscode';
import { COMMANDS } from '../contract/manifest';
import { markdownLine, oneLine } from './plainText';
import { mustAct, statusState } from './statusModel';
import type { StatusFacts, StatusState } from './statusModel';

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
    const label = labelOf(state);
    this.item.text = label ? `$(shield) Parapet: ${label}` : '$(shield) Parapet';
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

function explanationOf(state: StatusState, facts: StatusFacts): readonly string[] {
  const paragraphs = [meaningOf(state, facts)];
  if (state === 'on' && facts.selfTest?.state === 'nothing') {
    paragraphs.push(l10n.t('No other extension that could make suggestions is running here yet.'));
  }
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
