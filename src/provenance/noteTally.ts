/** How many lines each writer has by each of many notes: only added up, so that it takes a fraction of reading them. */
import {
  isOfFormat,
  parseObject,
  readAttestations,
  sessionOf,
  writerInNote,
  type AttestationReader,
  type JsonObject,
} from './authorshipNote';
import type { EntryList } from './entryList';
import { ownCopy } from './ownCopy';

/**
 * All that differs between the notes of one session, and nothing that says who is meant. The white space is JSON's:
 * with more of it, what is no JSON would be known by the same name as what is.
 */
const COMMIT = /"base_commit_sha":[ \t\n\r]*"[0-9a-f]*"/;

/** What the notes of one session say the same of. */
interface Meant {
  /** What stands before the commit's id. */
  readonly before: string;
  /** Undefined where it is no such note. */
  readonly metadata: JsonObject | undefined;
  /** By number. */
  readonly writers: Map<string, number>;
}

/** Reads one note after another; what those of one session say of it is read once. */
export class NoteTally {
  private readonly lines = new LineCounts();
  /** By what stands after the commit's id. */
  private readonly known = new Map<string, Meant>();

  /** @param entries where what notes say is added */
  constructor(private readonly entries: EntryList) {}

  /** @returns whether it is such a note; otherwise nothing is added */
  add(text: string): boolean {
    const { entries, lines } = this;
    lines.clear();
    const json = readAttestations(text, lines);
    const meant = json === undefined ? undefined : this.meantBy(text.slice(json));
    if (!meant?.metadata) return false;
    for (let i = 0; i < lines.counts.length; i++) {
      const path = entries.paths.of(lines.paths[i] ?? '');
      entries.add(path, this.writerOf(meant, sessionOf(lines.keys[i] ?? '')), lines.counts[i] ?? 0);
    }
    return true;
  }

  private meantBy(json: string): Meant {
    const commit = COMMIT.exec(json);
    const at = commit ? commit.index : 0;
    const after = commit ? json.slice(at + commit[0].length) : json;
    const known = this.known.get(after);
    if (known?.before.length === at && json.startsWith(known.before)) return known;
    const metadata = parseObject(json);
    const meant: Meant = {
      before: ownCopy(json.slice(0, at)),
      metadata: isOfFormat(metadata) ? metadata : undefined,
      writers: new Map(),
    };
    this.known.set(ownCopy(after), meant);
    return meant;
  }

  private writerOf({ metadata = {}, writers }: Meant, session: string): number {
    const known = writers.get(session);
    if (known !== undefined) return known;
    const writer = this.entries.writers.of(writerInNote({ metadata }, session));
    writers.set(ownCopy(session), writer);
    return writer;
  }
}

/** Of the entries of one note. */
class LineCounts implements AttestationReader {
  readonly paths: string[] = [];
  readonly keys: string[] = [];
  readonly counts: number[] = [];
  private inPath = '';

  file(path: string): void {
    this.inPath = path;
  }

  entry(key: string): void {
    this.paths.push(this.inPath);
    this.keys.push(key);
    this.counts.push(0);
  }

  range(start: number, end: number): void {
    const last = this.counts.length - 1;
    this.counts[last] = (this.counts[last] ?? 0) + end - start + 1;
  }

  clear(): void {
    this.paths.length = this.keys.length = this.counts.length = 0;
  }
}
