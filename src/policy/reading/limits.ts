/** Bounds on a policy file, which anybody may have written. Each is far above what a large real policy needs. */

/** UTF-16 units, and bytes where a file is read. */
export const MAX_POLICY_SIZE = 256 * 1024;

/** Collections within collections. */
export const MAX_DEPTH = 32;

/** Indicators, scalars, spaces and line ends; 2,000 short rules make some 140,000. */
export const MAX_TOKENS = 150_000;

/** Uses of anchors, and values in the whole file once they are put in. */
export const MAX_ALIASES = 50;
export const MAX_VALUES = 100_000;

/** Beyond these the rest is not worth reading. */
export const MAX_SYNTAX_PROBLEMS = 20;
export const MAX_PROBLEMS = 100;

/** Length of all globs of a file once their braces are expanded, which bounds the time to match one path. */
export const MAX_GLOB_LENGTH = 100_000;
