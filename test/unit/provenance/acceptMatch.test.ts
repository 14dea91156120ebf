import assert from 'node:assert/strict';
import { confirmAccept, matchAccept } from '../../../src/provenance/acceptMatch';
import type { EventEvidence } from '../../../src/provenance/acceptMatch';
import { offeredTo } from '../../../src/provenance/offer';
import type { OfferState } from '../../../src/provenance/offer';
import { changedText } from './labelModel';

type Edit = readonly [start: number, end: number, text: string];

/** A document with suggestions. In `place`, `[` and `]` stand for a suggestion's range and `|` for the cursor. */
class Scene {
  text: string;
  states: readonly OfferState[] = [];
  private readonly place: { readonly start: number; readonly end: number; readonly cursor: number };

  constructor(place: string, ...suggestions: readonly string[]) {
    const at = (mark: string): number => place.slice(0, place.indexOf(mark)).replaceAll(/[[\]|]/g, '').length;
    this.place = { start: at('['), end: at(']'), cursor: at('|') };
    this.text = place.replaceAll(/[[\]|]/g, '');
    this.states = suggestions.map((insertText) => this.offer(insertText));
  }

  offer(insertText: string): OfferState {
    const { start, end } = this.place;
    return offeredTo(this.text.slice(start, end), { id: insertText, insertText, ...this.place });
  }

  /** What the event was, as `full: suggestion`, or `nothing`. */
  event(edits: readonly Edit[], evidence?: EventEvidence): string {
    const changes = edits.map(([start, end, text]) => ({ start, end, text }));
    const before = this.text;
    const removed = ({ start, end }: { start: number; end: number }): string => before.slice(start, end);
    const { states, match } = matchAccept(changes, removed, this.states, evidence);
    this.states = states;
    this.text = changedText(this.text, changes);
    return match ? `${match.kind}: ${match.offer.id}` : 'nothing';
  }

  change(start: number, end: number, text: string, evidence?: EventEvidence): string {
    return this.event([[start, end, text]], evidence);
  }

  phase(i = 0): string {
    return this.states[i]!.phase;
  }
}

describe('a full accept', () => {
  it('puts the whole text in place of the range', () => {
    const scene = new Scene('x = [fo|];', 'foo()');
    assert.equal(scene.change(4, 6, 'foo()'), 'full: foo()');
    assert.equal(scene.phase(), 'accepted');
  });

  it('is one whose change was made smaller', () => {
    assert.equal(new Scene('x = [fo|];', 'foo()').change(6, 6, 'o()'), 'full: foo()');
  });

  it('may come as several changes of one event', () => {
    const scene = new Scene('[|let a = b]', 'const a = bb');
    const edits: Edit[] = [
      [0, 3, 'const'],
      [9, 9, 'b'],
    ];
    assert.equal(scene.event(edits), 'full: const a = bb');
  });

  it('may bring changes elsewhere with it', () => {
    const scene = new Scene('import a;\n[|]', 'use(b)');
    const edits: Edit[] = [
      [0, 0, 'import b;\n'],
      [10, 10, 'use(b)'],
    ];
    assert.equal(scene.event(edits), 'full: use(b)');
  });

  it('of a snippet empties the range first', () => {
    const scene = new Scene('  [fo|]', 'foo(arg) {\n  body\n}');
    assert.equal(scene.change(2, 4, ''), 'nothing');
    assert.equal(scene.change(2, 2, 'foo(arg) {\n    body\n  }'), 'full: foo(arg) {\n  body\n}');
  });

  it('has the line ends of the document', () => {
    assert.equal(new Scene('[|]', 'a();\nb();').change(0, 0, 'a();\r\nb();'), 'full: a();\nb();');
  });

  it('is found after the document changed elsewhere', () => {
    const scene = new Scene('x = [fo|];', 'foo()');
    scene.event([
      [0, 0, '// note\n'],
      [7, 7, '!'],
    ]);
    assert.equal(scene.text, '// note\nx = fo;!');
    assert.equal(scene.change(12, 14, 'foo()'), 'full: foo()');
  });

  it('is none for another text, another place or an undo', () => {
    assert.equal(new Scene('[|]', 'foo()').change(0, 0, 'bar()'), 'nothing');
    assert.equal(new Scene('[|] x', 'foo()').change(1, 1, 'foo()'), 'nothing');
    assert.equal(new Scene('[|]', 'foo()').change(0, 0, 'foo()', { undoOrRedo: true }), 'nothing');
  });

  it('goes to the suggestion that it fits, and to the first of several', () => {
    assert.equal(new Scene('[|]', 'foo()', 'foo').change(0, 0, 'foo'), 'full: foo');
    const same = new Scene('[|]', 'foo', 'foo');
    same.change(0, 0, 'foo');
    assert.deepEqual([same.phase(0), same.phase(1)], ['accepted', 'shown']);
  });
});

