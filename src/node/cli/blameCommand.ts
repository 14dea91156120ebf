import { classifyLines } from '../../provenance/classifyLines';
import { lineStarts } from '../../provenance/lineDiff';
import type { ClassifiedLine } from '../../provenance/model';
import { WorkingLog } from '../workingLog';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { fileHere, repositoryHere } from './repositoryHere';
import { printable, styleFor } from './style';
import { readTextFile } from '../textFile';

const HELP = `Usage: parapet blame FILE [--json]

Who wrote which line of a file as it is on disk now, as far as there is evidence: ai, human, or unknown.

Options
  --json   one JSON value: [{"line", "class": "ai|human|unknown", "tool"?, "model"?, "session"?}, …]
`;

export const blameCommand: Command = {
  name: 'blame',
  summary: 'who wrote which line of a file: a tool, a person, unknown',
  help: HELP,
  run,
};

/** Contract 3. */
interface BlamedLine {
  readonly line: number;
  readonly class: ClassifiedLine['class'];
  readonly tool?: string;
  readonly model?: string;
  readonly session?: string;
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = readArguments(
    'blame',
    args,
    { json: { type: 'boolean' } },
    { min: 1, max: 1 },
  );
  const [file = ''] = positionals;
  const { repository } = await repositoryHere(terminal);
  const here = fileHere(repository, terminal.cwd, file);
  if (!here) throw new UsageError(`${printable(file)} lies outside of the repository`);
  const text = readTextFile(here.absolute);
  if (typeof text !== 'string') throw new UsageError(printable(`${file}: ${text.problem}`));
  const known = new WorkingLog(repository.gitDir, { now: () => terminal.now }).read(here.path, text);
  const lines = classifyLines(known ?? { text, ranges: [] }).map(blamed);
  terminal.out(values.json ? `${JSON.stringify(lines)}\n` : describe(lines, text, terminal));
  return EXIT.fine;
}

function blamed({ line, class: lineClass, attribution }: ClassifiedLine): BlamedLine {
  if (lineClass !== 'ai' || !attribution) return { line, class: lineClass };
  const { tool, model, session } = attribution;
  return {
    line,
    class: lineClass,
    tool,
    ...(model !== undefined && { model }),
    ...(session !== undefined && { session }),
  };
}

const MARK: Record<BlamedLine['class'], string> = { ai: 'ai', human: 'human', unknown: '' };

function describe(lines: readonly BlamedLine[], text: string, terminal: Terminal): string {
  const style = styleFor(terminal);
  const who = lines.map((line) => [MARK[line.class], line.tool, line.model].filter(Boolean).join(' '));
  const width = Math.max(0, ...who.map(({ length }) => length));
  const starts = lineStarts(text);
  const digits = String(lines.length).length;
  const rows = lines.map(({ line }, i) => {
    const content = text.slice(starts[line - 1], starts[line]).trimEnd();
    const name = printable(who[i] ?? '').padEnd(width);
    return `${style.dim(name)}  ${String(line).padStart(digits)}  ${printable(content)}\n`;
  });
  return rows.join('');
}
