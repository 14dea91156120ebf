/** Which language a file is in, by VS Code's language ids. */
import { FILE_EXTENSIONS, FILE_NAMES, INTERPRETERS, LANGUAGE_ALIASES } from './languageNames';

/** Endings of templates and copies: what stands before them says what the text is (`deploy.sh.tpl`). */
const WRAPPERS = new Set(
  'tpl tmpl tftpl j2 jinja jinja2 erb gotmpl template in example sample dist bak orig'.split(' '),
);
const MAX_WRAPPERS = 2;

/** Names that say more than their extension does. A capital tells `Dockerfile.go` from `dockerfile.test.ts`. */
const TELLING_NAMES: readonly NamePattern[] = [
  [/^(?:Docker|Container)file[.\-_]/, 'dockerfile'],
  [/^(?:GNUm|M)akefile[.\-_]/, 'makefile'],
  [/^Jenkinsfile[.\-_]/, 'groovy'],
  [/\.(?:tf|tofu|tfvars)\.json$/i, 'terraform'],
];

/** Families of names that count where the extension is not known: `.env.local`, `prod.dockerfile`. */
const NAME_FAMILIES: readonly NamePattern[] = [
  [/^(?:docker|container)file(?:[.\-_]|$)|\.(?:docker|container)file$/i, 'dockerfile'],
  [/^(?:gnu)?makefile[.\-_]/i, 'makefile'],
  [/^jenkinsfile(?:[.\-_]|$)/i, 'groovy'],
  [/^\.env(?:[.\-_]|$)|\.env$/i, 'dotenv'],
];

/** Folders whose files have names of all kinds. */
const CRON_FOLDER = /(?:^|[\\/])cron\.(?:d|hourly|daily|weekly|monthly)[\\/][^\\/]+$/i;

type NamePattern = readonly [RegExp, string];

const LANGUAGES_BY_ALIAS: ReadonlyMap<string, string> = new Map(Object.entries(LANGUAGE_ALIASES));
const LANGUAGES_BY_NAME = inverted(FILE_NAMES);
const LANGUAGES_BY_EXTENSION = inverted(FILE_EXTENSIONS);
const LANGUAGES_BY_INTERPRETER = inverted(INTERPRETERS);

/**
 * The canonical language of a file, from its name, else from a `#!` in its first line.
 * @param path with `/` or `\` between its parts; letter case does not matter
 */
export function languageOfPath(path: string, firstLine?: string): string | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return (
    languageOfName(name, MAX_WRAPPERS) ??
    (firstLine === undefined ? undefined : languageOfShebang(firstLine)) ??
    (CRON_FOLDER.test(path) ? 'shellscript' : undefined)
  );
}

/** Folds the many ids of one language (`tf`, `opentofu`, `hcl` → `terraform`); an id that is not known stays. */
export function canonicalLanguage(id: string): string {
  const lower = id.toLowerCase();
  return LANGUAGES_BY_ALIAS.get(lower) ?? lower;
}

/** The language of a `#!` line, also through `env` and its options; undefined for any other line. */
export function languageOfShebang(line: string): string | undefined {
  if (!line.startsWith('#!')) return undefined;
  const words = line.slice(2, 256).trim().split(/\s+/);
  const commands = words.map((word) => word.slice(word.lastIndexOf('/') + 1));
  const command =
    commands[0] === 'env'
      ? commands.slice(1).find((word) => !word.startsWith('-') && !word.includes('='))
      : commands[0];
  return command === undefined ? undefined : languageOfInterpreter(command);
}

/** The language that a command reads as its program: `bash`, `python3.12`, `psql`. */
export function languageOfInterpreter(command: string): string | undefined {
  const lower = command.toLowerCase().replace(/\.exe$/, '');
  return LANGUAGES_BY_INTERPRETER.get(lower) ?? LANGUAGES_BY_INTERPRETER.get(lower.replace(/[\d.]+$/, ''));
}

function languageOfName(name: string, wrappers: number): string | undefined {
  const lower = name.toLowerCase();
  const known = LANGUAGES_BY_NAME.get(lower) ?? familyOf(name, TELLING_NAMES);
  if (known !== undefined) return known;
  const dot = lower.lastIndexOf('.');
  const extension = lower.slice(dot + 1);
  if (dot > 0 && wrappers > 0 && WRAPPERS.has(extension)) {
    const inner = languageOfName(name.slice(0, dot), wrappers - 1);
    if (inner !== undefined) return inner;
  }
  return (dot < 0 ? undefined : LANGUAGES_BY_EXTENSION.get(extension)) ?? familyOf(name, NAME_FAMILIES);
}

const familyOf = (name: string, families: readonly NamePattern[]): string | undefined =>
  families.find(([pattern]) => pattern.test(name))?.[1];

function inverted(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const entries = Object.entries(table).flatMap(([language, names]) =>
    names.split(' ').map((name): [string, string] => [name, language]),
  );
  return new Map(entries);
}
