import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LiveDocument } from '../../../src/provenance/liveDocument';
import { applyAuthoredChanges, applyChanges } from '../../../src/provenance/liveRanges';
import type { Author, LabelledText, TextChange } from '../../../src/provenance/model';
import { randomTimeoutMs, runs } from '../randomRuns';
import type { ChangeSeed } from './labelModel';
import {
  ai,
  anyAuthor,
  anyChange,
  anyLabelled,
  changedText,
  changesOf,
  human,
  labelled,
  letterOf,
  shown,
} from './labelModel';

const change = (start: number, end: number, text: string): TextChange => ({ start, end, text });

/** The changes that take a document from one text to another, as an undo would tell them. */
function difference(from: string, to: string): TextChange[] {
  let start = 0;
  while (start < Math.min(from.length, to.length) && from[start] === to[start]) start++;
  let tail = 0;
  while (tail < Math.min(from.length, to.length) - start && from.at(-tail - 1) === to.at(-tail - 1)) tail++;
  return [change(start, from.length - tail, to.slice(start, to.length - tail))];
}

type Action =
  | { readonly kind: 'change'; readonly seeds: readonly ChangeSeed[]; readonly author: Author | undefined }
  | { readonly kind: 'undo' | 'redo'; readonly by: number };

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      seeds: fc.array(anyChange, { minLength: 1, maxLength: 3 }),
      author: anyAuthor,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('undo' as const, 'redo' as const),
      by: fc.integer({ min: 1, max: 4 }),
    }),
  },
);

describe('a live document', () => {
  it('has the labels that applying its changes to the whole text gives', () => {
    const edits = fc.array(fc.tuple(fc.array(anyChange, { minLength: 1, maxLength: 3 }), anyAuthor), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(anyLabelled(400), fc.nat(20), edits, (start, copies, all) => {
        let expected: LabelledText = applyChanges(
          start,
          [change(0, 0, 'foo( x )\n'.repeat(copies * 30))],
          human,
        );
        const document = new LiveDocument(expected);
        for (const [seeds, author] of all) {
          const changes = changesOf(seeds, expected.text.length);
          expected = applyChanges(expected, changes, author);
          document.apply(changes, author);
          assert.equal(document.length, expected.text.length);
        }
        assert.equal(shown(document.labelled()), shown(expected));
        assert.equal(document.text, expected.text);
      }),
      runs(300),
    );
  }).timeout(randomTimeoutMs);

  it('stays whole when most of it is deleted piece by piece', () => {
    let expected = labelled('abcdefghij'.repeat(1_000), 'ah.'.repeat(4_000).slice(0, 10_000));
    const document = new LiveDocument(expected);
    for (let i = 0; expected.text.length > 200; i++) {
      const start = (i * 2_503) % expected.text.length;
      const deletion = change(start, Math.min(expected.text.length, start + 450), '');
      expected = applyChanges(expected, [deletion], human);
      document.apply([deletion], human);
      assert.equal(shown(document.labelled()), shown(expected));
    }
  });

  it('tells who wrote a character, and a stretch', () => {
    const document = new LiveDocument(labelled('ab'.repeat(3_000), 'ah'.repeat(3_000)));
    for (const offset of [0, 1, 1_999, 2_000, 2_001, 5_999])
      assert.equal(letterOf(document.authorAt(offset)), offset % 2 === 0 ? 'a' : 'h');
    assert.equal(document.authorAt(6_000), undefined);
    assert.equal(shown(document.slice(1_999, 2_003)), shown(labelled('baba', 'haha')));
  });

  it('tells what became of what', () => {
    const document = new LiveDocument(labelled('one two', 'aaa.hhh'));
    const became = document.apply([change(4, 7, '2'), change(0, 3, 'eins')], human);
    assert.deepEqual(
      became.map(({ start, before, after }) => [start, shown(before), shown(after)]),
      [
        [0, shown(labelled('one', 'aaa')), shown(labelled('eins', 'hhhh'))],
        [5, shown(labelled('two', 'hhh')), shown(labelled('2', 'h'))],
      ],
    );
  });

  it('is as it was after a change that it refuses', () => {
    const document = new LiveDocument(labelled('abc', 'aaa'));
    assert.throws(() => document.apply([change(0, 1, 'x'), change(2, 9, '')], human), RangeError);
    assert.equal(shown(document.labelled()), shown(labelled('abc', 'aaa')));
  });

  it('realigns with a text that it did not see come about', () => {
    const document = new LiveDocument(labelled('one\ntwo\n', 'aaaahhhh'));
    document.realign('zero\ntwo\n');
    assert.equal(shown(document.labelled()), shown(labelled('zero\ntwo\n', '.....hhhh')));
  });
});

