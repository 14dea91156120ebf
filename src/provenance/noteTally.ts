/** How many lines each writer has by each of many notes: only added up, so that it takes a fraction of reading them. */
import {
  AFTER_DIVIDER,
  dividerIn,
  isOfFormat,
  parseObject,
  readAttestations,
  sessionOf,
  writerInNote,
  type JsonObject,
} from './authorshipNote';
import type { Writer } from './lineWriters';

export interface WrittenLines {
  readonly path: string;
  readonly writer: Writer;
  readonly lines: number;
}

/** All that differs between the notes of one session, and nothing that says who is meant. */
const COMMIT = /"base_commit_sha":\s*"[0-9a-f]*"/;

/** What the notes of one session say the same of. */
interface Meant {
  readonly metadata: JsonObject;
  readonly writers: Map<string, Writer>;
}

/** Reads one note after another; what those of one session say of it is read once. */
export class NoteTally {
  /** By what stands around the commit's id. */
  private readonly known = new Map<string, Map<string, Meant | undefined>>();

  /** Nothing where it is no such note. */
  in(text: string): WrittenLines[] {
    const divider = dividerIn(text);
    const meant = divider === undefined ? undefined : this.meantBy(text.slice(divider + AFTER_DIVIDER));
    if (divider === undefined || !meant) return [];
    const written: WrittenLines[] = [];
    let path = '';
    const isWhole = readAttestations(text, divider, {
      file: (name) => {
        path = copyOf(name);
      },
      entry: (key, ranges) => {
        let lines = 0;
        for (const { start, end } of ranges) lines += end - start + 1;
        written.push({ path, writer: writerOf(meant, sessionOf(key)), lines });
      },
    });
    return isWhole ? written : [];
  }

  private meantBy(json: string): Meant | undefined {
    const commit = COMMIT.exec(json);
    const before = commit ? json.slice(0, commit.index) : '';
    const after = commit ? json.slice(commit.index + commit[0].length) : json;
    const alike = this.known.get(before) ?? new Map<string, Meant | undefined>();
    this.known.set(before, alike);
    const known = alike.get(after);
    if (known || alike.has(after)) return known;
    const metadata = parseObject(json);
    const meant = isOfFormat(metadata) ? { metadata, writers: new Map<string, Writer>() } : undefined;
    alike.set(after, meant);
    return meant;
  }
}

/** V8 keeps all of a text that a part of it was taken from, as long as there is the part. */
const copyOf = (part: string): string => ` ${part}`.slice(1);

function writerOf({ metadata, writers }: Meant, name: string): Writer {
  const known = writers.get(name);
  if (known) return known;
  const writer = writerInNote({ metadata }, name);
  writers.set(name, writer);
  return writer;
}
