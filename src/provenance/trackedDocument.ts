import { confirmAccept, looksTyped, matchAccept } from './acceptMatch';
import type { AcceptMatch } from './acceptMatch';
import { duplicated } from './duplicated';
import type { AuthoredChange } from './follow';
import type { Stretch } from './ink';
import { LiveDocument } from './liveDocument';
import type { Author, TextChange } from './model';
import { offeredTo } from './offer';
import type { Offer, OfferState } from './offer';
import type { RecentTexts } from './recentTexts';

/** What an editor tells of one change of a document. */
export interface DocumentEvent {
  /** Offsets are in the text before the event. */
  readonly changes: readonly TextChange[];
  /** `reload`: the file on disk took the document's place. */
  readonly cause: 'edit' | 'undo' | 'redo' | 'reload';
  /** False where the event came about in a way in which nobody types: in a document that nobody has before them. */
  readonly mayBeTyped: boolean;
}

/** What came of an event. */
export interface Outcome {
  /** What was accepted, or that a person typed what was offered. */
  readonly match?: AcceptMatch;
  /** The disk brought a text that this document never had: somebody else may know who wrote it. */
  readonly foreign?: boolean;
}

/** Who is to be named for an offer of which something was accepted. Asked once for each offer. */
export type AuthorOf = (offer: Offer) => Author;

/** Assistants answer anew at every key press, and VS Code may show an answer of some key presses ago. */
const MAX_OFFERS = 40;

const HUMAN: Author = { kind: 'human' };

/**
 * A document and what is offered in it: who wrote what follows from what was accepted (`matchAccept`), what a person
 * typed, and what came back from where it was taken. All else that comes is unknown.
 */
export class TrackedDocument {
  readonly live: LiveDocument;
  /** Those offered last come first. */
  private offers: readonly OfferState[] = [];
  private readonly authors = new Map<string, Author>();

  constructor(
    text: string,
    private readonly recent: RecentTexts,
    private readonly authorOf: AuthorOf,
  ) {
    this.live = new LiveDocument({ text, ranges: [] });
  }

  /** One answer of an assistant, in its order; offsets are in the document as it is now. */
  offer(offers: readonly Offer[]): void {
    const { length } = this.live;
    const states = offers
      .filter(({ start, end }) => start >= 0 && start <= end && end <= length)
      .map((offer) => offeredTo(this.live.slice(offer.start, offer.end).text, offer));
    const before = this.offers.filter(({ phase }) => phase !== 'gone');
    this.offers = [...states, ...before].slice(0, MAX_OFFERS);
    const known = new Set(this.offers.map(({ offer }) => offer.id));
    for (const id of this.authors.keys()) if (!known.has(id)) this.authors.delete(id);
  }

  /** It is not going to be accepted any more. */
  withdraw(id: string): void {
    this.offers = this.offers.filter(({ offer }) => offer.id !== id);
  }

  change({ changes, cause, mayBeTyped }: DocumentEvent): Outcome {
    const removedBy = ({ start, end }: TextChange): string => this.live.slice(start, end).text;
    const { states, match } = matchAccept(changes, removedBy, this.offers, { undoOrRedo: cause !== 'edit' });
    this.offers = states;
    switch (cause) {
      case 'undo':
        this.live.undo(changes);
        return {};
      case 'redo':
        this.live.redo(changes);
        return {};
      case 'reload':
        return { foreign: this.live.reload(changes) === 'followed' };
      case 'edit':
        this.edit(changes, match, mayBeTyped);
        return match ? { match } : {};
    }
  }

  /**
   * It is known that the last change accepted the whole or a piece of a suggestion, whatever it looked like.
   *
   * @returns whether labels have changed
   */
  confirm(id: string, extent: 'whole' | 'piece' = 'whole'): boolean {
    let changed = false;
    this.offers = this.offers.map((state) => {
      if (state.offer.id !== id || (state.phase !== 'partly' && state.last === undefined)) return state;
      const confirmation = confirmAccept(state, extent);
      for (const { start, end } of confirmation.unlabelled) {
        this.live.relabel(start, end, this.authorFor(state.offer));
        changed = true;
      }
      return confirmation.state;
    });
    return changed;
  }

  /** An accept put these stretches in that nobody had told of before. */
  claim(stretches: readonly Stretch[], author: Author): void {
    for (const { start, end } of stretches) this.live.relabel(start, end, author);
  }

  /** The document has another text than its changes say. */
  realign(text: string): void {
    this.live.realign(text);
    this.offers = [];
  }

  private edit(changes: readonly TextChange[], match: AcceptMatch | undefined, mayBeTyped: boolean): void {
    const accepted = match && match.kind !== 'typed' ? this.authorFor(match.offer) : undefined;
    const isTyping = mayBeTyped && changes.every(({ text }) => looksTyped(text));
    const author = accepted ?? (isTyping ? HUMAN : undefined);
    const onlyAdds = changes.every(({ start, end }) => start === end);
    const authored = changes.map((change): AuthoredChange => {
      if (author !== undefined) return { ...change, author };
      const origin = this.recent.find(change.text) ?? (onlyAdds ? duplicated(this.live, change) : undefined);
      return { ...change, author, ...(origin && { origin }) };
    });
    for (const { before } of this.live.applyAuthored(authored)) this.recent.remember(before);
  }

  private authorFor(offer: Offer): Author {
    const known = this.authors.get(offer.id);
    if (known) return known;
    const author = this.authorOf(offer);
    this.authors.set(offer.id, author);
    return author;
  }
}
