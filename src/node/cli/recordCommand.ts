import { EarlierFiles } from './earlierFiles';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { LineError, readLines } from './jsonLines';
import { readArguments } from './options';
import { Recorder } from './recorder';
import { parseRecordLine } from './recordLine';
import { fileHere, repositoryHere } from './repositoryHere';
import { printable } from './style';

const HELP = `Usage: parapet record

Tells Parapet who just wrote which lines, so that commits and blame know it. Reads JSON Lines from standard input;
lines count from 1 in the file as it is on disk now, paths from the repository's top level.

  {"path": "src/a.ts", "startLine": 3, "endLine": 9, "tool": "claude-code", "toolVersion"?, "model"?, "session"?}
  {"path": "src/a.ts", "startLine": 5, "endLine": 5, "by": "human"}

A report covers what is new in its lines: a line that a tool only indented, moved, formatted or wrote once more as it
was stays whose it was; so does one that it has taken there from another file, or git from another commit.

A line that cannot be recorded is reported with its number, the rest go on, and it exits 2.
`;

export const recordCommand: Command = {
  name: 'record',
  summary: 'report who wrote which lines, as JSON Lines',
  help: HELP,
  run,
};

/** A tool may keep the input open; what it reported is safe after this long, in milliseconds. */
const IDLE_MS = 100;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  readArguments('record', args, {});
  const { git, repository } = await repositoryHere(terminal);
  const earlier = new EarlierFiles(git, repository, terminal.now);
  const recorder = new Recorder(repository, terminal.now, (path) => earlier.of(path));
  let bad = false;
  let number = 0;
  const attempt = <T>(action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      terminal.err(`parapet: line ${number}: ${printable(error.message)}\n`);
      bad = true;
      return undefined;
    }
  };
  let idle: NodeJS.Timeout | undefined;
  try {
    for await (const text of readLines(terminal.stdin)) {
      clearTimeout(idle);
      number++;
      const line = text.trim() === '' ? undefined : attempt(() => parseRecordLine(text));
      if (line) {
        const file = fileHere(repository, repository.topLevel, line.path);
        if (file) await earlier.ask(file);
        attempt(() => recorder.record(line));
      }
      idle = setTimeout(() => attempt(() => recorder.flush()), IDLE_MS);
    }
    clearTimeout(idle);
    attempt(() => recorder.flush());
  } finally {
    earlier.close();
  }
  return bad ? EXIT.error : EXIT.fine;
}
