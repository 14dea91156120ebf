/**
 * Text to YAML nodes, in bounded time and space. The library's `parseDocument` is taken apart here, because its
 * composer is recursive: a file of 100,000 `[` runs it out of stack, and where V8 then has to compile a regular
 * expression it ends the whole process. So depth and length are bounded while the first, iterative half runs, and
 * the composer sees nothing that is deeper or longer.
 */
import { Composer, type Document, type ParsedNode } from 'yaml';
import type { Problem } from '../problem';
import { MAX_POLICY_SIZE, MAX_SYNTAX_PROBLEMS } from './limits';
import type { PolicyText, Range } from './policyText';
import { syntaxProblem } from './syntaxProblem';
import { readTokens } from './tokens';

export type YamlDocument = Document.Parsed<ParsedNode>;

export type YamlReading =
  | { readonly kind: 'document'; readonly document: YamlDocument }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** All control characters but those that end lines, and the tab, which YAML has its own word for. */
const CONTROL_CHARACTER = /[^\P{Cc}\t\n\r]/u;

export const TOO_LARGE = `the file is larger than ${MAX_POLICY_SIZE / 1024} KiB: shorten it, or split it into files that it extends`;

export function readYaml(source: PolicyText): YamlReading {
  const { text } = source;
  const refuse = (range: Range, message: string): YamlReading => ({
    kind: 'problems',
    problems: [source.problem(range, 'error', message)],
  });
  if (text.length > MAX_POLICY_SIZE) return refuse([0, 0], TOO_LARGE);
  const control = CONTROL_CHARACTER.exec(text);
  if (control) return refuse([control.index, control.index + 1], controlCharacter(control[0]));

  const read = readTokens(text);
  if (read.kind === 'refused') return refuse(read.range, read.message);

  const composer = new Composer({
    uniqueKeys: false, // would compare every key with every other; `plainValue` keeps a set
    prettyErrors: false,
    logLevel: 'silent',
    resolveKnownTags: false,
  });
  const [document] = [...composer.compose(read.tokens, true, text.length)] as YamlDocument[];
  if (!document) return refuse([0, 0], 'the file is not YAML');
  const errors = [...document.errors, ...document.warnings].slice(0, 10 * MAX_SYNTAX_PROBLEMS);
  if (errors.length === 0) return { kind: 'document', document };
  const problems = errors.map((error) => syntaxProblem(error, source, read.unclosedQuote));
  return { kind: 'problems', problems: firstPerLine(problems).slice(0, MAX_SYNTAX_PROBLEMS) };
}

function controlCharacter(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `a control character (U+${code}) stands here: remove it, and save the file as UTF-8 text`;
}

/** What follows on the same line is mostly an echo of the first mistake. */
function firstPerLine(problems: readonly Problem[]): Problem[] {
  const byLine = new Map<number, Problem>();
  for (const problem of problems) if (!byLine.has(problem.line)) byLine.set(problem.line, problem);
  return [...byLine.values()].toSorted((a, b) => a.start - b.start);
}
