import { sumsOf } from '../../git/notes/commitLines';
import { commitLog, NoSuchRange, type LoggedCommit } from '../../git/notes/commitLog';
import { fitted } from './columns';
import { COMMITS_HELP, readCommits } from './commitsAsked';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { notedRepositoryHere } from './repositoryHere';
import { printable, styleFor, type Style } from './style';

const HELP = `Usage: parapet log [RANGE] [-n NUMBER] [--json] [-- PATH…]

One line for each commit: its id, date and author, how many of the lines it adds AI wrote, blank ones left out, with which
tools, its risk where the guardrails noted one, and its subject.

${COMMITS_HELP}

Options
  --no-pager  never through a pager, which is git’s and used on a terminal only
  --json      one JSON value a line: {"commit", "author", "date", "noted": true|false,
              "lines"?: {"ai", "human", "unknown"}, "tools": [{"tool", "model"?, "lines"}], "risk"?, "subject"};
              no "lines" where this clone lacks what the commit was made from
`;

export const logCommand: Command = {
  name: 'log',
  summary: 'what AI wrote of each commit, a line each',
  help: HELP,
  isPaged: true,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, asked } = readCommits('log', args, { json: { type: 'boolean' } });
  const walk = await asked.walk(terminal);
  const { git } = await notedRepositoryHere(terminal);
  const style = styleFor(terminal);
  let isEmpty = true;
  try {
    for await (const commit of commitLog(git, walk)) {
      isEmpty = false;
      terminal.out(values.json ? `${JSON.stringify(asJson(commit))}\n` : `${row(commit, style)}\n`);
    }
  } catch (error) {
    throw error instanceof NoSuchRange ? asked.unknown('log', terminal) : error;
  }
  if (isEmpty && !values.json) terminal.out('No commits in this range.\n');
  return EXIT.fine;
}

function asJson(logged: LoggedCommit) {
  const { commit, author, authored, hasNote, isCompared, files, risk, subject } = logged;
  return {
    commit,
    author,
    date: authored.toISOString(),
    noted: hasNote,
    ...(isCompared && { lines: sumsOf(files) }),
    tools: toolsOf(logged),
    ...(risk && { risk }),
    subject,
  };
}

interface ToolLines {
  readonly tool: string;
  readonly model?: string;
  readonly lines: number;
}

/** The one with most lines first. */
function toolsOf({ files }: LoggedCommit): ToolLines[] {
  const tools = new Map<string, ToolLines>();
  for (const { isBlank, writer } of files.flatMap(({ lines }) => lines)) {
    if (isBlank || writer?.kind !== 'ai') continue;
    const { tool, model } = writer;
    const key = JSON.stringify([tool, model]);
    const lines = (tools.get(key)?.lines ?? 0) + 1;
    tools.set(key, { tool, ...(model !== undefined && { model }), lines });
  }
  return [...tools.values()].toSorted((a, b) => b.lines - a.lines);
}

/** Columns. Fixed, since rows are shown as they come. */
const WIDTH = { id: 8, author: 16, lines: 11, tools: 20, risk: 8 } as const;

function row(logged: LoggedCommit, style: Style): string {
  const { commit, author, authored, isCompared, files, risk, subject } = logged;
  const { ai, human, unknown } = sumsOf(files);
  const lines = (isCompared ? `${ai}/${ai + human + unknown}` : '?').padStart(WIDTH.lines);
  const tools = [...new Set(toolsOf(logged).map(({ tool }) => tool))].join(', ');
  const level = (risk === undefined || risk === 'none' ? '' : risk).padEnd(WIDTH.risk);
  return [
    style.bold(commit.slice(0, WIDTH.id)),
    style.dim(authored.toISOString().slice(0, 'YYYY-MM-DD'.length)),
    fitted(printable(author.replace(/ <.*$/, '')), WIDTH.author),
    ai > 0 ? style.bold(lines) : style.dim(lines),
    fitted(printable(tools), WIDTH.tools),
    risk === 'high' || risk === 'critical' ? style.bad(level) : level,
    printable(subject),
  ]
    .join('  ')
    .trimEnd();
}
