/** `git log -z` in the format of `notedCommits`. */

export interface NotedCommit {
  /** Full. */
  readonly id: string;
  /** `Name <address>` */
  readonly author: string;
  /** As git shows it, with a line break at its end; '' where there is none. */
  readonly note: string;
}

/** A note is shown with line breaks for its NULs, so that none of what git says has any but those that end it. */
export const NOTED_FORMAT = '--format=%H %an <%ae>%x00%N';
const NUL = '\0';

/** Takes it apart as it arrives, in whatever pieces. */
export class NotedStream {
  /** What follows the last NUL. */
  private rest: Buffer[] = [];
  /** What precedes it, where a note is still to come. */
  private begun = '';

  /** The commits that are complete with this piece. */
  push(piece: Buffer): NotedCommit[] {
    const commits: NotedCommit[] = [];
    const end = piece.lastIndexOf(0) + 1;
    if (end === 0) {
      this.rest.push(piece);
      return commits;
    }
    // No character is cut: NUL is no part of any other.
    const text = this.begun + Buffer.concat([...this.rest, piece.subarray(0, end)]).toString();
    this.rest = [piece.subarray(end)];
    let at = 0;
    for (;;) {
      const middle = text.indexOf(NUL, at);
      const last = middle < 0 ? -1 : text.indexOf(NUL, middle + 1);
      if (last < 0) break;
      const gap = text.indexOf(' ', at);
      commits.push({
        id: text.slice(at, gap),
        author: text.slice(gap + 1, middle),
        note: text.slice(middle + 1, last),
      });
      at = last + 1;
    }
    this.begun = text.slice(at);
    return commits;
  }
}
