import assert from 'node:assert/strict';
import type { RangeShape, UriShape } from '../../../../src/editor/intercept/shapes';
import { changesOf, writtenFile } from '../../../../src/editor/ways/documentChanges';
import type { ReadingPorts } from '../../../../src/editor/ways/documentChanges';
import { copyOf, entriesOf } from '../../../../src/editor/ways/workspaceEdit';
import type { Entry } from '../../../../src/editor/ways/workspaceEdit';
import { at, fakeDocument, uri } from '../intercept/fakes';

const range = (line: number, from: number, to = from): RangeShape => ({
  start: at(line, from),
  end: at(line, to),
});

const portsOf = (files: Readonly<Record<string, string>>): ReadingPorts => {
  const textAt = (one: UriShape): string | undefined => files[one.path];
  return {
    document: async (one) => {
      const text = textAt(one);
      return text === undefined ? undefined : fakeDocument(text, { path: one.path });
    },
    text: async (one) => textAt(one),
    filesIn: async (one) => ({
      uris: Object.keys(files)
        .filter((path) => path === one.path || path.startsWith(`${one.path}/`))
        .map((path) => uri(path)),
      complete: true,
    }),
    cells: () => ['old cell'],
    moved: (one, from, to) => uri(to.path + one.path.slice(from.path.length)),
  };
};

const textEntry = (path: string, where: RangeShape, ...texts: string[]): Entry => ({
  kind: 'text',
  uri: uri(path),
  range: where,
  texts,
});

/** What each document would be, by its path. */
async function outcomes(entries: readonly Entry[], files: Readonly<Record<string, string>>) {
  const { changes } = await changesOf(entries, portsOf(files));
  return changes.map((change) => [
    change.uri.path,
    change.how,
    change.edits.map(({ before, insert, after }) => before + insert + after),
  ]);
}

describe('what a workspace edit makes of documents', () => {
  it('takes neighbouring edits at their places in the text before the first', async () => {
    const edits = [
      textEntry('/a', range(1, 0, 3), 'TWO'),
      textEntry('/b', range(0, 0), 'b'),
      textEntry('/a', range(0, 3), '!'),
    ];
    assert.deepEqual(await outcomes(edits, { '/a': 'one\ntwo\n', '/b': '' }), [
      ['/a', 'changed', ['one!\nTWO\n']],
      ['/b', 'changed', ['b']],
    ]);
  });

  it('takes an edit after a file was made as one of the new file', async () => {
    const contents = new TextEncoder().encode('made\n');
    const edits: Entry[] = [
      { kind: 'file', to: uri('/new'), contents },
      textEntry('/new', range(0, 0), 'and '),
    ];
    assert.deepEqual(await outcomes(edits, {}), [['/new', 'created', ['and made\n']]]);
  });

  it('has each outcome of a snippet, the others keeping their first', async () => {
    const edits = [textEntry('/a', range(0, 0), 'a', 'b'), textEntry('/a', range(0, 1), 'c', 'd')];
    const [change] = await outcomes(edits, { '/a': '.' });
    assert.deepEqual(change?.[2], ['a.c', 'b.c', 'a.d']);
  });

  it('has every file of a folder that is deleted or moved', async () => {
    const files = { '/f/a': 'a', '/f/g/b': 'b', '/other': '' };
    const { changes } = await changesOf([{ kind: 'file', from: uri('/f') }], portsOf(files));
    assert.deepEqual(
      changes.map(({ how, edits }) => [how, edits[0]?.replaced, edits[0]?.insert]),
      [
        ['deleted', 'a', ''],
        ['deleted', 'b', ''],
      ],
    );
    const moved = await changesOf([{ kind: 'file', from: uri('/f'), to: uri('/h') }], portsOf(files));
    assert.deepEqual(
      moved.changes.map((change) => change.uri.path),
      ['/f/a', '/h/a', '/f/g/b', '/h/g/b'],
    );
    assert.equal(moved.changes[1]?.edits[0]?.movedFrom?.path, '/f/a');
  });

  it('has nothing where the text stays as it is', async () => {
    assert.deepEqual(await outcomes([textEntry('/a', range(0, 0, 1), 'x')], { '/a': 'x' }), []);
  });

  it('tells where what goes in a document with CRLF', async () => {
    const { changes } = await changesOf(
      [textEntry('/a', range(1, 0, 3), 'x')],
      portsOf({ '/a': 'one\r\ntwo' }),
    );
    assert.deepEqual(changes[0]?.replacements, [{ start: 5, end: 8, text: 'x' }]);
  });

  it('takes a file that is no text for one that changed', () => {
    const change = writtenFile(uri('/a.png'), undefined, new Uint8Array([137, 80, 0, 1]));
    assert.equal(change.edits.length, 1);
    assert.equal(change.how, 'created');
  });
});

describe('reading a workspace edit', () => {
  const one = uri('/a');

  it('goes by what VS Code itself reads, with files, cells and snippets', () => {
    const edit = {
      _allEntries: () => [
        { _type: 2, uri: one, edit: { range: range(0, 0), newText: 'x' } },
        { _type: 1, from: one, to: undefined },
        { _type: 3, uri: one, edit: {} },
        { _type: 5, uri: one, index: 0, count: 1, cells: [{ value: 'cell', languageId: 'python' }] },
        { _type: 6, uri: one, range: range(0, 0), edit: { value: '${1|a,b|}' } },
        { _type: 99 },
      ],
    };
    const { entries, unknown } = entriesOf(edit);
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['text', 'file', 'cells', 'text'],
    );
    assert.equal(unknown, 1);
    assert.deepEqual(entries[3]?.kind === 'text' && entries[3].texts, ['a', 'b']);
  });

  it('goes by public API where that is all there is', () => {
    const { entries, unknown } = entriesOf({
      entries: () => [[one, [{ range: range(0, 0), newText: 'x' }]]],
    });
    assert.deepEqual([entries.length, unknown], [1, 0]);
  });

  it('copies it as it is now', () => {
    class Edit {
      readonly edits = ['a'];
      all(): readonly string[] {
        return this.edits;
      }
    }
    const edit = new Edit();
    const copy = copyOf(edit);
    edit.edits.push('b');
    assert.deepEqual(copy.all(), ['a']);
    assert.ok(copy instanceof Edit);
  });
});
