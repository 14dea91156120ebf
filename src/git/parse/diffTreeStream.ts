/**
 * `git diff-tree --stdin --raw -z`, told one commit after another: https://git-scm.com/docs/git-diff-tree. What it is
 * told and is no id it says again, so that an empty line tells where the answer about a commit ends.
 */
import { ENTRY, isRegularFile } from './rawDiff';

const NEWLINE = '\n';
const FIELD_END = '\0';

/** Takes the answers apart as they arrive, in whatever pieces. Without renames each entry has one path. */
export class DiffTreeStream {
  private rest = '';
  private isPath = false;
  private files = new Set<string>();

  /** Of the commits whose answers are complete with this piece: the ids of the regular files that they changed or took away. */
  push(piece: Buffer): ReadonlySet<string>[] {
    const text = this.rest + piece.toString('latin1');
    const complete: ReadonlySet<string>[] = [];
    let at = 0;
    while (at < text.length) {
      if (!this.isPath && text[at] === NEWLINE) {
        complete.push(this.files);
        this.files = new Set();
        at++;
        continue;
      }
      const end = text.indexOf(FIELD_END, at);
      if (end < 0) break;
      this.take(text.slice(at, end));
      at = end + 1;
    }
    this.rest = text.slice(at);
    return complete;
  }

  private take(field: string): void {
    const entry = this.isPath ? undefined : ENTRY.exec(field)?.groups;
    const { oldMode = '', oldId = '' } = entry ?? {};
    if (isRegularFile(oldMode)) this.files.add(oldId);
    // Otherwise it is the id of the commit; a merge stands there once for each parent.
    this.isPath = entry !== undefined;
  }
}
