/** The commits of a range with what is known of who wrote them, as they come. */
import type { RiskLevel } from '../../contract/verdict';
import { parseGuardrailNote } from '../../audit/guardrailNote';
import type { Git } from '../git';
import { ObjectReader } from '../objects';
import { linesOfCommits, type CommitLinesShown } from './commitLines';
import { Notes } from './notesRef';
import { GUARDRAIL_REF } from './refs';
import { isMeant, walkArguments, type Walk } from './walk';

export interface LoggedCommit extends CommitLinesShown {
  /** As the guardrails said it. */
  readonly risk: RiskLevel | undefined;
}

/** Thrown where git takes a range for none. */
export class NoSuchRange extends Error {}

/**
 * The newest first, as `git log` has them, with those of their files that are meant.
 * @throws NoSuchRange
 */
export async function* commitLog(git: Git, walk: Walk): AsyncGenerator<LoggedCommit> {
  const objects = new ObjectReader(git);
  try {
    const notes = new Notes(git, objects, GUARDRAIL_REF);
    const isFileMeant = isMeant(walk.paths);
    const hasAny = (await notes.tip()) !== undefined;
    for await (const shown of linesOfCommits(git, idsIn(git, walk))) {
      const text = hasAny ? await notes.read(shown.commit) : undefined;
      const files = shown.files.filter(({ path }) => isFileMeant(path));
      yield { ...shown, files, risk: text === undefined ? undefined : parseGuardrailNote(text)?.risk };
    }
  } finally {
    objects.close();
  }
}

async function* idsIn(git: Git, walk: Walk): AsyncGenerator<string> {
  const child = git.converse(['rev-list', ...walkArguments(walk)]);
  const exit = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  child.stderr.resume();
  child.stdin.on('error', () => undefined).end();
  try {
    let text = '';
    for await (const piece of child.stdout.setEncoding('latin1')) {
      const lines = (text + String(piece)).split('\n');
      text = lines.pop() ?? '';
      yield* lines;
    }
    if ((await exit) !== 0) throw new NoSuchRange();
  } finally {
    child.kill();
  }
}
