import { env, l10n, languages, MarkdownString, Range } from 'vscode';
import type { Disposable, Hover } from 'vscode';
import type { Attribution, LabelledRange } from '../../provenance/model';
import { markdownLine } from '../plainText';
import type { OpenDocuments } from './openDocuments';

const SELECTOR = [{ scheme: 'file' }, { scheme: 'untitled' }, { scheme: 'vscode-notebook-cell' }];

/** Pointing at text that a tool wrote tells which, when, and what the policy said of it. */
export function registerLabelHover(documents: OpenDocuments): Disposable {
  return languages.registerHoverProvider(SELECTOR, {
    provideHover(document, position): Hover | undefined {
      const one = documents.at(document.uri);
      if (!one) return undefined;
      const found = rangeAt(one.tracked.live.labelled().ranges, document.offsetAt(position));
      if (found?.author.kind !== 'ai') return undefined;
      const range = new Range(document.positionAt(found.start), document.positionAt(found.end));
      return { contents: [describe(found.author.attribution)], range };
    },
  });
}

/** The range that holds an offset, or ends there: pointing behind the last character counts. */
const rangeAt = (ranges: readonly LabelledRange[], offset: number): LabelledRange | undefined =>
  ranges.find(({ start, end }) => start <= offset && offset < end) ??
  ranges.find(({ end }) => end === offset);

function describe({ tool, toolVersion, model, time, verdict }: Attribution): MarkdownString {
  const name = [tool, toolVersion, model].filter(Boolean).join(' ');
  const when = new Date(time).toLocaleString(env.language, { dateStyle: 'medium', timeStyle: 'short' });
  const lines = [
    `**${markdownLine(l10n.t('Written by AI'))}**`,
    markdownLine(l10n.t('{0}, {1}', name, when)),
  ];
  if (verdict) {
    const rules = verdict.rules.length > 0 ? ` (${verdict.rules.join(', ')})` : '';
    lines.push(markdownLine(`${l10n.t('Parapet’s verdict: {0}', verdict.action)}${rules}`));
  }
  return new MarkdownString(lines.join('  \n'));
}
