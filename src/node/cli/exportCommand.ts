import { createHash } from 'node:crypto';
import { notesInRange, type NoteOfCommit } from '../../git/notes/notesInRange';
import { agentTrace } from '../../provenance/agentTrace';
import { printNote } from '../../provenance/authorshipNote';
import { version } from '../../../package.json';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { notedRepositoryHere, unknownRange } from './repositoryHere';

const HELP = `Usage: parapet export --format agent-trace|git-ai RANGE

Who wrote which lines of the commits of a range, for other tools: one JSON value a line, the oldest commit first, commits
without a note left out. RANGE is as “git log” takes it; a single name means that commit alone.

Formats
  agent-trace  Agent Trace 0.1.0 records: {"version", "id", "timestamp", "vcs", "tool", "files", "metadata"?}
  git-ai       {"commit", "note"}: the note in git-ai's format authorship/3.0.0, as “git notes --ref=ai add” takes it
`;

export const exportCommand: Command = {
  name: 'export',
  summary: 'who wrote which lines, in open formats',
  help: HELP,
  run,
};

const FORMATS: Readonly<Record<string, (one: NoteOfCommit) => unknown>> = {
  'agent-trace': (one) => agentTrace(one, uuidOf(one.commit), version),
  'git-ai': ({ commit, note }) => ({ commit, note: printNote(note) }),
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = readArguments(
    'export',
    args,
    { format: { type: 'string' }, json: { type: 'boolean' } },
    { min: 1, max: 1 },
  );
  const name = values.format ?? '';
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (!format)
    throw new UsageError('--format must be agent-trace or git-ai', '“parapet export --help” says more');
  const [range = ''] = positionals;
  const { git } = await notedRepositoryHere(terminal, { isWhole: true });
  const notes = await notesInRange(git, range);
  if (!notes) throw unknownRange(range);
  terminal.out(notes.map((one) => `${JSON.stringify(format(one))}\n`).join(''));
  return EXIT.fine;
}

/** Name-based, so that exporting twice gives the same: RFC 9562, version 8. */
function uuidOf(commit: string): string {
  const hex = createHash('sha256').update(`parapet agent-trace ${commit}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0b11) | 0b1000).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
