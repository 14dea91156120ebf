import assert from 'node:assert/strict';
import type { Offer } from '../../../src/provenance/offer';
import { RecentTexts } from '../../../src/provenance/recentTexts';
import { TrackedDocument } from '../../../src/provenance/trackedDocument';
import type { DocumentEvent } from '../../../src/provenance/trackedDocument';
import { ai, labelled, letterOf, shown } from './labelModel';

const make = (text: string, recent = new RecentTexts()): TrackedDocument =>
  new TrackedDocument(text, recent, ({ id }) => ai(id));

const offer = (id: string, insertText: string, at: number, end = at): Offer => ({
  id,
  insertText,
  start: at,
  end,
  cursor: end,
});

const edit = (
  start: number,
  end: number,
  text: string,
  more: Partial<DocumentEvent> = {},
): DocumentEvent => ({
  changes: [{ start, end, text }],
  cause: 'edit',
  mayBeTyped: true,
  ...more,
});

const labels = (document: TrackedDocument): string => shown(document.live.labelled());

describe('a tracked document', () => {
  it('gives an accepted suggestion to its tool and typed characters to the person', () => {
    const document = make('');
    document.change(edit(0, 0, 'x'));
    document.offer([offer('a', ' = 1;', 1)]);
    assert.equal(document.change(edit(1, 1, ' = 1;')).match?.kind, 'full');
    assert.equal(labels(document), shown(labelled('x = 1;', 'haaaaa')));
  });

  it('takes nothing for typed where nobody can have typed', () => {
    const document = make('');
    document.change(edit(0, 0, 'x', { mayBeTyped: false }));
    assert.equal(labels(document), shown(labelled('x', '.')));
  });

  it('takes a longer text that nobody offered for nobody’s', () => {
    const document = make('');
    document.change(edit(0, 0, 'pasted'));
    assert.equal(labels(document), shown(labelled('pasted', '......')));
  });

  it('gives text that was cut in one document its labels in another', () => {
    const recent = new RecentTexts();
    const from = make('', recent);
    from.offer([offer('b', 'moved();', 0)]);
    from.change(edit(0, 0, 'moved();'));
    from.change(edit(0, 8, ''));
    const to = make('// ', recent);
    to.change(edit(3, 3, 'moved();'));
    assert.equal(labels(to), shown(labelled('// moved();', '...bbbbbbbb')));
  });

  describe('gives lines that are copied right beside themselves their labels', () => {
    const twoLines = (): TrackedDocument => {
      const document = make('first line\nx');
      document.offer([offer('a', 'tool();\n', 11)]);
      document.change(edit(11, 11, 'tool();\n'));
      return document;
    };

    it('below and above', () => {
      for (const [at, text] of [
        [11, 'tool();\n'],
        [18, '\ntool();'],
        [19, 'tool();\n'],
      ] as const) {
        const document = twoLines();
        document.change(edit(at, at, text));
        assert.match(labels(document), / \.{11}a{7}.a{7}.\.$/);
      }
    });

    it('at the start and at the end of the document', () => {
      const document = make('');
      document.offer([offer('a', 'tool();', 0)]);
      document.change(edit(0, 0, 'tool();'));
      document.change(edit(0, 0, 'tool();\n'));
      document.change(edit(7, 7, '\ntool();'));
      assert.match(labels(document), /aaaaaaa.aaaaaaa.aaaaaaa$/);
    });

    it('not where it is less than a line, or another one, or something is taken away besides', () => {
      for (const text of ['tool();', 'took();\n']) {
        const document = twoLines();
        document.change(edit(11, 11, text));
        assert.equal(document.live.slice(11, 11 + text.length).ranges.length, 0, text);
      }
      const document = twoLines();
      document.change({
        changes: [
          { start: 0, end: 5, text: '' },
          { start: 11, end: 11, text: 'tool();\n' },
        ],
        cause: 'edit',
        mayBeTyped: true,
      });
      assert.equal(document.live.slice(6, 14).ranges.length, 0);
    });
  });

  it('accepts nothing by an undo or a redo', () => {
    const document = make('');
    document.offer([offer('a', 'foo', 0)]);
    document.change(edit(0, 0, 'foo'));
    document.change(edit(0, 3, '', { cause: 'undo' }));
    assert.deepEqual(document.change(edit(0, 0, 'foo', { cause: 'redo' })), {});
    assert.equal(labels(document), shown(labelled('foo', 'aaa')));
  });

  it('accepts nothing by what comes from the disk', () => {
    const document = make('');
    document.offer([offer('a', 'foo', 0)]);
    assert.deepEqual(document.change(edit(0, 0, 'foo', { cause: 'reload' })), { foreign: true });
    assert.equal(labels(document), shown(labelled('foo', '...')));
  });

  it('makes an accepted character the tool’s once the suggestion’s command has run', () => {
    const document = make('f(');
    document.offer([offer('a', ')', 2)]);
    assert.equal(document.change(edit(2, 2, ')')).match?.kind, 'typed');
    assert.equal(document.confirm('a'), true);
    assert.equal(labels(document), shown(labelled('f()', '..a')));
    assert.equal(document.confirm('a'), false);
  });

  it('makes an accepted character the tool’s where it is known to be a piece, and goes on', () => {
    const document = make('f');
    document.offer([offer('a', '(x)', 1)]);
    assert.equal(document.change(edit(1, 1, '(')).match?.kind, 'typed');
    assert.equal(document.confirm('a', 'piece'), true);
    assert.equal(document.change(edit(2, 2, 'x)')).match?.kind, 'full');
    assert.equal(labels(document), shown(labelled('f(x)', '.aaa')));
  });

  it('names the author of a suggestion once, however often a piece of it is accepted', () => {
    let asked = 0;
    const document = new TrackedDocument('', new RecentTexts(), ({ id }) => {
      asked++;
      return ai(id);
    });
    document.offer([offer('a', 'one two', 0)]);
    document.change(edit(0, 0, 'one'));
    document.change(edit(3, 3, ' two'));
    assert.equal(asked, 1);
    assert.equal(document.live.labelled().ranges.length, 1);
  });

  it('forgets offers beyond those that may still be shown', () => {
    const document = make('');
    for (let i = 0; i < 60; i++) document.offer([offer(`a${i}`, `text${i}`, 0)]);
    document.change(edit(0, 0, 'text0'));
    assert.equal(labels(document), shown(labelled('text0', '.....')));
  });

  it('passes over offers for places that are not in the document', () => {
    const document = make('ab');
    document.offer([offer('a', 'x', 5), offer('b', 'y', 2, 1)]);
    document.change(edit(2, 2, 'c'));
    assert.equal(letterOf(document.live.authorAt(2)), 'h');
  });
});
