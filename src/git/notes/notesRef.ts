/** The notes of one ref, read and written without anything that a person's configuration has a say in. */
import { rmSync, statSync } from 'node:fs';
import type { BegunGit, Git } from '../git';
import type { ObjectReader } from '../objects';
import { FAST_IMPORT, importStream, type WrittenNote } from './importStream';
import { folderOf, ListedNotes, notePlaces, placesOf, type FoundNote } from './notePlaces';
import { NOTES_REF } from './refs';

/** What a note is to become, told what it is; undefined where it is to stay. */
export type NoteChange = (text: string | undefined) => string | undefined;

/** The note of a commit, or where it belongs if there is none; that is left to git where there are no folders yet. */
interface NoteThere {
  readonly text?: string;
  readonly place?: string;
}

interface ExpectedNote {
  readonly commit: string;
  readonly tip: Promise<string | undefined>;
  readonly there: Promise<NoteThere>;
}

/** Another process may have written in between. */
const ATTEMPTS = 6;
const PAUSE_MS = 20;

export class Notes {
  private begun: BegunGit | undefined;
  /** In how many folders the last note lay that was found; most lie in as many. */
  private depth: number | undefined;
  private listed: ListedNotes | undefined;
  private expected: ExpectedNote | undefined;
  private hand: ((stream: Buffer) => void) | undefined;
  /** Whether somebody else is writing what was to be written. */
  isAwaited = false;

  constructor(
    private readonly git: Git,
    readonly objects: ObjectReader,
    private readonly ref = NOTES_REF,
  ) {}

  /** Looks where all of them are at once, for whoever is about to read or write many. */
  async lookAtAll(): Promise<void> {
    const tip = await this.tip();
    if (tip !== undefined) this.listed = new ListedNotes(tip, await notePlaces(this.git, tip));
  }

  /** Lets git get ready for `write`; then `close` is to be called. */
  getReady(): void {
    this.begun ??= this.git.feed(FAST_IMPORT);
  }

  /** Lets somebody else write what is to be written, who can do so once. */
  handTo(hand: (stream: Buffer) => void): void {
    this.hand = hand;
  }

  /** Asks where the note of a commit is or will be, which `write` then knows. @param known the tip, if it is */
  expect(commit: string, known?: string): void {
    const tip = known === undefined ? this.tip() : Promise.resolve(known);
    const there = tip.then((id) => this.look(commit, id));
    // `write` is told, if it is called.
    there.catch(() => undefined);
    this.expected = { commit, tip, there };
  }

  close(): void {
    this.begun?.cancel();
    this.begun = undefined;
  }

  /**
   * @param commit full id
   * @param tip of the notes, where many are read
   */
  async read(commit: string, tip = this.ref): Promise<string | undefined> {
    if (this.listed && (tip === this.ref || this.listed.isOf(tip)))
      return (await this.listed.find(commit, this.objects))?.text;
    const likely = this.depth === undefined ? undefined : placesOf(commit)[this.depth];
    const there = likely === undefined ? undefined : await this.textAt(likely, tip);
    return there ?? (await this.find(commit, tip, likely))?.text;
  }

  private async textAt(place: string, tip: string): Promise<string | undefined> {
    return (await this.objects.read('blob', `${tip}:${place}`))?.toString('utf8');
  }

  /** @param except a place where it is known not to be */
  private async find(commit: string, tip: string, except?: string): Promise<FoundNote | undefined> {
    if (this.listed?.isOf(tip)) return this.listed.find(commit, this.objects);
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
    if (this.listed?.isOf(tip)) return this.listed.folderedPlace(commit);
    const [, ...places] = placesOf(commit);
    const folders = await Promise.all(
      places.map((place) => this.objects.read('tree', `${tip}:${folderOf(place)}`)),
    );
    return places.findLast((_, i) => folders[i] !== undefined);
  }

  private async look(commit: string, tip: string | undefined): Promise<NoteThere> {
    if (tip === undefined) return {};
    const [there, foldered] = await Promise.all([this.find(commit, tip), this.folderedPlace(commit, tip)]);
    return there ?? (foldered === undefined ? {} : { place: foldered });
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
      const { expected } = this;
      this.expected = undefined;
      const tip = await (expected?.tip ?? this.tip());
      const there = await Promise.all(
        [...changes.keys()].map((commit) =>
          commit === expected?.commit ? expected.there : this.look(commit, tip),
        ),
      );
      const notes = [...changes].flatMap(([commit, change], i): WrittenNote[] => {
        const { text: old, place } = there[i] ?? {};
        const text = change(old);
        if (text === undefined || text === old) return [];
        // To find the place of one takes git a look at all.
        return [place === undefined ? { commit, text } : { place, text }];
      });
      if (notes.length === 0) return 0;
      const stream = importStream(this.ref, notes, { from: tip }, now);
      if (this.hand) {
        this.hand(stream);
        this.isAwaited = true;
        return notes.length;
      }
      const begun = this.begun ?? this.git.feed(FAST_IMPORT);
      this.begun = undefined;
      const outcome = await begun.finish(stream);
      this.listed = undefined;
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
