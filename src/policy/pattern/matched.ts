/**
 * What can be said of the texts that an expression matches. The method is that of RE2's own `prefilter.cc` (exact sets
 * that grow through concatenation, a required set where they cannot), but that the words of an alternative stay
 * together, in their order, with how far the expression stretches before and behind each.
 */
import { wider, widest, type Reach } from './reach';
import { EDGE, endsBare, startsBare, weight, type Spelling } from './spelling';

/** Above this an exact set turns into a required one. */
const MAX_EXACT = 24;
/** An anchor of less is of no use. */
const MIN_WEIGHT = 2;
/** Alternatives of an expression that are told apart; beyond these the words of one are cut down to one choice. */
const MAX_BRANCHES = 24;

/** Every match of its branch holds one of these. */
export interface Anchor {
  readonly spellings: readonly Spelling[];
  /** How far the match may stretch before it and behind it. */
  readonly above: Reach;
  readonly below: Reach;
}

/** One alternative of an expression: what all its matches hold, in this order. */
export interface Branch {
  readonly anchors: readonly Anchor[];
  readonly reach: Reach;
}

export interface Matched {
  /** Every string that the expression matches, none with a line end; undefined where they are too many. */
  readonly exact: readonly Spelling[] | undefined;
  /** Where `exact` does not say it: every match is of one of these. */
  readonly branches: readonly Branch[];
  /** Where `exact` does not say it: a match that is not empty begins with no part of a word; so does it end. */
  readonly head?: boolean;
  readonly tail?: boolean;
  /** Where `exact` does not say it: the empty text may match. */
  readonly empty?: boolean;
}

type Ends = Pick<Matched, 'head' | 'tail' | 'empty'>;

export const exactly = (...exact: readonly Spelling[]): Matched => ({ exact, branches: [] });
export const NOTHING = exactly('');
/** What `\b`, `^` and `$` say of a word character next to them. */
export const WORD_EDGE = exactly(EDGE);

/** Text of which nothing is known but how far it goes. */
export const unknown = (reach: Reach, ends: Ends = {}): Matched => ({
  exact: undefined,
  branches: [{ anchors: [], reach }],
  ...ends,
});
/** One of many characters, of which none is part of a word. */
export const noWord = (reach: Reach): Matched => unknown(reach, { head: true, tail: true });

/** The alternatives; where they are exact one choice among all, if that tells anything. */
export function branchesOf({ exact, branches }: Matched): readonly Branch[] {
  return exact ? [{ anchors: anchorsOf(exact), reach: 'line' }] : branches;
}

const anchorsOf = (spellings: readonly Spelling[]): Anchor[] =>
  weight(spellings) >= MIN_WEIGHT ? [{ spellings, above: 'line', below: 'line' }] : [];

const reachOf = (branches: readonly Branch[]): Reach => widest(branches.map(({ reach }) => reach));

const mayBeEmpty = ({ exact, empty }: Matched): boolean => (exact ? exact.includes('') : empty === true);
const headOf = ({ exact, head }: Matched): boolean =>
  exact ? exact.every((spelling) => spelling === '' || startsBare(spelling)) : head === true;
const tailOf = ({ exact, tail }: Matched): boolean =>
  exact ? exact.every((spelling) => spelling === '' || endsBare(spelling)) : tail === true;

/** Whether what the parts match one after another surely begins at an edge; of none that is not known. */
function beginsBare(parts: readonly Matched[], from: number): boolean {
  for (let i = from; i < parts.length; i++) {
    if (!headOf(parts[i]!)) return false;
    if (!mayBeEmpty(parts[i]!)) return true;
  }
  return false;
}

export function concatenation(parts: readonly Matched[]): Matched {
  let run: readonly Spelling[] = [''];
  let whole = true;
  /** Whether all so far surely ends at an edge. */
  let bare = false;
  let branches: readonly Branch[] = [{ anchors: [], reach: 'line' }];
  const flush = (): void => {
    const anchors = anchorsOf(run);
    if (anchors.length > 0) branches = followed(branches, [{ anchors, reach: 'line' }]);
  };
  parts.forEach((part, i) => {
    const { exact } = part;
    const before = bare;
    bare = tailOf(part) && (!mayBeEmpty(part) || before);
    if (exact && run.length * exact.length <= MAX_EXACT) {
      // A single character after another is by far the commonest case.
      const [only] = exact;
      run =
        exact.length === 1 && only !== undefined
          ? run.map((left) => left + only)
          : run.flatMap((left) => exact.map((right) => left + right));
      return;
    }
    whole = false;
    if (beginsBare(parts, i)) run = run.map((spelling) => spelling + EDGE);
    flush();
    if (exact) {
      run = exact;
      return;
    }
    branches = followed(branches, part.branches);
    run = [bare ? EDGE : ''];
  });
  if (whole) return exactly(...run);
  flush();
  return {
    exact: undefined,
    branches,
    head: beginsBare(parts, 0),
    tail: bare,
    empty: parts.every(mayBeEmpty),
  };
}

