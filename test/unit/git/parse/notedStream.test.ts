import assert from 'node:assert/strict';
import { NotedStream, type NotedCommit } from '../../../../src/git/parse/notedStream';

const COMMITS: NotedCommit[] = [
  { id: 'a'.repeat(40), author: 'Zoë "Z" <z@x>', note: 'src/\u{1F600}.ts\n  k 1\n---\n{}\n' },
  { id: 'b'.repeat(40), author: ' <>', note: '' },
  { id: 'c'.repeat(40), author: 'Dev <d@x>', note: `${'d'.repeat(40)} Dev <d@x>\n\nx\n` },
];

const said = Buffer.from(COMMITS.map(({ id, author, note }) => `${id} ${author}\0${note}\0`).join(''));

describe('NotedStream', () => {
  it('reads commits and their notes, whatever the pieces they arrive in', () => {
    for (let size = 1; size <= said.length; size++) {
      const stream = new NotedStream();
      const commits: NotedCommit[] = [];
      for (let at = 0; at < said.length; at += size)
        commits.push(...stream.push(said.subarray(at, at + size)));
      assert.deepEqual(commits, COMMITS, `in pieces of ${size}`);
    }
  });

  it('waits for the end of a note', () => {
    const stream = new NotedStream();
    assert.deepEqual(stream.push(said.subarray(0, -1)), COMMITS.slice(0, -1));
    assert.deepEqual(stream.push(said.subarray(-1)), COMMITS.slice(-1));
  });
});
