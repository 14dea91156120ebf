/** Hooks in git's configuration, `hook.<name>.event` and `.command`: git-config(1) since 2.54. They add to any others. */
import { CONFIGURED, IN_PICKS, LAUNCHER, LAUNCHER_GONE, OUR_FOLDER, PICKING, shellPath } from './hookScripts';
import { OUR_HOOKS, type OurHook } from './names';

/** A name must not be that of an event. */
export const sectionOf = (hook: OurHook): string => `hook.parapet-${hook}`;

/**
 * git puts ` "$@"` behind the command and runs it with a shell at the top level. A launcher that is gone must not fail
 * the commit; one that was moved with its repository is found by where hooks run. The command comes first: git refuses
 * to commit while there is an event without one.
 */
export const configHooks = (launcher: string): [key: string, value: string][] =>
  OUR_HOOKS.flatMap((hook) => [
    [`${sectionOf(hook)}.command`, commandOf(hook, launcher)],
    [`${sectionOf(hook)}.event`, hook],
  ]);

const BESIDE = [
  `\${GIT_DIR:-.git}/${OUR_FOLDER}/${LAUNCHER}`,
  `\${GIT_DIR:-.git}/../../${OUR_FOLDER}/${LAUNCHER}`,
];

function commandOf(hook: OurHook, launcher: string): string {
  const places = [shellPath(launcher), ...BESIDE.map((file) => `"${file}"`)].join(' ');
  const run = `if [ -f "$f" ]; then sh "$f" ${CONFIGURED} ${hook} "$@"; return 0; fi`;
  const idle = IN_PICKS.includes(hook) ? `if ${PICKING}; then return 0; fi; ` : '';
  return `parapet() { ${idle}for f in ${places}; do ${run}; done; echo '${LAUNCHER_GONE}' >&2; }; parapet`;
}

export const configSections = (): string[] => OUR_HOOKS.map(sectionOf);
