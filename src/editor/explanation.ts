import { l10n, MarkdownString } from 'vscode';
import { COMMANDS } from '../contract/manifest';
import type { Finding } from '../contract/verdict';
import { markdownLine, oneLine } from './plainText';
import type { Notable, Way } from './recentJudgements';

/** Findings beyond these are only counted: an explanation is read in passing. */
export const MAX_FINDINGS = 3;

/** What to call a judgement in a few words. */
export function headline(notable: Notable): string {
  const [first] = notable.findings;
  if (first) return oneLine(first.message, 80);
  return notable.failure ? l10n.t('could not be judged') : notable.action;
}

/**
 * Which rule, why, and what to do instead. A workspace wrote these words, so they are escaped, and no
 * command runs from here but those of the links that this function writes itself.
 */
export function explanationOf(notable: Notable): MarkdownString {
  const shown = notable.findings.slice(0, MAX_FINDINGS);
  const paragraphs = [markdownLine(outcomeOf(notable)), ...shown.map(findingOf)];
  const more = notable.findings.length - shown.length;
  if (more > 0) paragraphs.push(l10n.t('And {0} more findings; see the log.', more));
  if (notable.failure) {
    paragraphs.push(markdownLine(l10n.t('It could not be judged: {0}.', notable.failure.message)));
  }
  paragraphs.push(
    `[${l10n.t('Open policy')}](command:${COMMANDS.openPolicy}) · [${l10n.t('Show log')}](command:${COMMANDS.showLog})`,
  );
  const markdown = new MarkdownString(paragraphs.join('\n\n'));
  markdown.isTrusted = { enabledCommands: [COMMANDS.openPolicy, COMMANDS.showLog] };
  return markdown;
}

/** What happened, in a sentence. */
export const outcomeOf = ({ outcome, tool, way }: Notable): string =>
  outcome === 'taken back'
    ? l10n.t('Parapet took an accepted suggestion of {0} back.', tool)
    : OUTCOMES[way][outcome](tool);

const OUTCOMES: Readonly<
  Record<Way, Readonly<Record<Exclude<Notable['outcome'], 'taken back'>, (tool: string) => string>>>
> = {
  suggestion: {
    withheld: (tool) => l10n.t('Parapet withheld a suggestion of {0}.', tool),
    observed: (tool) => l10n.t('Parapet would have withheld a suggestion of {0}.', tool),
    shown: (tool) => l10n.t('Parapet has something to say about a suggestion of {0}.', tool),
  },
  edit: {
    withheld: (tool) => l10n.t('Parapet refused an edit of {0}.', tool),
    observed: (tool) => l10n.t('Parapet would have refused an edit of {0}.', tool),
    shown: (tool) => l10n.t('Parapet has something to say about an edit of {0}.', tool),
  },
  file: {
    withheld: (tool) => l10n.t('Parapet kept {0} from changing a file.', tool),
    observed: (tool) => l10n.t('Parapet would have kept {0} from changing a file.', tool),
    shown: (tool) => l10n.t('Parapet has something to say about a file that {0} changed.', tool),
  },
};

function findingOf({ rule, message, why, instead }: Finding): string {
  const lines = [`**${markdownLine(message)}** (${markdownLine(rule)})`];
  if (why) lines.push(markdownLine(why));
  if (instead) lines.push(`${l10n.t('Instead:')} ${markdownLine(instead)}`);
  return lines.join('  \n');
}
