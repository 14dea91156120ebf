import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './command';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Every command takes these; the root handles `--help` and `--verbose` before a command runs. */
const COMMON = { help: { type: 'boolean', short: 'h' }, verbose: { type: 'boolean' } } as const;

interface Positionals {
  readonly min?: number;
  readonly max?: number;
  /** Whether what stands behind `--` are paths, and no positionals. */
  readonly hasPaths?: boolean;
}

/** Arguments by Node's own parser, with errors that say where help is. */
export function readArguments<const T extends Options>(
  command: string,
  args: readonly string[],
  options: T,
  { min = 0, max = 0, hasPaths = false }: Positionals = {},
) {
  const end = hasPaths && args.includes('--') ? args.indexOf('--') : args.length;
  const { values, positionals } = parse(command, args.slice(0, end), options);
  if (positionals.length < min) throw new UsageError('an argument is missing', seeHelp(command));
  if (positionals.length > max)
    throw new UsageError(`unexpected argument ${positionals[max]}`, seeHelp(command));
  return { values, positionals, paths: args.slice(end + 1) };
}

function parse<const T extends Options>(command: string, args: readonly string[], options: T) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...COMMON, ...options },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    // What Node says besides is about arguments that hardly anybody means.
    const [message = ''] = String(error instanceof Error ? error.message : error).split('. ');
    throw new UsageError(message, seeHelp(command));
  }
}

const seeHelp = (command: string): string => `“parapet ${command} --help” lists what it takes`;
