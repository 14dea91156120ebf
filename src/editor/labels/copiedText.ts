import { DocumentDropOrPasteEditKind, languages } from 'vscode';
import type { Disposable, Range, TextDocument } from 'vscode';
import type { Writer } from '../../provenance/lineWriters';
import type { Author, LabelledRange, LabelledText } from '../../provenance/model';
import { fillUnknown, LabelBuilder } from '../../provenance/labels';
import type { CommittedLabels } from './committedLabels';
import { LABELLED_SCHEMES, type OpenDocument, type OpenDocuments } from './openDocuments';

/**
 * Remembers who wrote what a person copies, for when it is pasted in another place of this window. VS Code tells of a
 * copy only those who may have a say in pasting; we have none.
 */
export function rememberCopies(documents: OpenDocuments, committed: CommittedLabels): Disposable {
  const copied = new CopiedText(documents, committed);
  return languages.registerDocumentPasteEditProvider(
    LABELLED_SCHEMES.map((scheme) => ({ scheme })),
    {
      prepareDocumentPaste: (document, ranges) => {
        // A paste that follows at once would wait for the answer.
        void copied.remember(document, ranges).catch((error: unknown) => committed.report(error));
      },
    },
    { providedPasteEditKinds: [DocumentDropOrPasteEditKind.Empty], copyMimeTypes: [] },
  );
}

class CopiedText {
  constructor(
    private readonly documents: OpenDocuments,
    private readonly committed: CommittedLabels,
  ) {}

  async remember(document: TextDocument, ranges: readonly Range[]): Promise<void> {
    const one = this.documents.at(document.uri);
    if (!one) return;
    const parts = ranges.map((range) => labelledAt(one, range));
    this.keep(parts);
    const { version } = document;
    // Of a file whose commits say nothing, nobody need ask git at every copy.
    const isNoted = await one.place?.repository.blamed.isNoted();
    const blamed = isNoted ? await this.committed.of(one) : undefined;
    if (!blamed) return;
    // What is committed has labels of its own only while it is worked on.
    const authors = new Map<number, Author>();
    for (const { start, end } of ranges) {
      for (let line = start.line; line <= end.line; line++) {
        const { writer, commit } = blamed.lines.get(line + 1) ?? {};
        const author = writer && (await this.authorOf(one, writer, commit));
        if (author) authors.set(line, author);
      }
    }
    if (authors.size === 0 || document.version !== version) return;
    this.keep(
      parts.map(({ text, ranges: known }, i) =>
        fillUnknown(text, known, lineRanges(document, ranges[i]!, authors)),
      ),
    );
  }

  /** Each by itself and all together: it depends on the cursors there which of them a paste puts in. */
  private keep(parts: readonly LabelledText[]): void {
    const [first] = parts;
    if (!first) return;
    for (const part of parts) this.documents.remember(part);
    // A line that is copied without being selected is pasted with its end.
    this.documents.remember(parts.length > 1 ? joined(parts) : joined([first, { text: '', ranges: [] }]));
  }

  private async authorOf(
    { place }: OpenDocument,
    writer: Writer,
    commit: string | undefined,
  ): Promise<Author | undefined> {
    if (writer.kind === 'human') return writer;
    const said = commit === undefined ? undefined : await place?.repository.blamed.about(commit);
    if (!said) return undefined;
    const { kind, ...tool } = writer;
    return { kind, attribution: { ...tool, time: said.time.toISOString(), textHash: '' } };
  }
}

function labelledAt({ document, tracked }: OpenDocument, range: Range): LabelledText {
  return tracked.live.slice(document.offsetAt(range.start), document.offsetAt(range.end));
}

/** Offsets count from the range's start. */
function lineRanges(
  document: TextDocument,
  range: Range,
  authors: ReadonlyMap<number, Author>,
): readonly LabelledRange[] {
  const builder = new LabelBuilder();
  for (let line = range.start.line; line <= range.end.line; line++) {
    const part = document.lineAt(line).rangeIncludingLineBreak.intersection(range);
    if (part) builder.add(document.offsetAt(part.end) - document.offsetAt(part.start), authors.get(line));
  }
  return builder.ranges;
}

function joined(parts: readonly LabelledText[]): LabelledText {
  const builder = new LabelBuilder();
  parts.forEach(({ text, ranges }, i) => {
    if (i > 0) builder.add(1, undefined);
    builder.copy(ranges, 0, text.length);
  });
  return { text: parts.map(({ text }) => text).join('\n'), ranges: builder.ranges };
}
