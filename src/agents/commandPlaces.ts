/**
 * Which files and folders a command names, and whether it does anything but read. Both are read off the words of the
 * command, as written: what a variable, a script or a program's own settings lead to is not known.
 */

/** More than anything that people run. */
const MOST_WORDS = 1_000;
const MOST_FOLDERS = 16;
/** A command in the quotes of another, as in `bash -c "cd infra && …"`. */
const DEEPEST = 3;

/** Of a command: what it changes into, in order, and what else may be a path, both as they stand there. */
export interface NamedPlaces {
  readonly folders: readonly string[];
  readonly words: readonly string[];
}

export function placesIn(command: string): NamedPlaces {
  const folders: string[] = [];
  const words = new Set<string>();
  collect(command, 1, folders, words);
  return { folders, words: [...words] };
}

function collect(command: string, depth: number, folders: string[], words: Set<string>): void {
  for (const simple of simpleCommands(command)) {
    const [name = '', ...rest] = simple;
    if (/^(?:cd|pushd|chdir|set-location|push-location|sl)$/i.test(name)) {
      const target = rest.find((word) => !word.startsWith('-'));
      if (target !== undefined && folders.length < MOST_FOLDERS) folders.push(withoutGlob(target));
      continue;
    }
    for (const word of simple) {
      // `-chdir=infra`, `--file=db/drop.sql`, `of=/dev/sda`
      const value = word.slice(word.indexOf('=') + 1);
      for (const one of [word, value].map(withoutGlob))
        if (one !== '' && !one.startsWith('-') && words.size < MOST_WORDS) words.add(one);
      if (depth < DEEPEST && /[\s;&|]/.test(word)) collect(word, depth + 1, folders, words);
    }
  }
}

/** Up to the folder in which a wildcard begins. */
function withoutGlob(word: string): string {
  const glob = word.search(/[*?[{]/);
  return glob < 0 ? word : word.slice(0, word.lastIndexOf('/', glob) + 1);
}

/** What looks at files and writes none; a pager or a finder may do more, depending on how it is asked. */
const READERS =
  /^(?:cat|cd|cut|diff|dir|du|echo|egrep|fgrep|file|find|git|grep|head|jq|ls|nl|printf|pwd|readlink|realpath|rg|stat|tail|test|tree|true|wc|which|\[)$/;
const GIT_READERS = /^(?:blame|diff|log|ls-files|rev-parse|shortlog|show|status)$/;

/** What does nothing but change the files it names. */
const WRITERS =
  /^(?:chgrp|chmod|chown|cp|dd|ex|install|ln|mkdir|mv|patch|perl|rename|rm|rmdir|rsync|sed|shred|tee|touch|truncate|unlink|set-content|add-content|out-file|remove-item|move-item|copy-item|new-item|clear-content|del|erase|move|copy|ren)$/i;
const GIT_WRITERS = /^(?:apply|checkout|clean|mv|reset|restore|rm|am|stash)$/;

/** `writes`: changes what it names; `reads`: does not; else nobody can tell from the words. */
export type CommandEffect = 'reads' | 'writes' | 'unknown';

export function effectOf(command: string): CommandEffect {
  const commands = simpleCommands(command);
  if (command.includes('>') || commands.some(isWriter)) return 'writes';
  // Substitutions, and further lines, run what is not looked at here.
  if (/`|\$\(|<\(|[\r\n]/.test(command) || commands.length === 0) return 'unknown';
  return commands.every(isReader) ? 'reads' : 'unknown';
}

/** What stands before the name of the command proper. */
const PREFIX = /^(?:sudo|doas|env|command|builtin|exec|nohup|time|xargs|-.*|\w+=.*)$/;

function isWriter(words: readonly string[]): boolean {
  const [name = '', ...rest] = words.slice(words.findIndex((word) => !PREFIX.test(word)));
  return WRITERS.test(name) || (name === 'git' && rest.some((word) => GIT_WRITERS.test(word)));
}

function isReader([name = '', ...rest]: readonly string[]): boolean {
  if (!READERS.test(name)) return false;
  if (name === 'find') return !rest.some((word) => /^-(?:delete|exec|ok|fprint|fls)/.test(word));
  // Options before the command can name programs: `git -c core.pager=…`.
  if (name === 'git')
    return GIT_READERS.test(rest[0] ?? '') && !rest.some((word) => /^--(?:output|ext-diff|open)/.test(word));
  if (name === 'rg') return !rest.some((word) => word.startsWith('--pre'));
  if (name === 'tree' || name === 'file') return !rest.some((word) => /^-(?:o|C)/.test(word));
  return true;
}

/** Words of each command of a line, without quotes; separators are `;`, `&`, `|`, line ends and parentheses. */
function simpleCommands(line: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (quote !== undefined) {
      if (char === quote) quote = undefined;
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (/[;&|\n()]/.test(char)) endCommand();
    else if (/[\s<>]/.test(char)) endWord();
    else if (char === '\\' && /[\s"'\\]/.test(line[i + 1] ?? '')) word = (word ?? '') + line[++i]!;
    else word = (word ?? '') + char;
  }
  endCommand();
  return commands;
}
