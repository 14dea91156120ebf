import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Git } from '../../git/git';
import { blameLines } from '../../git/notes/blameLines';
import type { FindAgain } from '../../git/notes/blamedWriters';
import type { BlamedVersion } from '../../git/notes/gitBlame';
import { worthALook } from '../../git/notes/worthALook';
import { Notes } from '../../git/notes/notesRef';
import { ObjectReader } from '../../git/objects';
import type { Repository } from '../../git/repository';
import { isBinary } from '../../git/text';
import type { LineAnswer } from '../../provenance/blamedLine';
import { lineStarts } from '../../provenance/lineDiff';
import { beginBlame, type BlameBegun } from './beginBlame';
import { readBlamed } from './blamedFile';
import { answersFor } from './blameAnswers';
import { codeShown, describeLines } from './blamedCode';
import type { BlameEvidence } from './blameEvidence';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { gitHere } from './gitHere';
import { lineRanges } from './lineRanges';
import { lineView, type LineView } from './lineView';
import { fileHere, notedRepositoryHere, unknownCommit } from './repositoryHere';
import { printable } from './style';
import { howToGetMore, isPartial } from './whatIsMissing';
import { readTextFile } from '../textFile';

const HELP = `Usage: parapet blame [-L FROM,TO] [REV] FILE [--json]

Who wrote which line of a file, as far as there is evidence: ai, human, or unknown. Committed lines by the note of the
commit that “git blame” finds them in or, where that says nothing of them, of the one that “git blame -C” does; the
others by what was recorded in this work tree; so are all of them where no commit has a note yet.

Options
  REV         the file as that commit has it, instead of as it is on disk now; also “--rev REV”, “REV -- FILE”
  -L FROM,TO  these lines only: “-L 10,20”, “-L 10,+5”, “-L 10,” to the end; may be given several times
  --no-pager  never through a pager, which is git’s and used on a terminal only
  --json      one JSON value: [{"line", "class": "ai|human|unknown", "tool"?, "model"?, "session"?, "commit"?}, …]
`;

export const blameCommand: Command = {
  name: 'blame',
  summary: 'who wrote which line of a file: a tool, a person, unknown',
  help: HELP,
  isPaged: true,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { file, rev, ranges, isJson } = readBlamed(args, terminal.cwd);
  // All of this gets ready while the repository is being found.
  const git = gitHere(terminal.cwd);
  const begun = beginBlame(git, file, rev);
  const objects = new ObjectReader(git);
  objects.start();
  try {
    const { answers, text, code } = await blame({ file, rev, begun, isShown: !isJson }, objects, terminal);
    // git ends while the lines are being put into words.
    objects.close();
    const count = lineStarts(text).length - 1;
    const isAsked = lineRanges(ranges, count);
    const lines: LineView[] = [];
    for (let line = 1; line <= count; line++) {
      const { writer, commit } = answers.get(line) ?? NOTHING;
      if (isAsked(line)) lines.push(lineView(line, writer, commit));
    }
    terminal.out(isJson ? `${JSON.stringify(lines)}\n` : describeLines(lines, code, terminal));
  } finally {
    begun?.blame.end();
    objects.close();
  }
  return EXIT.fine;
}

const NOTHING: LineAnswer = {};

interface Wanted {
  /** As it was given. */
  readonly file: string;
  readonly rev?: string | undefined;
  readonly begun: BlameBegun | undefined;
  /** To a person. */
  readonly isShown: boolean;
}

interface Blamed {
  readonly answers: ReadonlyMap<number, LineAnswer>;
  readonly text: string;
  /** As it is shown, where it is. */
  readonly code: readonly string[];
}

