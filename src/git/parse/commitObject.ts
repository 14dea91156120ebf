/** A commit as git stores it: https://git-scm.com/docs/git-cat-file, `git cat-file commit`. */

export interface CommitObject {
  readonly parents: readonly string[];
  /** One character a byte, in the encoding that the commit is in. */
  readonly message: string;
}

export function parseCommit(content: Buffer): CommitObject {
  const text = content.toString('latin1');
  // Headers that go on are indented, so that no line of them is empty.
  const end = text.indexOf('\n\n');
  const headers = end < 0 ? text : text.slice(0, end);
  return {
    parents: [...headers.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, id = '']) => id),
    message: end < 0 ? '' : text.slice(end + 2),
  };
}
