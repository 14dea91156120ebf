/**
 * What a commit that is amended or made again says of itself in its trailers. The working log may have forgotten its
 * lines since (they left the work tree for another branch), or never have known them (a colleague wrote them).
 */
import { classifyLines } from '../provenance/classifyLines';
import { countAddedLines } from '../provenance/commitSummary';
import { lineStarts } from '../provenance/lineDiff';
import { readTrailers, type CommitSummary } from '../provenance/trailers';
import { readAdded, type AddedPart, type Labels } from './addedParts';
import type { ChangedFile } from './changedFiles';
import type { Git } from './git';
import { fromBytes } from './message/bytes';
import { trailersAtEnd } from './message/ownTrailers';
import { changesOfCommits, commitInfo } from './notes/commitChanges';
import type { ObjectReader } from './objects';

export interface Claim {
  readonly summary: CommitSummary;
  /** What the commit changed. */
  readonly files: readonly ChangedFile[];
}

/** Of those commits that have trailers of ours. */
export async function claimsOf(
  git: Git,
  objects: ObjectReader,
  commits: readonly string[],
): Promise<Claim[]> {
  const claims = await Promise.all(
    commits.map(async (name): Promise<Claim[]> => {
      const commit = await commitInfo(objects, name);
      if (!commit) return [];
      const trailers = trailersAtEnd(commit.message).map(({ key, value }) => ({
        key,
        value: fromBytes(value),
      }));
      const summary = readTrailers(trailers);
      if (!summary) return [];
      const changes = await changesOfCommits(git, objects, [commit]);
      return changes.map(({ files }) => ({ summary, files }));
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
  { summary, files }: Claim,
  labels: Labels,
  now: readonly AddedPart[],
): Promise<number> {
  const before = await readAdded(files, labels);
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
