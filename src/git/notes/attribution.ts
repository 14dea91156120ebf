/** Who wrote the lines that a commit adds. */
import { classifyLines } from '../../provenance/classifyLines';
import { foundElsewhere, tellingOf, type LostText } from '../../provenance/lostLines';
import {
  carryWriters,
  writerOf,
  type LineWriters,
  type Writer,
  type WrittenText,
} from '../../provenance/lineWriters';
import type { FoundLines } from '../../provenance/putRight';
import { tradesOf } from '../../provenance/slides';
import type { Attribution } from '../../provenance/model';
import { linesBeside, type AsBefore, type Beside } from './beside';
import { namesOf, type AddedFile, type ChangedFile } from '../changedFiles';
import type { Labels } from '../addedParts';
import { isRecorded } from '../recordedTexts';
import type { CommitChanges } from './commitChanges';
import type { CommitLines } from './extendNote';
import {
  inksGone,
  isAnyIn,
  lostFromOthers,
  mayBeFrom,
  movedHere,
  textsTaken,
  type TakenFile,
} from './movedHere';
import { ReplacedLines } from './replacedLines';
import type { Source } from './sources';

export interface Evidence {
  /** What the work tree's log knows; it is of no use for commits that were made elsewhere. */
  readonly labels: Labels | undefined;
  /** What the commit was made from, the most telling first. */
  readonly sources: readonly Source[];
  /** The files of the first parent. Asked only where it matters. */
  readonly before: Source | undefined;
  /** When the first parent was committed, in seconds since 1970. */
  readonly committedBefore: number;
  /** When the commit was made, in seconds since 1970, where that is known better than from the date it bears. */
  readonly madeAt?: number;
  /** Asked only where something is left to be known. */
  readonly beside: Beside;
  /** Told what the log has as a tool's and is somebody else's, by the file's name in the log. */
  readonly putRight?: (path: string, lines: FoundLines) => void;
  /** The same. Not where many commits are looked at: it takes a while for each. */
  readonly asBefore?: AsBefore;
}

/**
 * Line by line, the first of these that knows something:
 *
 * 1. the commits that this one takes the place of, or was made from, where the line is unchanged, white space aside;
 * 2. the commit before, where nothing but white space is new, or the whole file stood elsewhere;
 * 3. the working log; but for lines that a tool reports and that went there from another file, where no more is known of
 *    them than there;
 * 4. the same commits, where nothing is new but what formatters change, or the line went to another place;
 * 5. other files of the commit before, and what the log has of them, or of this one in another work tree, where lines are
 *    gone from there that are here;
 * 6. commits that are not among its ancestors and that have, at this path, the same file, or added, each or together, a
 *    hunk of which every line is here; or one of its ancestors that has the same file.
 */
export async function attributeCommit(
  { commit, files, taken }: CommitChanges,
  evidence: Evidence,
): Promise<CommitLines> {
  const times = { made: evidence.madeAt ?? commit.committed, before: evidence.committedBefore };
  const before = (path: string): Promise<WrittenText | undefined> =>
    evidence.before?.textOf(path) ?? Promise.resolve(undefined);
  const takenFrom = taken.map((one): TakenFile => ({ ...one, written: () => before(one.path) }));
  let recorded: ReadonlyMap<string, LostText> | undefined;
  let gone: ReadonlySet<string> | undefined;
  const changed: Changed = {
    paths: new Set(files.map(({ path }) => path)),
    logged: new Set(evidence.labels?.paths()),
    takenFrom,
    times,
    recorded: () =>
      (recorded ??=
        evidence.labels?.lostBetween?.(
          times,
          new Map(files.map(({ path, blob }) => [path.normalize('NFC'), blob])),
        ) ?? new Map()),
    gone: () => (gone ??= inksGone(takenFrom, changed.recorded().values())),
  };
  const attribute = async (file: ChangedFile): Promise<[string, LineWriters][]> => {
    const added = await file.read();
    if (!added || added.added.length === 0) return [];
    const writers = await attributeFile(added, changed, evidence);
    return writers.size > 0 ? [[file.path, writers]] : [];
  };
  const [first, ...others] = files;
  const ahead = first && attribute(first);
  // What the first one has to wait for is under way while the others are looked into.
  if (others.length > FEW) await Promise.race([ahead, nextTurn()]);
  const read = await Promise.all([ahead ?? [], ...others.map(attribute)]);
  return { commit: commit.id, author: commit.author, files: new Map(read.flat()) };
}

