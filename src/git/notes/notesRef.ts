/** The notes of one ref, read and written without anything that a person's configuration has a say in. */
import { rmSync, statSync } from 'node:fs';
import { required, type BegunGit, type Git } from '../git';
import type { ObjectReader } from '../objects';

/** Who wrote which lines: contract 4. */
export const NOTES_REF = 'refs/notes/ai';
/** What the guardrails said, and where the audit log stood. */
export const GUARDRAIL_REF = 'refs/notes/parapet';

/** What a note is to become, told what it is; undefined where it is to stay. */
export type NoteChange = (text: string | undefined) => string | undefined;

/** Another process may have written in between. */
const ATTEMPTS = 6;
const PAUSE_MS = 20;

export interface NotePlace {
  readonly blob: string;
  /** In the tree of notes: the commit's id, some of it as folders. */
  readonly place: string;
}

/** Of every note, by commit. @param tip of the notes, or a ref */
export async function notePlaces(git: Git, tip: string): Promise<Map<string, NotePlace>> {
  const places = new Map<string, NotePlace>();
  const outcome = await git.gather(['ls-tree', '-r', '-z', tip]);
  if (!outcome.ok) return places;
  for (const entry of outcome.stdout.toString('latin1').split('\0')) {
    const [, blob, place] = /^100644 blob ([0-9a-f]+)\t([0-9a-f/]+)$/.exec(entry) ?? [];
    if (blob !== undefined && place !== undefined) places.set(place.replaceAll('/', ''), { blob, place });
  }
  return places;
}

const NOTE = '100644 blob ';

/** The blob of every note, by commit, of thousands in no time. @param tip of the notes @throws GitError */
export async function noteBlobs(git: Git, tip: string): Promise<Map<string, string>> {
  const blobs = new Map<string, string>();
  const digits = tip.length;
  const listed = required(await git.gather(['ls-tree', '-r', '-z', tip])).toString('latin1');
  for (const entry of listed.split('\0')) {
    if (!entry.startsWith(NOTE)) continue;
    const place = entry.slice(NOTE.length + digits + 1);
    blobs.set(place.replaceAll('/', ''), entry.slice(NOTE.length, NOTE.length + digits));
  }
  return blobs;
}

/** Two digits of the id are a folder each, the more notes there are: git-notes(1). */
const placesOf = (commit: string): [string, string, string] => {
  const [first, second] = [commit.slice(0, 2), commit.slice(2, 4)];
  return [commit, `${first}/${commit.slice(2)}`, `${first}/${second}/${commit.slice(4)}`];
};

export class Notes {
  private begun: BegunGit | undefined;
  /** In how many folders the last note lay that was found; most lie in as many. */
  private depth: number | undefined;

  constructor(
    private readonly git: Git,
    readonly objects: ObjectReader,
    private readonly ref = NOTES_REF,
  ) {}

  /** Lets git get ready for `write`; then `close` is to be called. */
  getReady(): void {
    this.begun ??= this.beginImport();
  }

  close(): void {
    this.begun?.cancel();
    this.begun = undefined;
  }

  private beginImport(): BegunGit {
    return this.git.begin([
      '-c',
      'fastimport.unpackLimit=1000',
      'fast-import',
      '--quiet',
      '--date-format=raw',
    ]);
  }

  /**
   * @param commit full id
   * @param tip of the notes, where many are read
   */
  async read(commit: string, tip = this.ref): Promise<string | undefined> {
    const likely = this.depth === undefined ? undefined : placesOf(commit)[this.depth];
    const there = likely === undefined ? undefined : await this.textAt(likely, tip);
    return there ?? (await this.find(commit, tip, likely))?.text;
  }

  private async textAt(place: string, tip: string): Promise<string | undefined> {
    return (await this.objects.read('blob', `${tip}:${place}`))?.toString('utf8');
  }

  /** @param except a place where it is known not to be */
  private async find(
    commit: string,
    tip: string,
    except?: string,
  ): Promise<{ place: string; text: string } | undefined> {
    const found = await Promise.all(
      placesOf(commit).map(async (place, depth) => {
        const text = place === except ? undefined : await this.textAt(place, tip);
        return text === undefined ? undefined : { place, text, depth };
      }),
    );
    const note = found.find((one) => one !== undefined);
    this.depth = note?.depth ?? this.depth;
    return note;
  }

