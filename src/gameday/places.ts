import { CRITICALITIES, type Criticality } from '../contract/verdict';
import { controlKind } from '../policy/controls';
import { LANGUAGES, type Scenario } from './scenario';

/**
 * The file that a scenario plays in: the most critical one of its language that the repository has, else one that could be
 * there, beside what is most critical.
 *
 * @param files from the top level, `/`-separated
 */
export function placeFor(
  { language, path }: Scenario,
  files: readonly string[],
  criticalityOf: (path: string) => Criticality,
): string {
  if (path !== undefined || language === undefined) return path ?? 'run.sh';
  const { extensions, name } = LANGUAGES[language];
  // Controls are critical whatever the policy says, and nobody's script or manifest.
  const ordinary = files.filter((file) => controlKind(file) === 'never');
  const fitting = ordinary.filter((file) => extensions.some((extension) => file.endsWith(`.${extension}`)));
  const [best] = byCriticality(fitting, criticalityOf);
  if (best !== undefined && criticalityOf(best) !== 'low') return best;
  const [heart] = byCriticality(ordinary, criticalityOf);
  const folder = heart === undefined ? '' : heart.slice(0, heart.lastIndexOf('/') + 1);
  return `${folder}${name}`;
}

/** Most critical first, then the nearest to the top level. */
const byCriticality = (
  files: readonly string[],
  criticalityOf: (path: string) => Criticality,
): readonly string[] =>
  files
    .map((file) => ({ file, rank: CRITICALITIES.indexOf(criticalityOf(file)) }))
    .toSorted((a, b) => b.rank - a.rank || depthOf(a.file) - depthOf(b.file) || (a.file < b.file ? -1 : 1))
    .map(({ file }) => file);

const depthOf = (file: string): number => file.split('/').length;
