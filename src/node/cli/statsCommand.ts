import { isGitError, isLack } from '../../git/git';
import { FEW_COMMITS } from '../../git/notes/countedCommits';
import type { ClassCount, CommitStats } from '../../provenance/commitSums';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { COMMITS_HELP, readCommits } from './commitsAsked';
import { countedRange } from './countedRange';
import { gitHere } from './gitHere';
import { counted } from './lineView';
import { moduleSums, type ModuleSums } from './moduleSums';
import { notesAreElsewhere } from './repositoryHere';
import { printable, styleFor, type Style } from './style';
import { howToGetMore } from './whatIsMissing';

const HELP = `Usage: parapet stats [RANGE] [-n NUMBER] [--unknown] [--json] [-- PATH…]

Who wrote the lines of commits, by their notes: AI, people, or nobody knows, added up by tool, by module of the policy
that stands in the work tree, and by author. A line counts in each commit that added it, and in each module that its
file lies in. Unknown are the lines, other than blank ones, that a commit adds and no note names.

${COMMITS_HELP}

Options
  --unknown  count unknown lines in a range of more than ${FEW_COMMITS} commits, too, which takes a while
  --no-pager  never through a pager, which is git’s and used on a terminal only
  --json     one JSON value: {"commits", "noted", "lines": {"ai", "human", "unknown"?}, "notCompared",
             "tools": [{"tool", "model"?, "lines"}],
             "modules": [{"module", "aiLines", "humanLines", "unknownLines"?}], empty without modules,
             "authors": [{"author", "commits", "aiLines", "humanLines", "unknownLines"?}]};
             notCompared: in how many commits unknown lines could not be counted, as in a clone without their past
`;

export const statsCommand: Command = {
  name: 'stats',
  summary: 'how many lines of which commits are by whom',
  help: HELP,
  isPaged: true,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = { json: { type: 'boolean' }, unknown: { type: 'boolean' } } as const;
  const { values, asked: commits } = readCommits('stats', args, options);
  const git = gitHere(terminal.cwd);
  const asked = { git, walk: await commits.walk(terminal), isUnknownWanted: values.unknown === true };
  const found = await countedRange(asked, terminal).catch(async (error: unknown) => {
    throw isGitError(error) && isLack(error.message) ? notesAreElsewhere() : error;
  });
  if (!found) throw commits.unknown('stats', terminal);
  const { repository, stats } = found;
  if (stats.notCompared > 0)
    terminal.err(
      `parapet: the unknown lines of ${counted(stats.notCompared, 'commit')} are not counted: what came before is not in this clone\n  ${await howToGetMore(git, `git log -p ${printable(commits.text)}`)}\n`,
    );
  const modules = await moduleSums(terminal, repository.topLevel, stats);
  terminal.out(
    values.json ? `${JSON.stringify(asJson(stats, modules))}\n` : describe(stats, modules, terminal),
  );
  return EXIT.fine;
}

const asJson = (
  { commits, noted, lines, notCompared, tools, authors }: CommitStats,
  modules: ModuleSums | undefined,
) => ({
  commits,
  noted,
  lines,
  notCompared,
  tools,
  modules: modules?.modules ?? [],
  authors,
});

function describe(
  { commits, noted, lines, tools, authors }: CommitStats,
  modules: ModuleSums | undefined,
  terminal: Terminal,
): string {
  const style = styleFor(terminal);
  if (commits === 0) return 'No commits in this range.\n';
  const tally = [
    `${counted(lines.ai, 'line')} by AI, ${lines.human} by people`,
    lines.unknown === undefined ? style.dim('unknown not counted (--unknown)') : `${lines.unknown} unknown`,
  ];
  const rows = [
    `${style.bold(counted(commits, 'commit'))}, ${noted} with a note: ${tally.join(', ')}`,
    ...(tools.length > 0 ? ['', heading(['AI'], 'tool', style)] : []),
    ...tools.map(({ tool, model, lines: written }) =>
      row([written], [tool, model].filter((part) => part !== undefined).join(' ')),
    ),
    ...(modules ? table('module', moduleRows(modules), style) : []),
    ...table('author', authors.map(authorRow), style),
  ];
  return `${rows.join('\n')}\n`;
}

interface Row extends ClassCount {
  readonly name: string;
}

const moduleRows = ({ modules, elsewhere }: ModuleSums): Row[] => [
  ...modules.map(({ module, aiLines, humanLines, unknownLines }) =>
    rowOf(module, aiLines, humanLines, unknownLines),
  ),
  ...(elsewhere.ai + elsewhere.human + (elsewhere.unknown ?? 0) > 0
    ? [{ name: '(in no module)', ...elsewhere }]
    : []),
];

const authorRow = ({ author, aiLines, humanLines, unknownLines }: CommitStats['authors'][number]): Row =>
  rowOf(author, aiLines, humanLines, unknownLines);

const rowOf = (name: string, ai: number, human: number, unknown: number | undefined): Row => ({
  name,
  ai,
  human,
  ...(unknown !== undefined && { unknown }),
});

function table(what: string, rows: readonly Row[], style: Style): string[] {
  const hasUnknown = rows.some(({ unknown }) => unknown !== undefined);
  return [
    '',
    heading(['AI', 'people', ...(hasUnknown ? ['unknown'] : [])], what, style),
    ...rows.map(({ name, ai, human, unknown = 0 }) =>
      row([ai, human, ...(hasUnknown ? [unknown] : [])], name),
    ),
  ];
}

const columns = (cells: readonly (number | string)[]): string =>
  cells.map((cell) => ` ${String(cell).padStart(8)}`).join('');

const heading = (names: readonly string[], what: string, style: Style): string =>
  style.dim(`${columns(names)}  ${what}`);

const row = (cells: readonly number[], name: string): string => `${columns(cells)}  ${printable(name)}`;
