import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './command';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Every command takes these; the root handles `--help` and `--verbose` before a command runs. */
const COMMON = { help: { type: 'boolean', short: 'h' }, verbose: { type: 'boolean' } } as const;

/** Arguments by Node's own parser, with errors that say where help is. */
export function readArguments<const T extends Options>(
  command: string,
  args: readonly string[],
  options: T,
  positionals: { readonly min?: number; readonly max?: number } = {},
) {
  const { min = 0, max = 0 } = positionals;
  const parsed = parse(command, args, options);
  if (parsed.positionals.length < min) throw new UsageError('an argument is missing', seeHelp(command));
  if (parsed.positionals.length > max) {
    throw new UsageError(`unexpected argument ${parsed.positionals[max]}`, seeHelp(command));
  }
  return parsed;
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
    throw new UsageError(error instanceof Error ? error.message : String(error), seeHelp(command));
  }
}

const seeHelp = (command: string): string => `“parapet ${command} --help” lists what it takes`;
