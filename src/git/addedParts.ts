/** The lines that a commit adds, with what is known of who wrote them. */
import type { CommittedText } from '../provenance/commitSummary';
import { LabelBuilder } from '../provenance/labels';
import { lineStarts } from '../provenance/lineDiff';
import type { LabelledText } from '../provenance/model';
import { realign } from '../provenance/realign';
import type { CommitContent, CommittedFile } from './commitContent';

/** What is known of the files of a work tree; paths from its top level, `/`-separated. */
export interface Labels {
  paths(): readonly string[];
  read(path: string): LabelledText | undefined;
}

/** Reads each file's labels once, however often they are asked for. */
export function remembered(labels: Labels): Labels {
  const known = new Map<string, LabelledText | undefined>();
  return {
    paths: () => labels.paths(),
    read: (path) => {
      if (!known.has(path)) known.set(path, labels.read(path));
      return known.get(path);
    },
  };
}

/** The added lines of one file, and nothing else of it. */
export interface AddedPart extends CommittedText {
  readonly path: string;
}

/** A file that git sees as renamed may have been moved where nobody told the log. */
export const labelsOf = ({ path, oldPath }: CommittedFile, labels: Labels): LabelledText | undefined =>
  labels.read(path) ?? (oldPath === undefined ? undefined : labels.read(oldPath));

/** Of these files of a commit, without those that cannot be read as text. */
export async function readAdded(
  content: CommitContent,
  files: readonly CommittedFile[],
  labels: Labels,
): Promise<AddedPart[]> {
  const parts = await Promise.all(
    files.map(async (file): Promise<AddedPart[]> => {
      const there = await content.read(file);
      if (!there) return [];
      const known = labelsOf(file, labels);
      const labelled = known ? realign(known, there.text) : { text: there.text, ranges: [] };
      return [{ path: file.path, ...addedPart(labelled, there.added) }];
    }),
  );
  return parts.flat();
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
