/** `git cat-file --batch`: https://git-scm.com/docs/git-cat-file#_batch_output */

export type StreamedObject =
  | { readonly found: true; readonly id: string; readonly type: string; readonly content: Buffer }
  /** There is no such object, or not here (a partial clone), or the name is ambiguous. */
  | { readonly found: false; readonly name: string };

const NEWLINE = 10;

/** Takes the answers apart as they arrive, in whatever pieces. */
export class ObjectStream {
  private pieces: Buffer[] = [];
  private length = 0;
  /** Bytes that the object being read still needs before looking at it is worth while. */
  private needed = 1;

  /** The objects that are complete with this piece. */
  push(piece: Buffer): StreamedObject[] {
    this.pieces.push(piece);
    this.length += piece.length;
    if (this.length < this.needed) return [];
    const all = this.pieces.length === 1 ? piece : Buffer.concat(this.pieces);
    const objects: StreamedObject[] = [];
    let at = 0;
    for (;;) {
      const next = objectAt(all, at);
      if ('needed' in next) {
        this.needed = next.needed;
        break;
      }
      objects.push(next.object);
      at = next.end;
    }
    const rest = all.subarray(at);
    this.pieces = [rest];
    this.length = rest.length;
    return objects;
  }
}

/** So many from the start of what may hold more than that; undefined where there are not so many. */
export function takeObjects(
  bytes: Buffer,
  count: number,
): { readonly objects: readonly StreamedObject[]; readonly rest: Buffer } | undefined {
  const objects: StreamedObject[] = [];
  let at = 0;
  while (objects.length < count) {
    const next = objectAt(bytes, at);
    if ('needed' in next) return undefined;
    objects.push(next.object);
    at = next.end;
  }
  return { objects, rest: bytes.subarray(at) };
}

/** @returns where it ends, or how many bytes there have to be from there on before it is worth while to look again */
function objectAt(
  from: Buffer,
  at: number,
): { readonly object: StreamedObject; readonly end: number } | { readonly needed: number } {
  const newline = from.indexOf(NEWLINE, at);
  if (newline < 0) return { needed: from.length - at + 1 };
  const header = from.toString('utf8', at, newline);
  const [, id, type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header) ?? [];
  const start = newline + 1;
  if (id === undefined || type === undefined || size === undefined)
    return { object: { found: false, name: header.replace(/ (missing|ambiguous)$/, '') }, end: start };
  // The content is followed by a newline of its own.
  const end = start + Number(size) + 1;
  if (from.length < end) return { needed: end - at };
  return { object: { found: true, id, type, content: from.subarray(start, end - 1) }, end };
}
