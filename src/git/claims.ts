/**
 * What a commit that is amended or made again says of itself in its trailers. The working log may have forgotten its
 * lines since (they left the work tree for another branch), or never have known them (a colleague wrote them).
 */
import { classifyLines } from '../provenance/classifyLines';
import { countAddedLines } from '../provenance/commitSummary';
import { lineStarts } from '../provenance/lineDiff';
import { readTrailers, type CommitSummary } from '../provenance/trailers';
import { readAdded, type AddedPart, type Labels } from './addedParts';
import { contentOfCommit, type CommitContent } from './commitContent';
import type { Git } from './git';
import { fromBytes } from './message/bytes';
import { trailersAtEnd } from './message/ownTrailers';
import type { ObjectReader } from './objects';
import { parseCommit } from './parse/commitObject';

export interface Claim {
  readonly summary: CommitSummary;
  readonly content: CommitContent;
}

/** Of those commits that have trailers of ours. */
export async function claimsOf(
  git: Git,
  objects: ObjectReader,
  commits: readonly string[],
): Promise<Claim[]> {
  const claims = await Promise.all(
    commits.map(async (name): Promise<Claim[]> => {
      const object = await objects.read('commit', name);
      if (!object) return [];
      const { parents, message } = parseCommit(object);
      const trailers = trailersAtEnd(message).map(({ key, value }) => ({ key, value: fromBytes(value) }));
      const summary = readTrailers(trailers);
      return summary ? [{ summary, content: await contentOfCommit(git, objects, name, parents) }] : [];
    }),
  );
  return claims.flat();
}

/**
 * How many of the lines that a claim counts, and that the log does not know, are certainly in the new commit: all of
 * them, but for as many as other lines of the old commit are gone.
 * @param now all that the new commit adds
 */
export async function keptLines(
  { summary, content }: Claim,
  labels: Labels,
  now: readonly AddedPart[],
): Promise<number> {
  const before = await readAdded(content, content.files, labels);
  const lost = summary.aiLines - countAddedLines(before).ai;
  if (lost <= 0) return 0;
  const left = new Map<string, number>();
  for (const line of now.flatMap((part) => linesOf(part, () => true)))
    left.set(line, (left.get(line) ?? 0) + 1);
  let gone = 0;
  for (const line of before.flatMap((part) => linesOf(part, (lineClass) => lineClass !== 'ai'))) {
    const count = left.get(line) ?? 0;
    if (count === 0) gone++;
    else left.set(line, count - 1);
  }
  return Math.max(0, lost - gone);
}

/** Lines that are not blank, without the white space around them. */
function linesOf({ labelled }: AddedPart, wanted: (lineClass: string) => boolean): string[] {
  const starts = lineStarts(labelled.text);
  return classifyLines(labelled)
    .filter((line) => wanted(line.class))
    .map(({ line }) => labelled.text.slice(starts[line - 1], starts[line]).trim())
    .filter((line) => line !== '');
}