/** Files that are looked into in less time than it takes to let others have a turn. */
const FEW = 8;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Changed {
  /** Of all files that the commit changes. */
  readonly paths: ReadonlySet<string>;
  /** Of the files that the log knows. */
  readonly logged: ReadonlySet<string>;
  /** By file, what was recorded since the first parent of lines that are gone from there. */
  recorded(): ReadonlyMap<string, LostText>;
  readonly takenFrom: readonly TakenFile[];
  /** All lines that are gone by either, without white space. */
  gone(): ReadonlySet<string>;
  readonly times: Times;
}

async function attributeFile(file: AddedFile, changed: Changed, evidence: Evidence): Promise<LineWriters> {
  const { paths, logged, times } = changed;
  const { text, added } = file;
  const names = namesOf(file);
  const writers = new Map<number, Writer>();
  const settled = new Set<number>();
  const fill = (known: LineWriters): void => {
    for (const line of added) {
      const writer = known.get(line);
      if (!writer || settled.has(line)) continue;
      writers.set(line, writer);
      settled.add(line);
    }
  };
  const unknown = new Set<number>();
  /** Lines of which no more is to be learned from whole files. */
  const passed = new Set<number>();
  const lines = text.split('\n');
  // Of a blank line nothing is to be known.
  const isBlank = (line: number): boolean => lines[line - 1]?.trim() === '';
  const sources: WrittenText[] = [];
  for (const source of evidence.sources) {
    const isKnown = (line: number): boolean => settled.has(line) || passed.has(line) || isBlank(line);
    if (source.kind === 'whole' && added.every(isKnown)) continue;
    const written =
      (await firstOf(names, (name) => source.textOf(name))) ??
      (await source.renamed?.(text, (path) => paths.has(path)));
    if (!written) continue;
    sources.push(written);
    const carried = carryWriters(written, text);
    fill(carried.writers);
    for (const line of carried.unknown) {
      passed.add(line);
      if (source.kind !== 'mute') unknown.add(line);
    }
  }
  // Only now: what one source does not know another one may.
  for (const line of unknown) settled.add(line);
  // Nothing else has a say then.
  if (added.every((line) => settled.has(line))) return writers;
  // Unless somebody has reported to have written it there.
  const isReported = (): boolean =>
    evidence.labels !== undefined && isRecorded(evidence.labels, file.path, text);
  const twin = file.twin === undefined || isReported() ? undefined : await evidence.before?.textOf(file.twin);
  if (twin) {
    fill(carryWriters(twin, text).writers);
    return writers;
  }
  const before = (): Promise<WrittenText | undefined> =>
    evidence.before?.textOf(names.at(-1) ?? file.path) ?? Promise.resolve(undefined);
  const replaced =
    evidence.before && settled.size < added.length ? new ReplacedLines(file, before) : undefined;
  if (replaced) fill(await replaced.writers('layout'));
  const nameInLog = names.find((one) => logged.has(one.normalize('NFC')));
  const inLog = nameInLog === undefined ? NOTHING : linesInLog(nameInLog, file, times, evidence.labels);
  const inserted = { lines, insertions: file.insertions, writers: inLog.writers, old: inLog.old };
  const trades = await tradesOf(inserted, async () => (await before())?.writers);
  for (const [out, into] of trades) {
    const writer = inLog.writers.get(into);
    if (settled.has(out)) continue;
    if (writer) writers.set(out, writer);
    settled.add(out);
  }
  const claimed = added.filter((line) => !settled.has(line) && inLog.writers.get(line)?.kind === 'ai');
  if (claimed.length > 0 && isAnyIn(changed.gone(), text, claimed)) {
    const recorded = lostFromOthers(names, changed.recorded());
    const taken = takenFromOthers(file, changed);
    const moved = await movedHere(text, claimed, taken, recorded);
    for (const [line, writer] of moved) {
      if (writer) writers.set(line, writer);
      settled.add(line);
    }
    if (nameInLog !== undefined && moved.size > 0) evidence.putRight?.(nameInLog, { text, writers: moved });
  }
  fill(inLog.writers);
  // Of a line that only looks otherwise it is not parts of another one that count.
  if (replaced && added.some((line) => !settled.has(line) && inLog.known.has(line))) {
    const inForm = await replaced.writers('form');
    fill(new Map([...inForm].filter(([line]) => inLog.known.has(line))));
  }
  const isOpen = (line: number): boolean => !settled.has(line) && !inLog.known.has(line);
  const fillOpen = (known: LineWriters): void => fill(new Map([...known].filter(([line]) => isOpen(line))));
  const isLeft = (line: number): boolean => isOpen(line) && !isBlank(line);
  if (added.some(isLeft)) {
    for (const written of sources) fillOpen(carryWriters(written, text, 'anywhere').writers);
    if (replaced) fillOpen(await replaced.writers('anywhere'));
  }
  if (added.some(isLeft)) {
    const left = added.filter(isLeft);
    const lost = (await evidence.labels?.lost?.(file.path, times.made, tellingOf(text, left))) ?? [];
    const asked = { wanted: left, added };
    const isTaken = mayBeFrom(changed.gone(), text, asked);
    const taken = isTaken ? await textsTaken(text, asked, takenFromOthers(file, changed)) : [];
    fill(foundElsewhere(text, left, [...taken, ...lost], added));
  }
  if (added.some(isLeft)) {
    const open = { text, added, isOpen, fill };
    await linesBeside(evidence.beside, names, open, evidence.asBefore);
  }
  return writers;
}

