/** What stands in a hook file: a block of ours in a script, or a script of ours in front of something else. */
import { OUR_HOOKS, type OurHook } from './names';

/** Below the common git directory: `parapet/launch.sh` and what it needs. */
export const OUR_FOLDER = 'parapet';
export const LAUNCHER = 'launch.sh';
/** Beside the launcher: the folder that the relaying hooks pass on to. */
export const RELAYED = 'relayed';

/** What the launcher is told in front of the hook's name where git's configuration calls it. */
export const CONFIGURED = 'configured';

export const LAUNCHER_GONE = 'parapet: its launcher is gone, so this commit gets no provenance';

/** How the block begins, and the relay, each on a line of its own: the launcher looks for them. */
export const MARKS = ['# >>> parapet >>>', '# Written by Parapet'] as const;

const BEGIN = `${MARKS[0]} added by "parapet hooks install", removed by "parapet hooks uninstall"`;
const END = '# <<< parapet <<<';

/**
 * A rebase runs these two for every commit it picks, and starting the launcher would be most of what that costs. Where
 * it has stopped, or melts commits into one, there is something to do.
 */
export const IN_PICKS: readonly OurHook[] = ['prepare-commit-msg', 'post-commit'];

const REBASE = '${GIT_DIR:-.git}/rebase-merge';
export const PICKING = [
  `[ -d "${REBASE}" ]`,
  ...['stopped-sha', 'current-fixups'].map((file) => `[ ! -f "${REBASE}/${file}" ]`),
].join(' && ');

const unlessPicking = (hook: OurHook): string =>
  IN_PICKS.includes(hook) ? `if ! { ${PICKING}; }; then\n` : '';

/**
 * Calls the launcher and lets nothing of it through: not its status, not an unset variable, whatever options the script
 * around it sets. The launcher is looked for beside the hooks folder first, so that a repository may be moved.
 */
export const hookBlock = (hook: OurHook, launcher: string): string => `${BEGIN}
${unlessPicking(hook)}for parapet_launcher in "\${0%/*}/../${OUR_FOLDER}/${LAUNCHER}" ${shellPath(launcher)}; do
  if [ -f "$parapet_launcher" ]; then break; fi
done
if [ -f "$parapet_launcher" ]; then sh "$parapet_launcher" ${hook} "$@" || :
else echo '${LAUNCHER_GONE}' >&2; fi
${unlessPicking(hook) && 'fi\n'}${END}
`;

const SHEBANG = '#!/bin/sh\n';

/** A hook where there was none. */
export const ownHook = (block: string): string => SHEBANG + block;

/** Where a hook lies that ours stands in front of. Without a dot: programs go by what follows one. */
export const setAside = (hook: OurHook): string => `${hook}-before-parapet`;
/** A link to it with the name it had, for a program that goes by its name. Not everywhere can links be made. */
export const ALIASES = 'before-parapet';

/** A hook in front of one that is no shell script, which has the last word. */
export const wrappingHook = (block: string, hook: OurHook): string => `${SHEBANG}${block}${delegation(hook)}`;

const delegation = (hook: OurHook): string => `parapet_next="\${0%/*}/${ALIASES}/${hook}"
if [ ! -x "$parapet_next" ]; then parapet_next="\${0%/*}/${setAside(hook)}"; fi
exec "$parapet_next" "$@"
`;

/** Whether a hook without our block is nothing that anybody else wrote. */
export const isNothingElse = (rest: string, hook: OurHook): boolean =>
  rest === SHEBANG || rest === SHEBANG + delegation(hook);

/** Whether a hook without our block does nothing. */
export const doesNothing = (rest: string): boolean => rest === SHEBANG;

/**
 * One for all hooks: ours, then the one of the folder that `core.hooksPath` named before, as git would have run it.
 * That folder's name stands in `relayed`; a relative one counts from where git starts hooks.
 */
export const RELAY_SCRIPT = `#!/bin/sh
${MARKS[1]}, removed by "parapet hooks uninstall".
hook=\${0##*/}
case $hook in
  ${IN_PICKS.join(' | ')}) ! { ${PICKING}; } ;;
  ${OUR_HOOKS.filter((hook) => !IN_PICKS.includes(hook)).join(' | ')}) : ;;
  *) false ;;
esac && { sh "\${0%/*}/../${LAUNCHER}" "$hook" "$@" || :; }
IFS= read -r folder <"\${0%/*}/../${RELAYED}" || :
if [ -f "$folder/$hook" ] && [ -x "$folder/$hook" ]; then exec "$folder/$hook" "$@"; fi
exit 0
`;

/** The block in whichever version wrote it, with the line end after it. */
const ANY_BLOCK = new RegExp(`^${escaped(BEGIN)}\\n[^]*?^${escaped(END)}\\n`, 'm');

export const blockIn = (script: string): string | undefined => ANY_BLOCK.exec(script)?.[0];

/** The script with the block after its first line, or before it where that is no `#!`. */
export function withBlock(script: string, block: string): string {
  const old = blockIn(script);
  if (old !== undefined) return script.replace(old, () => block);
  const at = script.startsWith('#!') ? script.indexOf('\n') + 1 : 0;
  return script.slice(0, at) + block + script.slice(at);
}

export const withoutBlock = (script: string): string => script.replace(ANY_BLOCK, '');

const SHELLS =
  /^#!\s*(?:\S*\/)?(?:env\s+(?:-S\s+)?)?(?:\S*\/)?(?:sh|bash|dash|ash|ksh|mksh|zsh)(?:\.exe)?(?:\s|$)/;

/**
 * Whether our block may stand in it. Not in a script that hands itself to another interpreter, which would read the
 * block too, and not where the first line lacks its end.
 */
export function isShellScript(script: string): boolean {
  if (script.includes('\0')) return false;
  const first = script.slice(0, script.indexOf('\n') + 1);
  if (first === '' && script !== '') return false;
  if (/\bexec\b[^\n]*["' ]\$\{?0\b/.test(script)) return false;
  // Without a first line of that kind git has a shell run it.
  return first.startsWith('#!') ? SHELLS.test(first) : true;
}

/** A path as one word of a script. Git for Windows' shell takes both slashes, its tools do not all. */
export const shellPath = (file: string): string => `'${forShell(file).replaceAll("'", "'\\''")}'`;

export const forShell = (file: string): string =>
  process.platform === 'win32' ? file.replaceAll('\\', '/') : file;

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
