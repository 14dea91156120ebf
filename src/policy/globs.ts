/**
 * Path globs of policy files (contract 1): minimatch with `dot`, no comments, no negation but a leading `!` per
 * pattern, of which the last match wins; NFC and `/` on every system.
 */
import { Minimatch } from 'minimatch';

/** More alternatives than this in one pattern are refused when the policy is read. */
export const MAX_BRACE_ALTERNATIVES = 64;

/** UTF-16 units. Longer than any path that Linux, macOS or Windows can open. */
export const MAX_PATH_LENGTH = 4096;

export interface GlobOptions {
  /** True where the file system takes `Infra/` and `infra/` for the same folder. */
  readonly ignoreCase?: boolean;
}

/** Does this path, relative to the policy's folder, match? */
export type PathMatcher = (path: string) => boolean;

/**
 * A path passes if the last pattern that matches it does not begin with `!`; where none matches it does not pass.
 * Patterns are those that `globProblem` finds nothing wrong with; minimatch throws on some of the others.
 */
export function compileGlobs(patterns: readonly string[], options: GlobOptions = {}): PathMatcher {
  const compiled = patterns.map((pattern) => compileGlob(pattern, options));
  return (path) => {
    const canonical = canonicalPath(path);
    return compiled.findLast((glob) => glob.matcher.match(canonical))?.includes ?? false;
  };
}

function compileGlob(pattern: string, { ignoreCase = false }: GlobOptions) {
  const includes = !pattern.startsWith('!');
  const matcher = new Minimatch(
    (includes ? pattern : pattern.slice(1)).normalize('NFC'),
    minimatchOptions(ignoreCase),
  );
  return { includes, matcher };
}

/** `linux` everywhere: paths come with `/`, and a policy must not mean something else on Windows. */
export const minimatchOptions = (ignoreCase: boolean) =>
  ({
    dot: true,
    nonegate: true,
    nocomment: true,
    nocase: ignoreCase,
    braceExpandMax: MAX_BRACE_ALTERNATIVES,
    platform: 'linux',
  }) as const;

const DETOUR = /(?:^|\/)(?:\.{0,2})(?:\/|$)/;

/**
 * One spelling for one file: NFC, no empty, `.` or `..` portions, no leading slash; so that `./infra/x` or
 * `docs/../infra/x` cannot walk around a pattern. What climbs above the top stays at the top.
 */
export function canonicalPath(path: string): string {
  const normal = shorten(path).normalize('NFC');
  if (!DETOUR.test(normal)) return normal;
  const portions: string[] = [];
  for (const portion of normal.split('/')) {
    if (portion === '..') portions.pop();
    else if (portion !== '' && portion !== '.') portions.push(portion);
  }
  return portions.join('/');
}

/** Folders anchor patterns at the front and extensions at the back, so both ends of an absurd path are kept. */
const shorten = (path: string): string =>
  path.length <= MAX_PATH_LENGTH
    ? path
    : path.slice(0, MAX_PATH_LENGTH / 2) + path.slice(-MAX_PATH_LENGTH / 2);