const takenFromOthers = ({ path, oldPath }: AddedFile, { takenFrom }: Changed): TakenFile[] =>
  takenFrom.filter((one) => one.path !== path && one.path !== oldPath);

async function firstOf<T>(names: readonly string[], ask: (name: string) => Promise<T | undefined>) {
  for (const name of names) {
    const answer = await ask(name);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

interface LoggedLines {
  readonly writers: LineWriters;
  /** Lines that somebody is known to have written some of. */
  readonly known: ReadonlySet<number>;
  /** Lines that a tool wrote before the parent was committed. */
  readonly old: ReadonlySet<number>;
}

/** When a commit was made, and its first parent committed, in seconds since 1970, cut to whole numbers. */
interface Times {
  readonly made: number;
  readonly before: number;
}

const NOTHING: LoggedLines = { writers: new Map(), known: new Set(), old: new Set() };

function linesInLog(
  name: string,
  { text, added }: AddedFile,
  { made, before }: Times,
  labels: Labels | undefined,
): LoggedLines {
  const labelled = labels?.read(name, text, added);
  if (!labelled || labelled.ranges.length === 0) return NOTHING;
  const writers = new Map<number, Writer>();
  const known = new Set<number>();
  const old = new Set<number>();
  let last: { readonly attribution: Attribution; readonly at: number } | undefined;
  for (const line of classifyLines(labelled)) {
    const writer = writerOf(line);
    if (writer ?? line.tainted) known.add(line.line);
    const { attribution } = line;
    if (attribution !== last?.attribution)
      last = attribution && { attribution, at: Date.parse(attribution.time) };
    if (writer && !(last && isAfter(last.at, made))) writers.set(line.line, writer);
    if (last && !isAfter(last.at, before)) old.add(line.line);
  }
  return { writers, known, old };
}

/**
 * What a tool is said to have written after the commit is not what the commit added, even if it reads the same.
 *
 * @param at milliseconds since 1970; NaN where that is not known
 * @param made seconds since 1970, cut to a whole number
 */
const isAfter = (at: number, made: number): boolean => at >= (made + 1) * 1000;
