import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EditContext } from '../../../../src/editor/intercept/editOf';
import { editsOf, offsetAt } from '../../../../src/editor/intercept/editOf';
import type { DocumentShape, ItemShape, PositionShape } from '../../../../src/editor/intercept/shapes';
import { at, fakeDocument, uri } from './fakes';
import { runs } from '../../randomRuns';

const context: EditContext = { honoursUri: false, openDocument: () => undefined };

const edit = (
  document: DocumentShape,
  position: PositionShape,
  item: ItemShape,
  options: Partial<EditContext> = {},
) => {
  const { edits } = editsOf(document, position, item, { ...context, ...options });
  assert.equal(edits.length, 1);
  const { before, replaced, insert, after } = edits[0] ?? assert.fail();
  return { before, replaced, insert, after };
};

describe('the edit that an item proposes', () => {
  const document = fakeDocument('first\nterraform des # later\nlast');

  it('replaces from the start of the word to the end of the line where there is no range', () => {
    assert.deepEqual(edit(document, at(1, 13), { insertText: 'destroy' }), {
      before: 'first\nterraform ',
      replaced: 'des # later',
      insert: 'destroy',
      after: '\nlast',
    });
  });

  it('replaces from the position to the end of the line where no word is there', () => {
    const spaced = fakeDocument('terraform  ');
    assert.deepEqual(edit(spaced, at(0, 10), { insertText: 'plan' }), {
      before: 'terraform ',
      replaced: ' ',
      insert: 'plan',
      after: '',
    });
  });

  it('replaces the range it names, over several lines', () => {
    const range = { start: at(0, 2), end: at(2, 2) };
    assert.deepEqual(edit(document, at(0, 2), { insertText: '', range }), {
      before: 'fi',
      replaced: 'rst\nterraform des # later\nla',
      insert: '',
      after: 'st',
    });
  });

  it('clamps a range that lies outside the document', () => {
    const range = { start: at(2, 99), end: at(99, 99) };
    assert.deepEqual(edit(document, at(0, 0), { insertText: 'x', range }), {
      before: 'first\nterraform des # later\nlast',
      replaced: '',
      insert: 'x',
      after: '',
    });
  });

  it('counts right in a document with CRLF', () => {
    const crlf = fakeDocument('first\r\nterraform des\r\nlast');
    assert.deepEqual(edit(crlf, at(1, 13), { insertText: 'destroy' }), {
      before: 'first\r\nterraform ',
      replaced: 'des',
      insert: 'destroy',
      after: '\r\nlast',
    });
  });

  it('counts in UTF-16 units', () => {
    const range = { start: at(0, 2), end: at(0, 3) };
    assert.equal(edit(fakeDocument('😀x'), at(0, 2), { insertText: 'y', range }).before, '😀');
  });

  it('is one for each outcome of a snippet', () => {
    const item = { insertText: { value: 'terraform ${1|plan,destroy|}' } };
    const { edits, complete } = editsOf(document, at(0, 0), item, context);
    assert.deepEqual(edits.map((e) => e.insert).toSorted(), ['terraform destroy', 'terraform plan']);
    assert.ok(complete);
  });

  it('is none for an item that inserts nothing', () => {
    for (const insertText of [undefined, null, 5]) {
      assert.deepEqual(editsOf(document, at(0, 0), { insertText }, context).edits, []);
    }
  });

  it('falls into the other document that it names, where the extension may name one', () => {
    const other = fakeDocument('resource {\n}\n', { path: '/repo/other.tf', languageId: 'hcl' });
    const item = { insertText: 'x', uri: other.uri, range: { start: at(1, 0), end: at(1, 1) } };
    const options = { honoursUri: true, openDocument: () => other };
    const { edits } = editsOf(document, at(0, 0), item, { ...context, ...options });
    assert.equal(edits[0]?.uri, other.uri);
    assert.equal(edits[0]?.languageId, 'hcl');
    assert.equal(edits[0]?.replaced, '}');
    assert.equal(edits[0]?.line, 1);
  });

  it('falls into either document where the extension may not name one, since builds differ', () => {
    const other = fakeDocument('other\n', { path: '/repo/other.tf' });
    const item = { insertText: 'x', uri: other.uri, range: { start: at(0, 0), end: at(0, 5) } };
    const { edits } = editsOf(document, at(0, 0), item, { ...context, openDocument: () => other });
    assert.deepEqual(
      edits.map((e) => [e.uri.path, e.replaced]),
      [
        ['/repo/main.tf', 'first'],
        ['/repo/other.tf', 'other'],
      ],
    );
  });

  it('is its text alone where the other document is not open', () => {
    const item = { insertText: 'x', uri: uri('/repo/other.tf'), range: { start: at(4, 0), end: at(5, 0) } };
    const { edits } = editsOf(document, at(0, 0), item, { ...context, honoursUri: true });
    assert.equal(edits[0]?.uri.path, '/repo/other.tf');
    assert.deepEqual(edit(document, at(0, 0), item, { honoursUri: true }), {
      before: '',
      replaced: '',
      insert: 'x',
      after: '',
    });
  });

  it('comes with a window of whole lines where the document is very long', () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => `line ${i}`);
    const { before, after } = edit(fakeDocument(lines.join('\n')), at(100_000, 2), { insertText: 'x' });
    assert.ok(before.startsWith('line 99600\n'), before.slice(0, 20));
    assert.ok(after.endsWith('line 100400\n'), after.slice(-20));
  });
});

describe('the edit that any item proposes', () => {
  const lines = fc.array(
    fc.string({ maxLength: 10 }).map((line) => line.replace(/[\r\n]/g, '')),
    { maxLength: 8 },
  );
  const positions = fc.record({ line: fc.nat(9), character: fc.nat(12) });

  it('takes the document apart without losing anything, and where its lines are', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), positions, positions, (texts, eol, start, end) => {
        const text = texts.join(eol);
        const parts = edit(fakeDocument(text), at(0, 0), { insertText: 'x', range: { start, end } });
        assert.equal(parts.before + parts.replaced + parts.after, text);
        const expected = texts.slice(0, start.line).reduce((sum, line) => sum + line.length + eol.length, 0);
        if (start.line < texts.length && start.character <= (texts[start.line]?.length ?? 0)) {
          assert.equal(offsetAt(text, start), expected + start.character);
        }
      }),
      runs(300),
    );
  });
});

describe('the offset of a position', () => {
  it('is that of VS Code for every position in a text', () => {
    const text = 'ab\r\n\r\nc';
    assert.equal(offsetAt(text, at(0, 0)), 0);
    assert.equal(offsetAt(text, at(0, 2)), 2);
    assert.equal(offsetAt(text, at(0, 9)), 2);
    assert.equal(offsetAt(text, at(1, 0)), 4);
    assert.equal(offsetAt(text, at(1, 5)), 4);
    assert.equal(offsetAt(text, at(2, 1)), 7);
    assert.equal(offsetAt(text, at(9, 0)), 7);
  });
});
