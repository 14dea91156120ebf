import { languages } from 'vscode';
import type { CancellationToken, Disposable, Hover, Position, TextDocument } from 'vscode';
import { answerOf } from '../../provenance/blamedLine';
import { classifyLines } from '../../provenance/classifyLines';
import type { CommittedLabels } from './committedLabels';
import { rangeAt } from './labelHover';
import { describeCommitted } from './labelWords';
import type { OpenDocuments } from './openDocuments';

/**
 * Pointing at a committed line that a tool wrote tells which, and in which commit. What was recorded here of the very
 * characters is said beside it, by the hover of labels, and goes before what is noted of the line.
 */
export function registerCommittedHover(documents: OpenDocuments, committed: CommittedLabels): Disposable {
  const hoverAt = async (
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<Hover | undefined> => {
    const one = documents.at(document.uri);
    const { version } = document;
    const blamed = one && (await committed.of(one));
    if (!one?.place || !blamed || token.isCancellationRequested || document.version !== version)
      return undefined;
    const line = position.line + 1;
    const labelled = one.tracked.live.labelled();
    const { commit, writer } = answerOf(
      classifyLines(labelled).at(position.line),
      blamed.lines.get(line),
      !blamed.isNoted,
    );
    const label = rangeAt(labelled.ranges, document.offsetAt(position))?.author.kind;
    const isAi = label === 'ai' || (label === undefined && writer?.kind === 'ai');
    if (commit === undefined || !isAi) return undefined;
    const said = await one.place.repository.blamed.about(commit);
    if (!said) return undefined;
    const noted = label === undefined && writer?.kind === 'ai' ? writer : undefined;
    return {
      contents: [describeCommitted(noted, said, document.uri.fsPath)],
      range: document.lineAt(position.line).range,
    };
  };
  return languages.registerHoverProvider([{ scheme: 'file' }], {
    provideHover: async (document, position, token) => {
      try {
        return await hoverAt(document, position, token);
      } catch (error) {
        committed.report(error);
        return undefined;
      }
    },
  });
}