describe('undo and redo', () => {
  it('take an accepted suggestion away and bring it back with its label', () => {
    const document = new LiveDocument(labelled('x', 'h'));
    document.apply([change(1, 1, 'foo')], ai('a'));
    assert.equal(document.undo([change(1, 4, '')]), 'restored');
    assert.equal(shown(document.labelled()), shown(labelled('x', 'h')));
    assert.equal(document.redo([change(1, 1, 'foo')]), 'restored');
    assert.equal(shown(document.labelled()), shown(labelled('xfoo', 'haaa')));
  });

  it('bring back the labels of what was deleted or typed over', () => {
    const document = new LiveDocument(labelled('foo bar', 'aaa.bbb'));
    document.apply([change(1, 6, 'X')], human);
    document.undo([change(1, 2, 'oo ba')]);
    assert.equal(shown(document.labelled()), shown(labelled('foo bar', 'aaa.bbb')));
  });

  it('may take several events at once', () => {
    const document = new LiveDocument(labelled('', ''));
    for (const [i, letter] of [...'typed'].entries())
      document.apply([change(i, i, letter)], i < 2 ? human : ai('a'));
    assert.equal(document.undo([change(2, 5, '')]), 'restored');
    assert.equal(shown(document.labelled()), shown(labelled('ty', 'hh')));
    assert.equal(document.redo([change(2, 2, 'ped')]), 'restored');
    assert.equal(shown(document.labelled()), shown(labelled('typed', 'hhaaa')));
  });

  it('have labels that became known after the change', () => {
    const document = new LiveDocument(labelled('', ''));
    document.apply([change(0, 0, ')')], human);
    document.relabel(0, 1, ai('a'));
    document.undo([change(0, 1, '')]);
    document.redo([change(0, 0, ')')]);
    assert.equal(shown(document.labelled()), shown(labelled(')', 'a')));
  });

  it('have nothing to redo after a new change', () => {
    const document = new LiveDocument(labelled('', ''));
    document.apply([change(0, 0, 'foo')], ai('a'));
    document.undo([change(0, 3, '')]);
    document.apply([change(0, 0, 'foo')], human);
    assert.equal(document.redo([change(3, 3, 'bar')]), 'followed');
    assert.equal(shown(document.labelled()), shown(labelled('foobar', 'hhh...')));
  });

  it('to a text that was never seen leave unknown what they bring', () => {
    const document = new LiveDocument(labelled('foo', 'aaa'));
    assert.equal(document.undo([change(0, 3, 'bar')]), 'followed');
    assert.equal(shown(document.labelled()), shown(labelled('bar', '...')));
  });

  it('to such a text give back labels where just this was removed just there', () => {
    const document = new LiveDocument(labelled('foo(bar)', 'aaahbbbh'));
    document.apply([change(4, 7, '')], human);
    document.apply([change(0, 0, '!')], human);
    assert.equal(document.undo([change(5, 5, 'bar')]), 'followed');
    assert.equal(shown(document.labelled()), shown(labelled('!foo(bar)', 'haaahbbbh')));
    assert.equal(document.undo([change(1, 1, 'bar')]), 'followed');
    assert.equal(shown(document.labelled()), shown(labelled('!barfoo(bar)', 'h...aaahbbbh')));
  });

  it('of nothing change nothing', () => {
    const document = new LiveDocument(labelled('', ''));
    document.apply([change(0, 0, 'b')], human);
    document.apply([change(0, 1, '')], human);
    document.apply([change(0, 0, 'b')], ai('a'));
    document.undo([]);
    assert.equal(shown(document.labelled()), shown(labelled('b', 'a')));
    document.redo([]);
    assert.equal(shown(document.labelled()), shown(labelled('b', 'a')));
  });

  it('restore the labels of every state, however events and undo steps go together', () => {
    fc.assert(
      fc.property(anyLabelled(60), fc.array(anyAction, { maxLength: 40 }), (start, actions) => {
        const document = new LiveDocument(start);
        // Texts that come twice are left out: of these the nearest is restored, which may be another than was meant.
        const states = [start];
        let at = 0;
        for (const action of actions) {
          const now = states[at]!;
          if (action.kind === 'change') {
            const changes = changesOf(action.seeds, now.text.length);
            if (states.slice(0, at + 1).some(({ text }) => text === changedText(now.text, changes))) continue;
            document.apply(changes, action.author);
            states.splice(
              at + 1,
              Infinity,
              applyAuthoredChanges(
                now,
                changes.map((one) => ({ ...one, author: action.author })),
              ),
            );
            at++;
          } else if (action.kind === 'undo' || action.kind === 'redo') {
            const to = Math.min(
              states.length - 1,
              Math.max(0, at + (action.kind === 'undo' ? -action.by : action.by)),
            );
            if (to === at) continue;
            const changes = difference(now.text, states[to]!.text);
            assert.equal(document[action.kind](changes), 'restored');
            at = to;
          }
          assert.equal(shown(document.labelled()), shown(states[at]!));
        }
      }),
      runs(500),
    );
  }).timeout(randomTimeoutMs);

  it('are remembered for a bounded number of events', () => {
    const document = new LiveDocument(labelled('', ''));
    for (let i = 0; i < 3_000; i++) document.apply([change(i, i, 'x')], human);
    assert.equal(document.undo([change(1_500, 3_000, '')]), 'restored');
    assert.equal(document.undo([change(500, 1_500, '')]), 'followed');
    assert.equal(document.length, 500);
  });
});

