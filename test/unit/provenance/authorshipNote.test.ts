import assert from 'node:assert/strict';
import {
  parseNote,
  printNote,
  rangesOf,
  writersInNote,
  type AuthorshipNote,
} from '../../../src/provenance/authorshipNote';
import { UNBOUNDED_MS } from '../unbounded';

/** As git-ai's own specification gives it. */
const PUBLISHED = `src/main.rs
  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1-10,15
  h_31dce776f88375 42-50
"src/my file.rs"
  s_c9883b05a2487d::t_00000000000001 3
---
{"schema_version":"authorship/3.0.0","git_ai_version":"1.4.5","base_commit_sha":"0123","prompts":{},
"humans":{"h_31dce776f88375":{"author":"Dev <d@x>"}},
"sessions":{"s_c9883b05a2487d":{"agent_id":{"tool":"cursor","id":"c-7","model":"m"},"human_author":"d@x"}}}`;

const parsed = (text: string): AuthorshipNote => {
  const note = parseNote(text);
  assert.ok(note);
  return note;
};

/** Mulberry32: the same numbers for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

describe('an authorship note', () => {
  it('says which lines are by whom, and nothing of the others', () => {
    const note = parsed(PUBLISHED);
    const writers = writersInNote(note, 'src/main.rs', 45);
    assert.deepEqual(writers.get(10), { kind: 'ai', tool: 'cursor', model: 'm', session: 'c-7' });
    assert.equal(writers.get(11), undefined);
    assert.deepEqual(writers.get(15), writers.get(1));
    assert.deepEqual(writers.get(42), { kind: 'human' });
    assert.equal(Math.max(...writers.keys()), 45);
    assert.deepEqual([...writersInNote(note, 'src/my file.rs', 9).keys()], [3]);
    assert.equal(writersInNote(note, 'elsewhere', 9).size, 0);
  });

  it('comes back as it was when it is printed and read again', () => {
    const note = parsed(PUBLISHED);
    assert.deepEqual(parsed(printNote(note)), note);
    for (const path of ['a b', '"quoted"', 'a "b" c', '---', ' lead', 'ä\tö', '"', '""']) {
      const odd = { ...note, files: [{ path, entries: [{ key: 'h_1', ranges: [{ start: 2, end: 2 }] }] }] };
      assert.deepEqual(parsed(printNote(odd)), odd, path);
    }
  });

  it('of an older version names the tool of a prompt', () => {
    const note = parsed(
      'a.ts\n  abc123 1\n---\n{"schema_version":"authorship/2.0.0","prompts":{"abc123":{"agent_id":{"tool":"t","id":"","model":"unknown"}}}}',
    );
    assert.deepEqual(writersInNote(note, 'a.ts', 5).get(1), { kind: 'ai', tool: 't' });
  });

  it('holds a line for a tool’s where a person lays claim to it too', () => {
    for (const order of [
      ['h_1 1', 's_1::t_1 1'],
      ['s_1::t_1 1', 'h_1 1'],
    ]) {
      const note = parsed(`a.ts\n  ${order.join('\n  ')}\n---\n{"schema_version":"authorship/3.0.0"}`);
      assert.deepEqual(writersInNote(note, 'a.ts', 1).get(1), { kind: 'ai', tool: 'unknown' });
    }
  });

  it('is none where anything of it is not in order', () => {
    const end = '\n---\n{"schema_version":"authorship/3.0.0"}';
    for (const text of [
      '',
      'words',
      'a.ts\n  h_1 1',
      'a.ts\n---\nnot JSON',
      'a.ts\n---\n[]',
      'a.ts\n---\n{}',
      'a.ts\n---\n{"schema_version":"other/1"}',
      `  h_1 1${end}`,
      `a.ts\n  h_1 0${end}`,
      `a.ts\n  h_1 5-3${end}`,
      `a.ts\n  h_1 1,${end}`,
      `a.ts\n  h_1 1-2-3${end}`,
      `a.ts\n  h_1 9999999999${end}`,
      `a.ts\n  h_1${end}`,
    ])
      assert.equal(parseNote(text), undefined, JSON.stringify(text));
  });

  it('is none where it is nested so deep that it could not be written again', () => {
    const nested = (depth: number): string =>
      PUBLISHED.replace('"prompts":{}', `"prompts":{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    assert.equal(parseNote(printNote(parsed(nested(100))))?.files.length, 2);
    assert.equal(parseNote(nested(100_000)), undefined);
    // As what a terminal printed.
    const coloured = PUBLISHED.replace(
      '"prompts":{}',
      `"prompts":{"x":"${'\\"\\u001b[31m\\\\'.repeat(1_000)}"}`,
    );
    assert.equal(parsed(coloured).files.length, 2);
  });

  it('takes no time, whatever it claims', () => {
    const claims = Array.from({ length: 20_000 }, (_, i) => `  h_${i} 1-999999999`).join('\n');
    const note = parsed(`a.ts\n${claims}\n---\n{"schema_version":"authorship/3.0.0"}`);
    assert.equal(writersInNote(note, 'a.ts', 100_000).size, 100_000);
  }).timeout(UNBOUNDED_MS);

  it('reads keys of no table as keys of no table', () => {
    const note = parsed('a.ts\n  constructor 1\n---\n{"schema_version":"authorship/3.0.0","sessions":{}}');
    assert.deepEqual(writersInNote(note, 'a.ts', 1).get(1), { kind: 'ai', tool: 'unknown' });
  });

  it('never throws, and is stable once it has been read, whatever is changed in it', () => {
    const random = numbers(6);
    const pieces = ['\n', '  ', '---\n', '"', ',', '-', '::', '{', '}', '0', '99', 'h_1', '\0', 'ä', '\r'];
    for (let round = 0; round < 3_000; round++) {
      let text = PUBLISHED;
      for (let i = 0; i <= random(4); i++) {
        const at = random(text.length);
        text = text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at + random(6));
      }
      const note = parseNote(text);
      if (!note || note.files.some(({ path }) => /[\r\n]/.test(path))) continue;
      assert.deepEqual(parseNote(printNote(note)), note, JSON.stringify(text));
    }
  });
});

describe('the ranges of lines', () => {
  it('join neighbours and nothing else', () => {
    assert.deepEqual(rangesOf([1, 2, 3, 5, 7, 8]), [
      { start: 1, end: 3 },
      { start: 5, end: 5 },
      { start: 7, end: 8 },
    ]);
    assert.deepEqual(rangesOf([]), []);
  });
});