async function blame(
  { file, rev, begun, isShown }: Wanted,
  objects: ObjectReader,
  terminal: Terminal,
): Promise<Blamed> {
  const asked =
    rev === undefined || rev.includes('\n')
      ? Promise.resolve(undefined)
      : objects.find('commit', `${rev}^{commit}`);
  // Outside of a repository the next line says so.
  asked.catch(() => undefined);
  const { git, repository, notesTip: tip } = await notedRepositoryHere(terminal);
  const commit = await asked;
  if (statSync(resolve(terminal.cwd, file), { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(
      `${printable(file)} is a folder`,
      'name one file of it; “parapet stats” adds up a whole repository',
    );
  const here = fileHere(repository, terminal.cwd, file);
  if (!here) throw new UsageError(`${printable(file)} lies outside of the repository`);
  if (rev !== undefined && !commit) throw unknownCommit(rev);
  const content =
    rev === undefined || !commit
      ? (begun?.content ?? onDisk(here.absolute, file))
      : {
          version: { commit: commit.id },
          text: textAt(git, objects, `${commit.id}:${here.gitPath}`, file, rev),
        };
  const notes = new Notes(git, objects);
  let loading: Promise<BlameEvidence> | undefined;
  const evidence = (): Promise<BlameEvidence> => (loading ??= evidenceOf(git, repository, terminal.now));
  const findAgain: FindAgain = async (paths) => {
    const commits = await worthALook({ git, gitDir: repository.gitDir }, [...paths.keys()]);
    return commits.length === 0 ? new Map() : (await evidence()).findAgain(paths);
  };
  const options = { findAgain, begun: begun?.blame };
  const blaming = blameLines(git, { notes, tip }, { path: here.gitPath, ...content }, options);
  // While git is at work. It will hardly be asked about lines that are all committed.
  if (!commit) evidence().catch(() => undefined);
  const shown = Promise.resolve(content.text).then((whole) => (isShown ? codeShown(whole) : []));
  const [blamed, text, code] = await Promise.all([blaming, content.text, shown]);
  // Where no commit ever got a note, no hooks are installed, and what was recorded is all the evidence there is.
  const logAnswers = !commit && tip === undefined;
  const answers = await answersFor(here.path, text, { blamed, evidence, logAnswers });
  const isThere = blamed || (await objects.find('blob', `${rev ?? 'HEAD'}:${here.gitPath}`));
  if (!blamed && isThere && (await isPartial(git))) {
    const command = printable(`git blame ${rev === undefined ? '' : `${rev} -- `}${file}`);
    terminal.err(
      `parapet: whose the committed lines are is not known: what came before is not in this clone\n  ${await howToGetMore(git, command)}\n`,
    );
  }
  return { answers, text, code };
}

interface Content {
  readonly version: BlamedVersion;
  readonly text: string | Promise<string>;
}

function onDisk(absolute: string, file: string): Content {
  const text = readTextFile(absolute);
  if (typeof text !== 'string') throw new UsageError(printable(`${file}: ${text.problem}`));
  return { text, version: { content: readFileSync(absolute) } };
}

async function textAt(
  git: Git,
  objects: ObjectReader,
  name: string,
  file: string,
  rev: string,
): Promise<string> {
  const content = name.includes('\n') ? undefined : await objects.read('blob', name);
  if (!content) throw await notThere(git, name, file, rev);
  if (isBinary(content)) throw new UsageError(printable(`${file}: it is not a text file`));
  return new TextDecoder().decode(content);
}

async function notThere(git: Git, name: string, file: string, rev: string): Promise<UsageError> {
  const isNamed = (await git.read(['rev-parse', '--verify', '--quiet', name])).ok;
  return isNamed && (await isPartial(git))
    ? new UsageError(
        printable(`${file}: as ${rev} has it, it is not in this clone`),
        await howToGetMore(git, printable(`git blame ${rev} -- ${file}`)),
      )
    : new UsageError(printable(`${file}: there is no such file in ${rev}`));
}

async function evidenceOf(git: Git, repository: Repository, now: Date): Promise<BlameEvidence> {
  const { BlameEvidence } = await import('./blameEvidence');
  return new BlameEvidence(git, repository, now);
}
