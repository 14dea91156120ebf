import type { ChangedSpec, RuleSpec } from './model';
import { compileGlobs, type PathMatcher } from './globs';
import { CompiledBudget } from './pattern/compiledBudget';
import type { KnownLiterals } from './pattern/literalTable';
import { Pattern } from './pattern/pattern';
import { canonicalLanguage } from './text/languages';
import type { TextClass } from './text/types';

/** A rule ready to be matched. Its patterns are compiled when a text first calls for them. */
export interface CompiledRule {
  readonly spec: RuleSpec;
  readonly any: readonly Pattern[];
  readonly all: readonly Pattern[];
  readonly none: readonly Pattern[];
  readonly removed: readonly Pattern[];
  readonly changed: readonly ChangedSpec[];
  readonly classes: readonly TextClass[];
  readonly within: number;
  /** Absent: everywhere. Paths count from the folder of the policy that states the rule. */
  readonly paths: PathMatcher | undefined;
  readonly languages: ReadonlySet<string> | undefined;
  readonly tools: PathMatcher | undefined;
}

const DEFAULT_CLASSES: readonly TextClass[] = ['code', 'string'];

/** About 2.5 MB. A few lines of dangers call for 15,000 steps at each verdict, which must fit: else each compiles them anew. */
export const COMPILED_STEPS = 17_000;

/** The same text is the same pattern: rules share many, and each is compiled once. */
class Patterns {
  readonly #bySource = new Map<string, Pattern>();
  readonly #budget = new CompiledBudget(COMPILED_STEPS);

  constructor(readonly literals: KnownLiterals | undefined) {}

  of(sources: readonly string[] = []): Pattern[] {
    return sources.map((source) => {
      const known = this.#bySource.get(source);
      if (known) return known;
      const pattern = new Pattern(source, this.#budget, this.literals);
      this.#bySource.set(source, pattern);
      return pattern;
    });
  }
}

/** Many rules hold in the same places, so a list of globs is compiled once, and asked once for a path in a row. */
class Places {
  readonly #byGlobs = new Map<string, PathMatcher>();

  constructor(readonly ignoreCase: boolean) {}

  of(globs: readonly string[]): PathMatcher {
    const key = globs.join('\n');
    const known = this.#byGlobs.get(key);
    if (known) return known;
    const matcher = rememberingLast(compileGlobs(globs, { ignoreCase: this.ignoreCase }));
    this.#byGlobs.set(key, matcher);
    return matcher;
  }
}

function rememberingLast(matches: PathMatcher): PathMatcher {
  let last: { readonly path: string; readonly matched: boolean } | undefined;
  return (path) => {
    if (last?.path !== path) last = { path, matched: matches(path) };
    return last.matched;
  };
}

/**
 * The specs have been found right; a pattern that is not RE2 syntax throws on first use.
 * @param literals of patterns for which they are known already
 */
export function compileRules(
  specs: readonly RuleSpec[],
  ignoreCase: boolean,
  literals?: KnownLiterals,
): CompiledRule[] {
  const patterns = new Patterns(literals);
  const places = new Places(ignoreCase);
  return specs.map((spec) => compileRule(spec, places, patterns));
}

function compileRule(spec: RuleSpec, places: Places, patterns: Patterns): CompiledRule {
  const { match, where } = spec;
  const all = patterns.of(match.all);
  const any = patterns.of(match.any);
  const removed = patterns.of(match.removed);
  const changed = match.changed ?? [];
  // A rule that only says what must stand together is found where the first of these stands.
  const anchored = any.length + removed.length + changed.length > 0;
  return {
    spec,
    any: anchored ? any : all.slice(0, 1),
    all: anchored ? all : all.slice(1),
    none: patterns.of(match.none),
    removed,
    changed,
    classes: match.in ?? DEFAULT_CLASSES,
    within: match.within ?? 0,
    paths: where?.paths && places.of(where.paths),
    languages: where?.languages && new Set(where.languages.map(canonicalLanguage)),
    tools: where?.tools && compileGlobs(where.tools, { ignoreCase: true }),
  };
}
