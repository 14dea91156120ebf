/**
 * Which offered suggestion, if any, an event of a document accepted. VS Code does not say; what decides is the text
 * (`InlineCompletionsModel` in microsoft/vscode, src/vs/editor/contrib/inlineCompletions):
 *
 * - A full accept leaves the suggestion's text, line ends and other white space aside, where the suggestion's
 *   range was. It may come as one change, as several (a next edit is applied as its differences), or, for a
 *   snippet, as one event that empties the range and one that fills it.
 * - A partial accept (next word, next line) inserts, where the typing stands, the next piece of what is left.
 * - One character at a time is typing, also where it is what the suggestion had next: such text is the person's.
 *   So is a pair of brackets or quotes that the editor closed, and white space that it put in for a line break.
 * - Accepting the next word may accept the blank before it alone. Where a suggestion is being accepted in pieces, its
 *   white space is its own: that decides about nobody's line.
 * - Text that replaces what stands before the cursor and makes only a part of the suggestion came from the list of
 *   completions.
 * - That a suggestion's command ran is proof of an accept; it runs after the event of a full accept, and a single
 *   character that was taken for typing is then the suggestion's after all. So is that VS Code tells a provider of a
 *   piece, which it does where the provider may use that proposed API.
 *
 * Everything else that one event changes besides an accepted suggestion (at further cursors, in the imports) was
 * changed by the accept as well.
 */
import { sameInk } from './ink';
import type { Stretch } from './ink';
import type { TextChange } from './model';
import { inOrder } from './moves';
import { tracked } from './offer';
import type { Offer, OfferState } from './offer';

export interface AcceptMatch {
  /** `typed`: a person wrote the suggestion's next character. */
  readonly kind: 'full' | 'partial' | 'typed';
  readonly offer: Offer;
}

export interface Matching {
  /** Every offer, in the order given, as it stands after the event. */
  readonly states: readonly OfferState[];
  readonly match?: AcceptMatch;
}

export interface EventEvidence {
  /** Nothing is accepted by these. */
  readonly undoOrRedo?: boolean;
}

/**
 * Takes an event in. Where several offers fit, a suggestion that has been accepted in part goes first, then a full
 * accept, then the order of `offers`; so give those of the latest answer first, in its order.
 *
 * @param changes of one event; offsets are in the text before it
 * @param removed the text that a change takes away
 */
export function matchAccept(
  changes: readonly TextChange[],
  removed: (change: TextChange) => string,
  offers: readonly OfferState[],
  evidence: EventEvidence = {},
): Matching {
  const ordered = inOrder(changes, Number.MAX_SAFE_INTEGER);
  const isTyping = ordered.every((change) => looksTyped(change.text));
  const after = offers.map((state) => tracked(state, ordered));
  if (evidence.undoOrRedo === true) return { states: after };
  const fits = offers.map((state, i) => fitOf(state, after[i]!, ordered, removed));
  const winner = bestOf(offers, fits);
  if (winner === undefined) return { states: after };
  const kind = fits[winner]!;
  const offer = offers[winner]!.offer;
  const goesOn = offers[winner]!.phase === 'partly' && ordered.every((change) => change.text.trim() === '');
  if (isTyping && !goesOn && offer.applied !== true)
    return { states: after, match: { kind: 'typed', offer } };
  const phase = kind === 'full' ? 'accepted' : 'partly';
  return { states: after.with(winner, { ...after[winner]!, phase }), match: { kind, offer } };
}

export interface Confirmation {
  readonly state: OfferState;
  /** What the suggestion inserted and has not been taken for its text; in the document as it is now. */
  readonly unlabelled: readonly Stretch[];
}

/** The last event is known to be an accept of the whole or of a piece, whatever it looked like. */
export function confirmAccept(state: OfferState, extent: 'whole' | 'piece' = 'whole'): Confirmation {
  if (state.phase === 'accepted') return { state, unlabelled: [] };
  const phase = extent === 'whole' ? 'accepted' : 'partly';
  return { state: { ...state, phase }, unlabelled: state.last ?? [] };
}

type Fit = 'full' | 'partial' | undefined;

function fitOf(
  before: OfferState,
  after: OfferState,
  changes: readonly TextChange[],
  removed: (change: TextChange) => string,
): Fit {
  if (after.phase === 'gone' || after.phase === 'accepted' || after.last === undefined) return undefined;
  const { insertText } = before.offer;
  const isWhole = readsAs(after.present, insertText);
  if (isWhole && !readsAs(before.present, insertText)) return 'full';
  // Nobody accepts a piece of what a tool puts in itself.
  if (before.offer.applied === true) return undefined;
  const piece = changes.find((change) => change.start === before.start + before.cursor);
  if (piece === undefined || !piece.text.startsWith(removed(piece))) return undefined;
  if (piece.text.length === removed(piece).length) return undefined;
  const reached = withLineFeeds(before.present.slice(0, before.cursor) + piece.text);
  return withLineFeeds(insertText).startsWith(reached) ? 'partial' : undefined;
}

function bestOf(offers: readonly OfferState[], fits: readonly Fit[]): number | undefined {
  const rank = (i: number): number => (offers[i]!.phase === 'partly' ? 0 : 2) + (fits[i] === 'full' ? 0 : 1);
  let best: number | undefined;
  fits.forEach((fit, i) => {
    if (fit !== undefined && (best === undefined || rank(i) < rank(best))) best = i;
  });
  return best;
}

const readsAs = (a: string, b: string): boolean =>
  sameInk(a, { start: 0, end: a.length }, b, { start: 0, end: b.length });

const withLineFeeds = (text: string): string => text.replaceAll('\r\n', '\n');

const CLOSED_PAIRS = new Set(['()', '[]', '{}', '<>', '""', "''", '``']);

/** One character, a pair that the editor closed, or white space alone; also nothing, as where text is deleted. */
export function looksTyped(text: string): boolean {
  if (text.trim() === '' || CLOSED_PAIRS.has(text)) return true;
  const [first] = text;
  return first?.length === text.length;
}
