/** For tests of what has to be bounded: what is not takes minutes on any machine, and what is takes a second or two. */
export const UNBOUNDED_MS = 60_000;
