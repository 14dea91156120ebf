/** Who wrote the lines of a file, by the notes of the commits that `git blame` finds them in. */
import { parseNote, writersInNote } from '../../provenance/authorshipNote';
import type { Writer } from '../../provenance/lineWriters';
import { required, type Git } from '../git';
import { isCommitted, parseBlame, type BlamedLines } from '../parse/blame';
import type { Notes } from './notesRef';

export interface BlamedLine {
  /** Undefined for a line that is not committed. */
  readonly commit?: string;
  /** Nobody where its commit has no note. */
  readonly writer?: Writer;
}

/** A version of a file: of a commit, or as it would stand above `HEAD`. */
export type BlamedVersion = { readonly commit: string } | { readonly content: Buffer };

/** As a person's or a repository's configuration has no say in it. */
const PLAIN = ['blame.ignoreRevsFile=', 'diff.indentHeuristic=true', 'diff.renames=true'].flatMap(
  (setting) => ['-c', setting],
);

/**
 * By line number. Follows renames, and lines that were moved or copied from a file that changed in the same commit.
 * Undefined where there is no such file, or nothing is committed yet.
 */
export async function blameLines(
  git: Git,
  notes: Notes,
  path: string,
  version: BlamedVersion,
): Promise<Map<number, BlamedLine> | undefined> {
  const [which, input] =
    'commit' in version ? [[version.commit], ''] : [['--contents', '-'], version.content];
  const outcome = await git.read(
    [...PLAIN, 'blame', '--incremental', '-C', '--no-textconv', ...which, '--', path],
    { input },
  );
  if (!outcome.ok && outcome.reason === 'refused') return undefined;
  const groups = parseBlame(required(outcome).toString('utf8'));
  const lines = new Map<number, BlamedLine>();
  const noted = await readNotes(notes, groups);
  for (const { commit, path: original, originalLine, line, count } of groups) {
    const writers = noted.get(commit)?.(original);
    for (let i = 0; i < count; i++) {
      const writer = writers?.get(originalLine + i);
      lines.set(line + i, { ...(isCommitted(commit) && { commit }), ...(writer && { writer }) });
    }
  }
  return lines;
}

/** Of one commit, by the path it had there. */
type WritersAt = (path: string) => ReadonlyMap<number, Writer>;

async function readNotes(notes: Notes, groups: readonly BlamedLines[]): Promise<Map<string, WritersAt>> {
  const last = Math.max(0, ...groups.map(({ originalLine, count }) => originalLine + count));
  const commits = [...new Set(groups.map(({ commit }) => commit))].filter(isCommitted);
  const tip = commits.length > 0 ? await notes.tip() : undefined;
  if (tip === undefined) return new Map();
  const read = await Promise.all(
    commits.map(async (commit): Promise<[string, WritersAt][]> => {
      const text = await notes.read(commit, tip);
      const note = text === undefined ? undefined : parseNote(text);
      if (!note) return [];
      const byPath = new Map<string, ReadonlyMap<number, Writer>>();
      const writersAt: WritersAt = (path) => {
        const known = byPath.get(path) ?? writersInNote(note, path, last);
        byPath.set(path, known);
        return known;
      };
      return [[commit, writersAt]];
    }),
  );
  return new Map(read.flat());
}
