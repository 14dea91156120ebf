import { languages, Range } from 'vscode';
import type { Disposable, Hover } from 'vscode';
import type { LabelledRange } from '../../provenance/model';
import { describeLabel } from './labelWords';
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
      return { contents: [describeLabel(found.author.attribution)], range };
    },
  });
}

/** The range that holds an offset, or ends there: pointing behind the last character counts. */
export const rangeAt = (ranges: readonly LabelledRange[], offset: number): LabelledRange | undefined =>
  ranges.find(({ start, end }) => start <= offset && offset < end) ??
  ranges.find(({ end }) => end === offset);
