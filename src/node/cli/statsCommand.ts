import { statsOf, type CommitStats } from '../../git/notes/commitStats';
import { Git } from '../../git/git';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { repositoryHere } from './repositoryHere';
import { printable, styleFor } from './style';

const HELP = `Usage: parapet stats [RANGE] [--json]

What the notes of commits say of who wrote their lines, added up by tool and by author. RANGE is as “git log” takes it:
main..HEAD, v1.0.., HEAD (the default: everything). A line counts in each commit that added it.

Options
  --json   one JSON value: {"commits", "noted", "lines": {"ai", "human"}, "tools": [{"tool", "model"?, "lines"}],
           "authors": [{"author", "commits", "aiLines", "humanLines"}]}
`;

export const statsCommand: Command = {
  name: 'stats',
  summary: 'how many lines of which commits are by whom',
  help: HELP,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = readArguments('stats', args, { json: { type: 'boolean' } }, { max: 1 });
  const [range = 'HEAD'] = positionals;
  // Both at once: outside of a repository the first one says so.
  const [, stats] = await Promise.all([
    repositoryHere(terminal),
    statsOf(new Git({ folder: terminal.cwd, env: process.env }), range),
  ]);
  if (!stats) throw new UsageError(`git knows no commits ${printable(range)}`);
  terminal.out(values.json ? `${JSON.stringify(asJson(stats))}\n` : describe(stats, terminal));
  return EXIT.fine;
}

const asJson = ({ commits, noted, lines, tools, authors }: CommitStats) => ({
  commits,
  noted,
  lines,
  tools,
  authors,
});

function describe({ commits, noted, lines, tools, authors }: CommitStats, terminal: Terminal): string {
  const style = styleFor(terminal);
  const rows = [
    `${style.bold(`${commits} commits`)}, ${noted} with a note: ${lines.ai} lines by AI, ${lines.human} by people`,
    ...tools.map(({ tool, model, lines: written }) =>
      row(written, [tool, model].filter((part) => part !== undefined).join(' ')),
    ),
    ...(authors.length > 0 ? ['', style.bold('AI lines in the commits of')] : []),
    ...authors.map(({ author, aiLines }) => row(aiLines, author)),
  ];
  return `${rows.join('\n')}\n`;
}

const row = (lines: number, name: string): string => `${String(lines).padStart(8)}  ${printable(name)}`;