describe('a reload from the disk', () => {
  it('leaves unknown what another program wrote', () => {
    const document = new LiveDocument(labelled('one\ntwo\n', 'aaaahhhh'));
    assert.equal(document.reload([change(4, 4, 'new\n')]), 'followed');
    assert.equal(shown(document.labelled()), shown(labelled('one\nnew\ntwo\n', 'aaaa....hhhh')));
  });

  it('brings back the labels of what a revert brings back, and an undo takes it back', () => {
    const document = new LiveDocument(labelled('foo', 'aaa'));
    document.apply([change(0, 3, '')], human);
    document.apply([change(0, 0, 'X')], human);
    assert.equal(document.reload([change(0, 1, 'foo')]), 'restored');
    assert.equal(shown(document.labelled()), shown(labelled('foo', 'aaa')));
    assert.equal(document.undo([change(0, 3, 'X')]), 'restored');
    assert.equal(shown(document.labelled()), shown(labelled('X', 'h')));
  });

  it('brings back what was saved although no undo leads there', () => {
    const document = new LiveDocument(labelled('', ''));
    document.apply([change(0, 0, 'foo')], ai('a'));
    document.saved();
    document.undo([change(0, 3, '')]);
    document.apply([change(0, 0, 'X')], human);
    assert.equal(document.reload([change(0, 1, 'foo')]), 'restored');
    assert.equal(shown(document.labelled()), shown(labelled('foo', 'aaa')));
  });
});

describe('learning', () => {
  it('takes from another source what was not known, and nothing else', () => {
    const document = new LiveDocument(labelled('one\ntwo\n', '....hhhh'));
    assert.equal(document.learn(labelled('one\ntwo\nthree\n', 'aaaabbbb.......'.slice(0, 14))), true);
    assert.equal(shown(document.labelled()), shown(labelled('one\ntwo\n', 'aaaahhhh')));
    assert.equal(document.learn(labelled('one\ntwo\n', 'bbbbbbbb')), false);
  });
});
