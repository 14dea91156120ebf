/** Command lines of git, as the operating system shows them: what was asked of the git that runs our hook. */

export interface GitCommand {
  /** `commit`, `rebase`, … */
  readonly command: string;
  readonly args: readonly string[];
}

/** Options before the command whose value is the next argument: git(1). */
const GLOBAL_WITH_VALUE = new Set([
  ...[
    '-c',
    '-C',
    '--git-dir',
    '--work-tree',
    '--namespace',
    '--super-prefix',
    '--config-env',
    '--attr-source',
  ],
]);

/** Undefined where this is not git, or not a command of it. */
export function gitCommandOf(argv: readonly string[]): GitCommand | undefined {
  const [program = '', ...rest] = argv;
  const name = /(?:^|[\\/])git(?:-([a-z-]+))?(?:\.exe)?$/i.exec(program);
  if (!name) return undefined;
  if (name[1] !== undefined) return { command: name[1], args: rest };
  let i = 0;
  while (rest[i]?.startsWith('-')) i += GLOBAL_WITH_VALUE.has(rest[i] ?? '') ? 2 : 1;
  const command = rest[i];
  return command === undefined ? undefined : { command, args: rest.slice(i + 1) };
}

export interface CommitOptions {
  readonly amend: boolean;
  /** The last `--cleanup`, which stands above the configuration. */
  readonly cleanup?: string;
  /** The last `--template`, which stands above the configuration. */
  readonly template?: string;
}

/** Options of git-commit(1) whose value may be the next argument. */
const LONG_WITH_VALUE = new Set([
  ...['--message', '--file', '--author', '--date', '--template', '--cleanup', '--trailer', '--reuse-message'],
  ...['--reedit-message', '--fixup', '--squash', '--pathspec-from-file', '--unified', '--inter-hunk-context'],
]);
const SHORT_WITH_VALUE = 'mFCctU';
/** The rest of such a cluster is the value, if there is any. */
const SHORT_WITH_OWN_VALUE = 'Su';

/** git takes any beginning of a long option that only one option has. */
const AMEND = /^--am(e(n(d)?)?)?$/;
const NO_AMEND = /^--no-am(e(n(d)?)?)?$/;

export function commitOptions(args: readonly string[]): CommitOptions {
  let amend = false;
  const values: { cleanup?: string; template?: string } = {};
  for (let i = 0; i < args.length && args[i] !== '--'; i++) {
    const arg = args[i] ?? '';
    if (AMEND.test(arg)) amend = true;
    else if (NO_AMEND.test(arg)) amend = false;
    const [, name, attached] = /^--(cleanup|template)(?:=(.*))?$/s.exec(arg) ?? [];
    const value = attached ?? args[i + 1];
    if (name === 'cleanup' && value !== undefined) values.cleanup = value;
    if (name === 'template' && value !== undefined) values.template = value;
    if (LONG_WITH_VALUE.has(arg)) i++;
    else {
      const short = shortValue(arg, args[i + 1]);
      if (short?.letter === 't') values.template = short.value;
      if (short?.isNext) i++;
    }
  }
  return { amend, ...values };
}

/** The value of a cluster of short options, like `-am`, whose last one has a value. */
function shortValue(
  arg: string,
  next = '',
): { readonly letter: string; readonly value: string; readonly isNext: boolean } | undefined {
  if (!/^-[^-]/.test(arg)) return undefined;
  for (let i = 1; i < arg.length; i++) {
    const letter = arg.charAt(i);
    if (SHORT_WITH_OWN_VALUE.includes(letter)) return undefined;
    if (!SHORT_WITH_VALUE.includes(letter)) continue;
    const isNext = i === arg.length - 1;
    return { letter, value: isNext ? next : arg.slice(i + 1), isNext };
  }
  return undefined;
}
