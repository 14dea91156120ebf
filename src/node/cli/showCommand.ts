import type { GuardrailNote } from '../../audit/guardrailNote';
import { guardrailNoteOf } from '../../git/notes/guardrailNotes';
import { linesOfCommit, sumsOf, type CommitLinesShown } from '../../git/notes/commitLines';
import { isMeant } from '../../git/notes/walk';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { lineView, writerColumn } from './lineView';
import { readArguments } from './options';
import { notedRepositoryHere, pathsHere, unknownCommit } from './repositoryHere';
import { printable, printableCode, styleFor } from './style';
import { howToGetMore } from './whatIsMissing';

const HELP = `Usage: parapet show [COMMIT] [--json] [-- PATH…]

Who wrote the lines that a commit adds, by its note in refs/notes/ai, and what the guardrails said before it, by that in
refs/notes/parapet. Without COMMIT, the last one; with paths, of these files and folders only.

Options
  --no-pager  never through a pager, which is git’s and used on a terminal only
  --json   one JSON value: {"commit", "author", "noted": true|false, "lines": {"ai", "human", "unknown"},
           "files": [{"path", "lines": [{"line", "class": "ai|human|unknown", "tool"?, "model"?, "session"?}]}]};
           the sums leave blank lines out, and are not there where this clone lacks what the commit was made from; and, where anything is noted, "guardrails": {"risk"?, "accepts",
           "verdicts": [{"rule", "action", "outcome"?, "times"}], "exceptions": [{"time", "what"?, "path"?, "rules"}]}
`;

export const showCommand: Command = {
  name: 'show',
  summary: 'who wrote the lines that a commit adds',
  help: HELP,
  isPaged: true,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = { json: { type: 'boolean' } } as const;
  const { values, positionals, paths } = readArguments('show', args, options, { max: 1, hasPaths: true });
  const [name = 'HEAD'] = positionals;
  const { git, repository } = await notedRepositoryHere(terminal);
  const isFileMeant = isMeant(pathsHere(repository, terminal.cwd, paths));
  const found = /[\n\0]/.test(name) ? undefined : await linesOfCommit(git, `${name}^{commit}`);
  if (!found) throw name.includes('..') ? severalCommits(name) : unknownCommit(name);
  const shown = { ...found, files: found.files.filter(({ path }) => isFileMeant(path)) };
  const guardrails = await guardrailNoteOf(git, shown.commit);
  if (!shown.isCompared) {
    const more = await howToGetMore(git, `git show ${printable(name)}`);
    terminal.err(
      `parapet: which lines it adds is not known: what it was made from is not in this clone\n  ${more}\n`,
    );
  }
  terminal.out(
    values.json ? `${JSON.stringify(asJson(shown, guardrails))}\n` : describe(shown, guardrails, terminal),
  );
  return EXIT.fine;
}

const severalCommits = (range: string): UsageError =>
  new UsageError(
    `${printable(range)} is not one commit`,
    `“parapet log ${printable(range)}” lists those of a range`,
  );

function asJson(
  { commit, author, hasNote, isCompared, files }: CommitLinesShown,
  guardrails: GuardrailNote | undefined,
) {
  return {
    commit,
    author,
    noted: hasNote,
    ...(isCompared && { lines: sumsOf(files) }),
    files: files.map(({ path, lines }) => ({
      path,
      lines: lines.map(({ line, writer }) => lineView(line, writer)),
    })),
    ...(guardrails && { guardrails: guardrailsOf(guardrails) }),
  };
}

const guardrailsOf = ({ risk, accepts, verdicts, exceptions }: GuardrailNote) => ({
  ...(risk && { risk }),
  accepts,
  verdicts,
  exceptions,
});

/** One line each: the risk and what was accepted, what was not simply allowed, what was excepted. */
function guardrailRows({ risk, accepts, verdicts, exceptions }: GuardrailNote): string[] {
  const first = [
    ...(risk ? [`${risk} risk`] : []),
    ...(accepts > 0 ? [accepts === 1 ? '1 suggestion accepted' : `${accepts} suggestions accepted`] : []),
  ];
  return [
    ...(first.length > 0 ? [first.join(', ')] : []),
    ...verdicts.map(
      ({ rule, action, outcome = '', times }) =>
        `${times} × ${printable([action, outcome, rule].filter(Boolean).join(' '))}`,
    ),
    ...exceptions.map(({ what = 'exception', path = '', rules }) =>
      printable(`${what} for ${rules.join(', ')} at ${path}`),
    ),
  ];
}

function describe(
  { commit, author, authored, subject, hasNote, isCompared, files }: CommitLinesShown,
  guardrails: GuardrailNote | undefined,
  terminal: Terminal,
): string {
  const style = styleFor(terminal);
  const { ai, human, unknown } = sumsOf(files);
  const rows = [
    `${style.bold(commit)}  ${printable(author)}  ${style.dim(authored.toISOString().slice(0, 10))}`,
    ...(subject === '' ? [] : [printable(subject)]),
    isCompared
      ? `${ai} by AI, ${human} by people, ${unknown} unknown${hasNote ? '' : style.dim('  (no note)')}`
      : 'which lines it adds is not known',
    ...(guardrails ? guardrailRows(guardrails) : []),
  ];
  for (const { path, lines } of files) {
    const names = writerColumn(lines.map(({ line, writer }) => lineView(line, writer)));
    const digits = String(lines.at(-1)?.line ?? 0).length;
    rows.push('', style.bold(printable(path)));
    for (const [i, { line, text }] of lines.entries()) {
      rows.push(`${style.dim(names[i] ?? '')}  ${String(line).padStart(digits)}  ${printableCode(text)}`);
    }
  }
  return `${rows.join('\n')}\n`;
}
