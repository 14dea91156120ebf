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
    let rest = this.pieces.length === 1 ? piece : Buffer.concat(this.pieces);
    const objects: StreamedObject[] = [];
    this.needed = 1;
    for (;;) {
      const next = firstObject(rest);
      if ('needed' in next) {
        this.needed = next.needed;
        break;
      }
      objects.push(next.object);
      rest = rest.subarray(next.length);
    }
    this.pieces = [rest];
    this.length = rest.length;
    return objects;
  }
}

function firstObject(from: Buffer): { object: StreamedObject; length: number } | { needed: number } {
  const end = from.indexOf(NEWLINE);
  if (end < 0) return { needed: from.length + 1 };
  const header = from.toString('utf8', 0, end);
  const [, id, type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header) ?? [];
  if (id === undefined || type === undefined || size === undefined) {
    return { object: { found: false, name: header.replace(/ (missing|ambiguous)$/, '') }, length: end + 1 };
  }
  const start = end + 1;
  // The content is followed by a newline of its own.
  const length = start + Number(size) + 1;
  if (from.length < length) return { needed: length };
  return { object: { found: true, id, type, content: from.subarray(start, length - 1) }, length };
}
