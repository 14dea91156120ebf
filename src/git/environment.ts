/** What git is told through environment variables: nothing that sends it elsewhere, nothing that makes it wait or ask. */

/** Where a person's own configuration lies and what git may cross to find a repository. */
const ALWAYS_KEPT = [
  /^GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)$/,
  /^GIT_(CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)$/,
];

/** Those of git's own variables that would make another thing of a patch than it was asked for. */
export const BENDS_PATCHES = ['GIT_DIFF_OPTS', 'GIT_EXTERNAL_DIFF', 'GIT_ATTR_SOURCE'];

/** What git hands to a hook, so that the git commands in it see the very commit that is being made. */
const KEPT_IN_HOOKS = [
  /^GIT_(DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|INDEX_VERSION|EXEC_PATH|CONFIG_PARAMETERS)$/,
  /^GIT_(OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|QUARANTINE_PATH|SHALLOW_FILE)$/,
];

/** For every git command. */
export const FIXED = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  // A partial clone would fetch what it lacks, with the transport that the repository's configuration names.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  // An object is what its id says, whatever `refs/replace` would put in its place.
  GIT_NO_REPLACE_OBJECTS: '1',
  // Messages are matched in one language.
  LC_ALL: 'C',
  // Windows looks for programs in the current folder first, and a repository may hold a `git.exe`.
  NoDefaultCurrentDirectoryInExePath: '1',
} as const;

/** Where git is read to its end, it need not hand on line by line what it prints to a pipe: git(1). */
export const UNHURRIED = { GIT_FLUSH: '0' } as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/** What keeps git from reaching other machines. */
const OFFLINE: readonly string[] = [
  'GIT_NO_LAZY_FETCH',
  'GIT_ALLOW_PROTOCOL',
] satisfies (keyof typeof FIXED)[];

/** The environment for a git command that is to reach a remote, as the person who asked for it has set it up. */
export function onlineEnvironment(from: Environment): Record<string, string> {
  const all = { ...from, ...gitEnvironment(from, { hook: false }) };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]): [string, string][] => {
      if (!OFFLINE.includes(key)) return value === undefined ? [] : [[key, value]];
      const given = from[key];
      return given === undefined ? [] : [[key, given]];
    }),
  );
}

/** The environment for a git command. `hook`: we were started by git itself, for the commit it is making. */
export function gitEnvironment(
  from: Environment,
  { hook }: { readonly hook: boolean },
): Record<string, string> {
  const kept = hook ? [...ALWAYS_KEPT, ...KEPT_IN_HOOKS] : ALWAYS_KEPT;
  const result: Record<string, string> = {};
  for (const [key, value] of Object.entries(from)) {
    if (value === undefined) continue;
    if (key.startsWith('GIT_') && !kept.some((pattern) => pattern.test(key))) continue;
    result[key] = value;
  }
  return { ...result, ...FIXED };
}
