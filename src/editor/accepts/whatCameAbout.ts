import type { Stretch } from '../../provenance/ink';
import type { TextChange } from '../../provenance/model';
import { followStretches, insertedBy } from './stretches';

/** What an accept has done to a document so far. */
export interface WhatCameAbout {
  /** The whole text before the first of it and after the last of it; the same while there is nothing. */
  readonly before: string;
  readonly after: string;
  /** What it put in, in the text as it is now. */
  readonly inserted: readonly Stretch[];
}

/** What an event left of a document. */
export interface Event {
  /** Offsets are in the text before it. */
  readonly changes: readonly TextChange[];
  /** The whole text before and after it. */
  readonly from: string;
  readonly to: string;
}

export const nothingYet = (text: string): WhatCameAbout => ({ before: text, after: text, inserted: [] });

export const withAccepted = (
  { before, inserted }: WhatCameAbout,
  { changes, from, to }: Event,
): WhatCameAbout => ({
  before,
  after: to,
  inserted: [...followStretches(inserted, changes), ...insertedBy(changes, from)],
});

/** Not the accept did this. */
export const withOther = (so: WhatCameAbout, { changes, to }: Event): WhatCameAbout =>
  so.before === so.after ? nothingYet(to) : withMoved(so, changes);

/** Nor this, after the accept. */
export const withMoved = (so: WhatCameAbout, changes: readonly TextChange[]): WhatCameAbout => ({
  ...so,
  inserted: followStretches(so.inserted, changes),
});
