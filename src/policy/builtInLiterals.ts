/** What the prefilter asks of the built-in patterns: written down by the build, read at start. */
import { packRules, RECOMMENDED } from '../packs/index';
import { literalTable, type LiteralTable } from './pattern/literalTable';

/** Patterns that are looked for, each once, in the order of the packs; conditions are only tried where these matched. */
export function builtInSources(): readonly string[] {
  const rules = packRules(RECOMMENDED) ?? [];
  return [...new Set(rules.flatMap(({ match }) => [...(match.any ?? []), ...(match.removed ?? [])]))];
}

/** For the build (esbuild.js), which runs this once. */
export const builtInTable = (): LiteralTable => literalTable(builtInSources());