describe('a partial accept', () => {
  it('inserts the next piece where the typing stands', () => {
    const scene = new Scene('x = [fo|]', 'foo(bar, baz)');
    assert.equal(scene.change(6, 6, 'o('), 'partial: foo(bar, baz)');
    assert.equal(scene.phase(), 'partly');
    assert.equal(scene.change(8, 8, 'bar'), 'partial: foo(bar, baz)');
    assert.equal(scene.change(4, 11, 'foo(bar, baz)'), 'full: foo(bar, baz)');
    assert.equal(scene.phase(), 'accepted');
  });

  it('may take along what stands between the cursor and the piece', () => {
    assert.equal(new Scene('[|"]', '"name"').change(0, 1, '"name'), 'partial: "name"');
  });

  it('keeps its suggestion, also where a newer one fits', () => {
    const scene = new Scene('[|]', 'foo(bar)');
    scene.change(0, 0, 'foo(');
    scene.states = [
      offeredTo('', { id: 'newer', insertText: 'bar)', start: 4, end: 4, cursor: 4 }),
      ...scene.states,
    ];
    assert.equal(scene.change(4, 4, 'bar)'), 'full: foo(bar)');
  });

  it('is none for a word from the list of completions, which replaces what was typed', () => {
    assert.equal(new Scene('[con|]', 'console.log(x)').change(0, 3, 'console'), 'nothing');
  });

  it('is none where a piece was left out, or the text is not the suggestion’s', () => {
    assert.equal(new Scene('[|]', 'foo(bar)').change(0, 0, 'bar)'), 'nothing');
    assert.equal(new Scene('[fo|]', 'foo(bar)').change(2, 2, 'o)x'), 'nothing');
    assert.equal(new Scene('[x|]', 'foo(bar)').change(1, 1, 'foo('), 'nothing');
  });
});

describe('typing', () => {
  it('is the person’s, also where the suggestion had that character next', () => {
    const scene = new Scene('[|]', 'foo()');
    for (const [i, letter] of [...'foo'].entries()) assert.equal(scene.change(i, i, letter), 'typed: foo()');
    assert.equal(scene.phase(), 'shown');
    assert.equal(scene.change(3, 3, '()'), 'typed: foo()');
  });

  it('is the person’s while a tool puts something in itself, and what the tool puts in the tool’s, however little', () => {
    const scene = new Scene('[|]', 'foo()');
    const { offer } = scene.states[0]!;
    scene.states = [
      ...scene.states,
      offeredTo('', { ...offer, id: 'applied', insertText: 'f', applied: true }),
      offeredTo('', { ...offer, id: 'longer', insertText: 'xy', applied: true }),
    ];
    assert.equal(scene.change(0, 0, 'x'), 'nothing');
    assert.equal(scene.change(0, 1, ''), 'nothing');
    assert.equal(scene.change(0, 0, 'f'), 'full: applied');
    assert.equal(scene.change(1, 1, 'o'), 'typed: foo()');
  });

  it('is also a character outside the basic plane, a pair that was closed, and a line break', () => {
    assert.equal(new Scene('[|]', '😀 = 1').change(0, 0, '😀'), 'typed: 😀 = 1');
    assert.equal(new Scene('[f|]', 'f() {}').change(1, 1, '()'), 'typed: f() {}');
    assert.equal(new Scene('[{|]', '{\n  a: 1 }').change(1, 1, '\n  '), 'typed: {\n  a: 1 }');
  });

  it('of the rest completes a suggestion without accepting it', () => {
    const scene = new Scene('[fo|]', 'foo');
    assert.equal(scene.change(2, 2, 'o'), 'typed: foo');
    assert.equal(scene.phase(), 'shown');
  });

  it('back and forth leaves the suggestion where it was', () => {
    const scene = new Scene('[fo|]', 'foo(bar)');
    scene.change(2, 2, 'x');
    scene.change(2, 3, '');
    assert.equal(scene.change(2, 2, 'o(bar'), 'partial: foo(bar)');
  });

  it('over a suggestion’s range ends it', () => {
    const scene = new Scene('ab[cd|]ef', 'cdx');
    assert.equal(scene.change(1, 3, ''), 'nothing');
    assert.equal(scene.phase(), 'gone');
    assert.equal(scene.change(2, 2, 'x'), 'nothing');
  });
});

describe('a command that ran', () => {
  it('makes an accept of one character', () => {
    const scene = new Scene('f([x|]', 'x)');
    assert.equal(scene.change(3, 3, ')'), 'typed: x)');
    const { state, unlabelled } = confirmAccept(scene.states[0]!);
    assert.equal(state.phase, 'accepted');
    assert.deepEqual(unlabelled, [{ start: 3, end: 4 }]);
  });

  it('makes an accept of single characters in several places, and of nothing between them', () => {
    const scene = new Scene('[|a + b]', 'x + y');
    assert.equal(
      scene.event([
        [0, 1, 'x'],
        [4, 5, 'y'],
      ]),
      'typed: x + y',
    );
    assert.deepEqual(confirmAccept(scene.states[0]!).unlabelled, [
      { start: 0, end: 1 },
      { start: 4, end: 5 },
    ]);
  });

  it('leaves out what the change put back', () => {
    const scene = new Scene('[fo|]', 'foo');
    assert.equal(scene.change(0, 2, 'foo'), 'full: foo');
    const other = new Scene('[fo|]', '${1:foo}');
    other.change(0, 2, 'foo');
    assert.deepEqual(confirmAccept(other.states[0]!).unlabelled, [{ start: 2, end: 3 }]);
  });

  it('makes an accept of what its snippet became', () => {
    const scene = new Scene('[|]', 'log(${TM_FILENAME})');
    assert.equal(scene.change(0, 0, 'log(main.ts)'), 'nothing');
    assert.deepEqual(confirmAccept(scene.states[0]!).unlabelled, [{ start: 0, end: 12 }]);
  });

  it('adds nothing to an accept that was found, nor to one that inserted nothing just now', () => {
    const scene = new Scene('[|] x', 'foo()');
    scene.change(0, 0, 'foo()');
    assert.deepEqual(confirmAccept(scene.states[0]!).unlabelled, []);
    const other = new Scene('[|] x', 'foo()');
    other.change(0, 0, 'f');
    other.change(2, 2, 'y');
    assert.deepEqual(confirmAccept(other.states[0]!).unlabelled, []);
  });
});
