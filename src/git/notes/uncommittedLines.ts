/**
 * Who wrote lines of a file on disk that no commit has and the log knows nothing of: what their commit would come to
 * know of them.
 */
import { carryWriters, type LineWriters, type Writer } from '../../provenance/lineWriters';
import { foundElsewhere, lostText, tellingOf, type LostText } from '../../provenance/lostLines';
import { mostlyFrom } from '../../provenance/mostlyFrom';
import { linesBeside } from './beside';
import { changedOnDisk } from './changedOnDisk';
import { commitInfo } from './commitChanges';
import { besides, commitsToLookInto } from './commitEvidence';
import { asBeforeOnDisk } from './earlierVersions';
import { formerFile } from './formerFile';
import { isAnyIn, lostFromOthers, movedHere } from './movedHere';
import { seconds, type Tools } from './notesTools';
import { ReplacedLines } from './replacedLines';
import { blamedSource, textAt, type Source } from './sources';

export interface OpenLines {
  readonly path: string;
  readonly text: string;
  /** 1-based, ascending, as those below; of these the log knows nothing. */
  readonly open: readonly number[];
  /** Of these it knows who wrote some of it. */
  readonly parts: readonly number[];
}

/** What a file of the work tree has now; undefined where there is none. */
type OnDisk = (path: string) => string | undefined;

export async function uncommittedLines(
  tools: Tools,
  { path, text, open, parts }: OpenLines,
  onDisk: OnDisk,
): Promise<LineWriters> {
  const { git, objects, notes, labels, now } = tools;
  const writers = new Map<number, Writer>();
  const isOpen = (line: number): boolean => !writers.has(line);
  const lines = text.split('\n');
  /** Without the blank ones, of which nothing is to be known. */
  const left = (): number[] => open.filter((line) => isOpen(line) && lines[line - 1]?.trim() !== '');
  const fill = (known: LineWriters, which = open): void => {
    for (const line of which) {
      const writer = known.get(line);
      if (writer && isOpen(line)) writers.set(line, writer);
    }
  };
  const before = blamedSource(git, objects, notes, 'HEAD');
  const old = await textAt(objects, 'HEAD', path);
  const added = [...open, ...parts].toSorted((a, b) => a - b);
  const replaced = new ReplacedLines({ text, added, replaced: () => old }, () => before.textOf(path));
  if (parts.length > 0) fill(await replaced.writers('form'), parts);
  fill(await replaced.writers('layout'));
  if (left().length > 0) fill(await replaced.writers('anywhere'));
  if (left().length > 0) fill(await fromChanged(tools, before, { path, text, open: left() }, onDisk));
  if (left().length > 0) {
    const lost = await labels.lost?.(path, seconds(now), tellingOf(text, left()));
    fill(foundElsewhere(text, left(), lost ?? []));
  }
  if (left().length > 0) {
    const former = old === undefined ? await formerFile(git, objects, text) : undefined;
    const names = former ? [path, former.path] : [path];
    const beside = besides(tools, 'HEAD', names, () => commitsToLookInto(tools));
    await linesBeside(beside, names, { text, added: open, isOpen, fill }, asBeforeOnDisk(tools));
  }
  return writers;
}

/** What was moved there from files that are not committed as they are now either, or all of it where it had another name. */
async function fromChanged(
  tools: Tools,
  head: Source,
  { path, text, open }: Omit<OpenLines, 'parts'>,
  onDisk: OnDisk,
): Promise<LineWriters> {
  const all = await changedOnDisk(tools, path, head, onDisk);
  const changed = all.filter(({ inks }) => isAnyIn(inks(), text, open));
  const hadItsName = changed.filter(({ old, now }) => old === text || now === undefined);
  const former = mostlyFrom(
    hadItsName.map(({ old, written }) => ({ text: old, written })),
    text,
  );
  const formerly = await former?.written();
  if (formerly) return carryWriters(formerly, text).writers;
  const lost: LostText[] = [];
  for (const { now, written } of changed) {
    const there = await written();
    const gone = there && lostText(there, now ?? '', false);
    if (gone) lost.push(gone);
  }
  return foundElsewhere(text, open, lost);
}

/**
 * Who wrote lines that a tool says it wrote and that it has taken from other files; undefined where that is not known.
 *
 * @param claimed 1-based, ascending
 */
export async function movedOnDisk(
  tools: Tools,
  { path, text, claimed }: Pick<OpenLines, 'path' | 'text'> & { readonly claimed: readonly number[] },
  onDisk: OnDisk,
): Promise<ReadonlyMap<number, Writer | undefined>> {
  if (tellingOf(text, claimed) !== 'anywhere') return new Map();
  const { git, objects, notes, labels, now } = tools;
  const head = await commitInfo(objects, 'HEAD');
  const source = blamedSource(git, objects, notes, 'HEAD');
  const taken = head ? await changedOnDisk(tools, path, source, onDisk) : [];
  const times = { before: head?.committed ?? 0, made: seconds(now) };
  return movedHere(text, claimed, taken, lostFromOthers([path], labels.lostBetween?.(times, new Map())));
}
