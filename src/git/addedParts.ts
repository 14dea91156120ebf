/** The lines that a commit adds, with what is known of who wrote them. */
import type { CommittedText } from '../provenance/commitSummary';
import { LabelBuilder } from '../provenance/labels';
import { lineStarts } from '../provenance/lineDiff';
import type { LostText, Telling } from '../provenance/lostLines';
import type { LabelledText } from '../provenance/model';
import type { FoundLines } from '../provenance/putRight';
import { namesOf, type AddedFile, type ChangedFile } from './changedFiles';
import type { RecordedTexts } from './recordedTexts';

/** What is known of the files of a work tree; paths from its top level, `/`-separated. */
export interface Labels extends RecordedTexts {
  paths(): readonly string[];
  /** Whether anything of a file is a tool's. */
  hasTools(path: string): boolean;
  /** Of this text of the file. @param added 1-based, the lines of it that no commit has, where that is known */
  read(path: string, text: string, added?: readonly number[]): LabelledText | undefined;
  /**
   * What was recorded elsewhere of lines that are gone from there.
   *
   * @param made seconds since 1970, cut to a whole number: nothing that was written later is meant
   * @param telling where it makes sense to look
   */
  lost?(path: string, made: number, telling: Telling): Promise<readonly LostText[]>;
  /**
   * By file, what was recorded of lines that are gone from there.
   *
   * @param times in seconds since 1970, between which it was written
   * @param blobs by path, what files are now, as far as that is known
   */
  lostBetween?(
    times: { readonly before: number; readonly made: number },
    blobs: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, LostText>;
  /** Keeps what was found of lines that were recorded otherwise. */
  putRight?(path: string, lines: FoundLines): void;
}

/** The added lines of one file, and nothing else of it. */
export interface AddedPart extends CommittedText {
  readonly path: string;
}

export const hasTools = (file: ChangedFile, labels: Labels): boolean =>
  namesOf(file).some((name) => labels.hasTools(name));

function labelsOf(file: AddedFile, labels: Labels): LabelledText {
  const { text, added } = file;
  for (const name of namesOf(file)) {
    const labelled = labels.read(name, text, added);
    if (labelled) return labelled;
  }
  return { text, ranges: [] };
}

/** Of these files of a commit, without those that cannot be read as text. */
export async function readAdded(files: readonly ChangedFile[], labels: Labels): Promise<AddedPart[]> {
  const read = await Promise.all(files.map((file) => file.read()));
  return read
    .filter((file) => file !== undefined)
    .map((file) => ({ path: file.path, ...addedPart(labelsOf(file, labels), file.added) }));
}

/** They are few next to the rest of the file, and giving each line a class takes longer than all else. */
function addedPart({ text, ranges }: LabelledText, added: readonly number[]): CommittedText {
  const starts = lineStarts(text);
  const builder = new LabelBuilder();
  const lines = added.map((line) => {
    const start = starts[line - 1] ?? text.length;
    const end = starts[line] ?? text.length;
    builder.copy(ranges, start, end);
    return text.slice(start, end);
  });
  return { labelled: { text: lines.join(''), ranges: builder.ranges }, added: added.map((_, i) => i + 1) };
}
