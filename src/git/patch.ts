/**
 * How git is asked for patches, so that their lines are those that `git blame` tells of a commit, whatever is configured.
 * `parseDiff` and `parseCommitDiffs` read them.
 */
export const PATCH = [
  ...['-z', '--raw', '--no-abbrev', '-p', '-U0', '--no-ext-diff', '--no-textconv', '--no-color'],
  ...['--inter-hunk-context=0', '--indent-heuristic', '--diff-algorithm=default', '--submodule=short'],
];

/** Bytes of all that git is asked for at once. */
export const DIFF_LIMIT = 256 * 1024 * 1024;
