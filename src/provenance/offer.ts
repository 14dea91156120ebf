import type { Stretch } from './ink';
import type { TextChange } from './model';
import { sharedEnds } from './sharedEnds';

/** A suggestion as a provider offered it. Offsets are UTF-16 units in the document as it was then. */
export interface Offer {
  /** Whoever offered it knows it by this. */
  readonly id: string;
  /** What accepting it puts in place of its range; of a snippet, its text as expanded. */
  readonly insertText: string;
  readonly start: number;
  readonly end: number;
  /** Where the cursor was, within the range. */
  readonly cursor: number;
  /** The tool is putting it in itself: nobody types it, however little it is. */
  readonly applied?: true;
}

/**
 * - `shown`: it may be on the screen, and nothing of it has been accepted;
 * - `partly`: a word or a line of it has been accepted;
 * - `accepted`: all of it has;
 * - `gone`: a change tore its place apart. It stays so.
 */
export type OfferPhase = 'shown' | 'partly' | 'accepted' | 'gone';

/** What has become of an offer: a value, replaced at every event of its document. */
export interface OfferState {
  readonly offer: Offer;
  readonly phase: OfferPhase;
  /** Of its range, in the document as it is now. */
  readonly start: number;
  /** What stands in its range now. */
  readonly present: string;
  /** Where the last change in the range left off, counted from `start`. */
  readonly cursor: number;
  /** What the last event inserted in the range, if it touched it: in the document as it is now, what it put back aside. */
  readonly last?: readonly Stretch[];
}

/** @param present the document's text in the offer's range */
export const offeredTo = (present: string, offer: Offer): OfferState => ({
  offer,
  phase: 'shown',
  start: offer.start,
  present,
  cursor: Math.min(Math.max(offer.cursor - offer.start, 0), present.length),
});

/** The state after an event's changes, which are in the order of the text and count in the text before it. */
export function tracked(state: OfferState, changes: readonly TextChange[]): OfferState {
  if (state.phase === 'gone') return state;
  const end = state.start + state.present.length;
  const inside: TextChange[] = [];
  let shift = 0;
  for (const change of changes) {
    if (change.start >= state.start && change.end <= end) inside.push(change);
    else if (change.end <= state.start) shift += change.text.length - (change.end - change.start);
    else if (change.start < end) return { ...withoutLast(state), phase: 'gone' };
  }
  const moved: OfferState = { ...withoutLast(state), start: state.start + shift };
  return inside.length === 0 ? moved : changed(moved, inside, -state.start);
}

/** @param offset from the changes' offsets to those within the range */
function changed(state: OfferState, changes: readonly TextChange[], offset: number): OfferState {
  const last: Stretch[] = [];
  let present = '';
  let at = 0;
  for (const { start, end, text } of changes) {
    const removed = { start: start + offset, end: end + offset };
    present += state.present.slice(at, removed.start);
    const { prefix, suffix } = sharedEnds(state.present, removed, text, { start: 0, end: text.length });
    const from = state.start + present.length;
    present += text;
    if (prefix + suffix < text.length) last.push({ start: from + prefix, end: from + text.length - suffix });
    at = removed.end;
  }
  const cursor = present.length;
  present += state.present.slice(at);
  return { ...state, phase: state.phase === 'accepted' ? 'shown' : state.phase, present, cursor, last };
}

function withoutLast(state: OfferState): OfferState {
  const { offer, phase, start, present, cursor } = state;
  return { offer, phase, start, present, cursor };
}
