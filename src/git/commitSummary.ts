/** What tools wrote of the lines that a commit adds: labels of the working log, laid on the text of the index. */
import { RISK_LEVELS, type RiskLevel } from '../contract/verdict';
import { addedLinesOf, countLines, type AddedLines } from '../provenance/commitSummary';
import type { ClassifiedLine } from '../provenance/model';
import { formatAssistant, type Assistant, type CommitSummary } from '../provenance/trailers';
import { commitRisk } from '../risk/commitRisk';
import { hasTools, readAdded, type AddedPart, type Labels } from './addedParts';
import { keptLines, type Claim } from './claims';
import type { ChangedFile } from './changedFiles';

/**
 * Undefined where no line that the commit adds is a tool's.
 * @param claims of the commits that this one takes the place of
 */
export async function summarise(
  files: readonly ChangedFile[],
  labels: Labels,
  claims: readonly Claim[],
): Promise<CommitSummary | undefined> {
  const withTools = files.filter((file) => hasTools(file, labels));
  const looked = (await readAdded(withTools, labels)).map(withLines);
  const { ai, assisted } = countAll(looked);
  if (ai === 0 && claims.length === 0) return undefined;
  // Only now: most commits have no line of a tool's, and these are all the other files.
  const others = files.filter((file) => !withTools.includes(file));
  const parts = [...looked, ...(await readAdded(others, labels)).map(withLines)];
  const { all, unknown } = countAll(parts);
  const kept = await Promise.all(claims.map((claim) => keptLines(claim, labels, parts)));
  const claimed = claims.filter((_, i) => kept[i]);
  const aiLines =
    ai +
    Math.min(
      unknown,
      kept.reduce((sum, lines) => sum + lines, 0),
    );
  if (aiLines === 0) return undefined;
  return {
    aiLines,
    addedLines: all,
    assisted: distinct([...assisted, ...claimed.flatMap(({ summary }) => summary.assisted)]),
    risk: [...claimed.map(({ summary }) => summary.risk), ...verdicts(looked), riskOf(parts)].reduce(graver),
  };
}

/** To tell their classes takes longer than to count them, which is done in several ways. */
interface ReadPart extends AddedPart {
  readonly lines: readonly ClassifiedLine[];
}

const withLines = (part: AddedPart): ReadPart => ({ ...part, lines: addedLinesOf(part) });

const countAll = (parts: readonly ReadPart[]): AddedLines => countLines(parts.flatMap(({ lines }) => lines));

const distinct = (assistants: readonly Assistant[]): Assistant[] => [
  ...new Map(assistants.map((one) => [formatAssistant(one), one])).values(),
];

/** A hook has no time to load the policy, so modules are taken for ordinary ones and no rule is run again. */
function riskOf(parts: readonly ReadPart[]): RiskLevel {
  const files = parts.map(({ path, lines }) => {
    const { ai, tainted, unknown } = countLines(lines);
    return {
      path,
      criticality: 'normal',
      findings: [],
      aiLines: ai + tainted,
      unknownLines: unknown,
    } as const;
  });
  return commitRisk(files).level;
}

/** What the policy said of the suggestions of which something is left, when they were accepted. */
const verdicts = (parts: readonly AddedPart[]): RiskLevel[] =>
  parts
    .flatMap(({ labelled }) => labelled.ranges)
    .flatMap(({ author }) => (author.kind === 'ai' ? (author.attribution.verdict?.level ?? []) : []));

const graver = (a: RiskLevel, b: RiskLevel): RiskLevel =>
  RISK_LEVELS.indexOf(a) >= RISK_LEVELS.indexOf(b) ? a : b;
