/** What hovers over text that a tool wrote say. */
import { env, l10n, MarkdownString } from 'vscode';
import { COMMIT_COMMANDS } from '../../contract/manifest';
import type { CommitSaid } from '../../node/committedLines';
import type { AiWriter } from '../../provenance/lineWriters';
import type { Attribution } from '../../provenance/model';
import { markdownLine } from '../plainText';
import { levelInWords } from '../riskWords';

/** Characters of a commit's id that people are shown; the longest of git's own defaults for large repositories. */
const SHORT_ID = 10;

export function describeLabel(attribution: Attribution): MarkdownString {
  const { verdict } = attribution;
  const lines = [markdownLine(l10n.t('{0}, {1}', nameOf(attribution), inTime(new Date(attribution.time))))];
  if (verdict) {
    const rules = verdict.rules.length > 0 ? ` (${verdict.rules.join(', ')})` : '';
    lines.push(markdownLine(`${l10n.t('Parapet’s verdict: {0}', verdict.action)}${rules}`));
  }
  return markdown([HEADING(), ...lines]);
}

/**
 * @param writer undefined where something else says who wrote it
 * @param file of the repository's work tree, for the links
 */
export function describeCommitted(
  writer: AiWriter | undefined,
  { id, subject, author, time, risk }: CommitSaid,
  file: string,
): MarkdownString {
  const short = id.slice(0, SHORT_ID);
  const open = link(short, COMMIT_COMMANDS.open, [file, id], l10n.t('Open this commit'));
  const copy = link('$(copy)', COMMIT_COMMANDS.copy, [id], l10n.t('Copy the commit’s id'));
  const lines = [
    ...(writer ? [HEADING(), markdownLine(nameOf(writer))] : []),
    `$(git-commit) ${open} ${copy} ${markdownLine(subject)}`,
    markdownLine(l10n.t('Committed: {0}, {1}', author, inTime(time))),
    ...(risk ? [markdownLine(l10n.t('AI lines of this commit: {0}', levelInWords(risk)))] : []),
  ];
  const text = markdown(lines);
  text.supportThemeIcons = true;
  text.isTrusted = { enabledCommands: Object.values(COMMIT_COMMANDS) };
  return text;
}

const HEADING = (): string => `**${markdownLine(l10n.t('Written by AI'))}**`;

const nameOf = ({ tool, toolVersion, model }: AiWriter | Attribution): string =>
  [tool, toolVersion, model].filter(Boolean).join(' ');

const inTime = (time: Date): string =>
  time.toLocaleString(env.language, { dateStyle: 'medium', timeStyle: 'short' });

const markdown = (lines: readonly string[]): MarkdownString => new MarkdownString(lines.join('  \n'));

const link = (text: string, command: string, args: readonly string[], title: string): string =>
  `[${text}](command:${command}?${encodeURIComponent(JSON.stringify(args))} "${title.replaceAll('"', '')}")`;
