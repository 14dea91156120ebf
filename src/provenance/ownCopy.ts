/** V8 keeps all of a text that a part of it was taken from, as long as there is the part: not of this one. */
export const ownCopy = (part: string): string => ` ${part}`.slice(1);
