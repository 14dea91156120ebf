/** The shell commands that hook files hold. They are committed, so they name no place on anybody's machine. */

const COMMAND = 'parapet agent-hook --client';

/**
 * Lets everything through where Parapet is not installed: some clients refuse every call whose hook cannot be started,
 * or whose input nobody reads.
 */
export const forPosixShell = (client: string): string =>
  `if command -v parapet >/dev/null 2>&1; then ${COMMAND} ${client}; else cat >/dev/null; echo 'parapet is not installed: not judged' >&2; fi`;

export const forPowerShell = (client: string): string =>
  `if (Get-Command parapet -ErrorAction SilentlyContinue) { ${COMMAND} ${client} }`;

/** For a client that goes on where a hook cannot be started, in whatever shell it uses. */
export const forAnyShell = (client: string): string => `${COMMAND} ${client}`;

/** Whether a hook's command calls Parapet for this client. */
export const callsHook = (command: string, client: string): boolean =>
  command.includes(`${COMMAND} ${client}`);