/** Each of the first followed by each of the second. */
function followed(first: readonly Branch[], second: readonly Branch[]): readonly Branch[] {
  if (first.length * second.length > MAX_BRANCHES)
    return first.length >= second.length
      ? followed([inOne(first)], second)
      : followed(first, [inOne(second)]);
  return first.flatMap((left) =>
    second.map((right) => ({
      anchors: [
        ...left.anchors.map((anchor) => ({ ...anchor, below: wider(anchor.below, right.reach) })),
        ...right.anchors.map((anchor) => ({ ...anchor, above: wider(anchor.above, left.reach) })),
      ],
      reach: wider(left.reach, right.reach),
    })),
  );
}

export function alternation(options: readonly Matched[]): Matched {
  const exact = [...new Set(options.flatMap((option) => option.exact ?? []))];
  if (options.every((option) => option.exact) && exact.length <= MAX_EXACT) return exactly(...exact);
  return { exact: undefined, branches: told(options.flatMap(branchesOf)), ...endsOf(options) };
}

/** Branches of one choice each that stretch alike are one; so are all, where they would be too many. */
function told(branches: readonly Branch[]): readonly Branch[] {
  if (branches.some(({ anchors }) => anchors.length === 0)) return [inOne(branches)];
  const several = branches.filter(({ anchors }) => anchors.length > 1);
  const single = merged(branches.filter(({ anchors }) => anchors.length === 1));
  if (several.length + single.length <= MAX_BRANCHES) return [...several, ...single];
  return merged(branches.map(({ anchors, reach }) => ({ anchors: [mostTelling(anchors)], reach })));
}

function merged(branches: readonly Branch[]): Branch[] {
  const alike = new Map<string, Branch[]>();
  for (const branch of branches) {
    const [{ above, below }] = branch.anchors as [Anchor];
    const key = `${above} ${below} ${branch.reach}`;
    alike.set(key, [...(alike.get(key) ?? []), branch]);
  }
  return [...alike.values()].map(inOne);
}

/** One branch for many: each of them has one of its choices in it, or nothing is said. */
function inOne(branches: readonly Branch[]): Branch {
  const [only] = branches;
  if (only && branches.length === 1) return only;
  const reach = reachOf(branches);
  if (branches.some(({ anchors }) => anchors.length === 0)) return { anchors: [], reach };
  const best = branches.map(({ anchors }) => mostTelling(anchors));
  const anchor: Anchor = {
    spellings: [...new Set(best.flatMap(({ spellings }) => spellings))],
    above: widest(best.map(({ above }) => above)),
    below: widest(best.map(({ below }) => below)),
  };
  return { anchors: [anchor], reach };
}

export const moreTelling = (a: Anchor, b: Anchor): number =>
  weight(b.spellings) - weight(a.spellings) || a.spellings.length - b.spellings.length;

const mostTelling = (anchors: readonly Anchor[]): Anchor => anchors.toSorted(moreTelling)[0]!;

/** What holds for the ends of a choice among some. */
const endsOf = (options: readonly Matched[]): Ends => ({
  head: options.every(headOf),
  tail: options.every(tailOf),
  empty: options.some(mayBeEmpty),
});

export function repeated(matched: Matched, min: number, max: number): Matched {
  const { exact } = matched;
  const reach = reachOf(matched.branches);
  if (min === 0) {
    if (exact?.every((spelling) => spelling === EDGE)) return NOTHING;
    return max === 1 && exact && exact.length < MAX_EXACT
      ? exactly(...exact, '')
      : unknown(reach, { head: headOf(matched), tail: tailOf(matched), empty: true });
  }
  if (min === 1 && max === 1) return matched;
  // Before and behind one time there may be others.
  const branches = branchesOf(matched).map(({ anchors }) => ({
    anchors: anchors.map((anchor) => ({ ...anchor, above: reach, below: reach })),
    reach,
  }));
  return { exact: undefined, branches, ...endsOf([matched]) };
}
