/** Which commits, and what of them, is meant. */

export interface Walk {
  /** As `git log` takes them: limits, and names after `--end-of-options`. */
  readonly revisions: readonly string[];
  /** Files and folders from the top level, `/`-separated, '' for that itself; all where there are none. */
  readonly paths: readonly string[];
}

/** For `git log`, `git rev-list`. */
export const walkArguments = ({ revisions, paths }: Walk): string[] => [
  ...revisions,
  '--',
  ...paths.map((path) => `:(top,literal)${path}`),
];

/** Whether a file, by its path from the top level, is one of those that are meant. */
export const isMeant =
  (paths: readonly string[]) =>
  (file: string): boolean =>
    paths.length === 0 || paths.some((path) => path === '' || file === path || file.startsWith(`${path}/`));