  /** Where a new note belongs if there are folders for it already; git has to see all notes to set up others. */
  private async folderedPlace(commit: string, tip: string): Promise<string | undefined> {
    const [, ...places] = placesOf(commit);
    const folders = await Promise.all(
      places.map((place) => this.objects.read('tree', `${tip}:${place.slice(0, place.lastIndexOf('/'))}`)),
    );
    return places.findLast((_, i) => folders[i] !== undefined);
  }

  /** The note of a commit as fast-import takes it: cheaply where the place is known. */
  private async written(
    commit: string,
    text: string,
    there: string | undefined,
    tip: string | undefined,
  ): Promise<WrittenNote> {
    const place = there ?? (tip === undefined ? undefined : await this.folderedPlace(commit, tip));
    return place === undefined ? { commit, text } : { place, text };
  }

  /** The commit that holds them all, if there are any. */
  async tip(): Promise<string | undefined> {
    return (await this.objects.find('commit', this.ref))?.id;
  }

  /** The blob of every note, by commit. */
  async list(): Promise<Map<string, string>> {
    const places = await notePlaces(this.git, this.ref);
    return new Map([...places].map(([commit, { blob }]) => [commit, blob]));
  }

  /**
   * All in one commit of the ref, or none.
   *
   * @returns how many notes were written
   * @throws Error where git would not
   */
  async write(changes: ReadonlyMap<string, NoteChange>, now: Date): Promise<number> {
    let problem = 'nothing was tried';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** attempt));
      const tip = await this.tip();
      const before = await Promise.all(
        [...changes.keys()].map((commit) => (tip === undefined ? undefined : this.find(commit, tip))),
      );
      const notes = await Promise.all(
        [...changes].flatMap(([commit, change], i): Promise<WrittenNote>[] => {
          const there = before[i];
          const text = change(there?.text);
          return text === undefined || text === there?.text
            ? []
            : [this.written(commit, text, there?.place, tip)];
        }),
      );
      if (notes.length === 0) return 0;
      const begun = this.begun ?? this.beginImport();
      this.begun = undefined;
      const outcome = await begun.finish(importStream(this.ref, notes, { from: tip }, now));
      if (outcome.ok) return notes.length;
      problem = outcome.stderr.split('\n')[0] ?? '';
      breakStaleLock(outcome.stderr);
    }
    throw new Error(`its note could not be written: ${problem}`);
  }
}

/** A lock is held for milliseconds, unless whoever held it was killed. */
const STALE_MS = 10_000;

function breakStaleLock(stderr: string): void {
  const [, lock] = /Unable to create '(.*\/refs\/notes\/\w+\.lock)': File exists/.exec(stderr) ?? [];
  const age = lock === undefined ? undefined : statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (lock !== undefined && age !== undefined && Date.now() - age > STALE_MS) rmSync(lock, { force: true });
}

/** A note to be written: of a commit that is here, or at a place in the tree of notes. */
type WrittenNote =
  | { readonly commit: string; readonly text: string }
  | { readonly place: string; readonly text: string }
  | { readonly place: string; readonly blob: string };

interface Parents {
  readonly from: string | undefined;
  readonly merge?: string;
}

/** See git-fast-import(1). It refuses to move the ref to where what is there by now would be lost. */
export function importStream(
  ref: string,
  notes: readonly WrittenNote[],
  { from, merge }: Parents,
  now: Date,
): Buffer {
  const seconds = Math.floor(now.getTime() / 1000);
  const parts: Buffer[] = [];
  const line = (text: string): void => void parts.push(Buffer.from(`${text}\n`));
  const data = (text: string): void => {
    const bytes = Buffer.from(text);
    line(`data ${bytes.length}`);
    parts.push(bytes, Buffer.from('\n'));
  };
  line(`commit ${ref}`);
  line(`committer Parapet <parapet@localhost> ${seconds} +0000`);
  data(ref === NOTES_REF ? 'Who wrote which lines\n' : 'What the guardrails said\n');
  if (from !== undefined) line(`from ${from}`);
  if (merge !== undefined) line(`merge ${merge}`);
  for (const note of notes) {
    const blob = 'blob' in note ? note.blob : 'inline';
    line('commit' in note ? `N ${blob} ${note.commit}` : `M 100644 ${blob} ${note.place}`);
    if ('text' in note) data(note.text);
  }
  return Buffer.concat(parts);
}
