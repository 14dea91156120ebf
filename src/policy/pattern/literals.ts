/**
 * Which literals must stand in a text before an RE2 pattern can match it: the input of the prefilter.
 *
 * The answer errs one way only: a pattern may get weaker literals than it could, never one it can match without.
 */
import { readExpression } from './expression';
import type { Choice } from './literal';
import { branchesOf, moreTelling, type Branch as MatchedBranch } from './matched';
import type { Reach } from './reach';
import { UnknownSyntax } from './source';
import { asLiteral, isRare } from './spelling';

/** More would narrow little and cost the automaton states. */
const MAX_ANCHORS = 3;

/** Literals of which a match holds one, with how far it may stretch before them and behind them. */
export interface Anchor {
  readonly choice: Choice;
  readonly above: Reach;
  readonly below: Reach;
}

/** What all matches of one alternative of a pattern hold: one of each choice, in this order. */
export type Branch = readonly Anchor[];

/** The alternatives of a pattern; undefined where nothing was found and it has to be tried on every text. */
export type Required = readonly Branch[] | undefined;

/** At most three choices an alternative, the most telling ones. */
export function requiredLiterals(pattern: string): Required {
  let branches: readonly MatchedBranch[];
  try {
    branches = branchesOf(readExpression(pattern));
  } catch (error) {
    // Syntax this reader does not know: the engine may, so the pattern is simply always tried.
    if (error instanceof UnknownSyntax) return undefined;
    throw error;
  }
  const found = branches.map(asBranch);
  return found.every((branch) => branch.length > 0) ? distinct(found) : undefined;
}

function asBranch({ anchors }: MatchedBranch): Branch {
  const telling = new Set(
    anchors
      .toSorted(moreTelling)
      .filter(({ spellings }, i) => i === 0 || spellings.every(isRare))
      .slice(0, MAX_ANCHORS),
  );
  return anchors
    .filter((anchor) => telling.has(anchor))
    .map(({ spellings, above, below }) => ({
      choice: [...new Set(spellings)].map(asLiteral),
      above,
      below,
    }));
}

const distinct = (branches: readonly Branch[]): readonly Branch[] => [
  ...new Map(branches.map((branch) => [JSON.stringify(branch), branch])).values(),
];
