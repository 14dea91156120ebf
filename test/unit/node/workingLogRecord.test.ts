import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { decodeBody, encodeBody } from '../../../src/node/workingLogBody';
import { decodeRecords, encodeRecord } from '../../../src/node/workingLogRecord';
import type { LogRecord } from '../../../src/node/workingLogRecord';
import { randomTimeoutMs, runs } from '../randomRuns';
import { ai, anyLabelled, labelled, shown } from '../provenance/labelModel';
import { UNBOUNDED_MS } from '../unbounded';

const records: readonly LogRecord[] = [
  { t: 'labels', o: 1, w: 'x', p: 'src/a.ts', b: 0, d: 'AAAA' },
  { t: 'gone', o: 2, w: 'y', p: 'ä/{"n":', b: 1 },
  { t: 'labels', o: 3, w: 'x', p: 'c', b: 2, d: 'BBBBBBBB' },
];
const encoded = records.map(encodeRecord);
const whole = Buffer.concat(encoded);

describe('a record of the working log', () => {
  it('is a line of JSON that reads as it was written', () => {
    assert.deepEqual(decodeRecords(whole), { records, end: whole.length });
    for (const line of whole.toString('utf8').trimEnd().split('\n'))
      assert.equal(typeof JSON.parse(line), 'object');
  });

  it('that was cut off at any byte is not there, and all before it are', () => {
    for (let length = 0; length < whole.length; length++) {
      const { records: found, end } = decodeRecords(whole.subarray(0, length));
      const complete = encoded.filter((_, i) => Buffer.concat(encoded.slice(0, i + 1)).length <= length);
      assert.deepEqual(found, records.slice(0, complete.length));
      assert.equal(end, Buffer.concat(complete).length);
    }
  });

  it('is found right behind what is left of another that was cut off at any byte', () => {
    const [first, second] = [encoded[0]!, encoded[2]!];
    for (let length = 0; length < first.length; length++) {
      const bytes = Buffer.concat([first.subarray(0, length), second, encoded[1]!]);
      assert.deepEqual(decodeRecords(bytes).records, [records[2], records[1]]);
    }
  });

  it('of which any byte is another is not there, and all others are', () => {
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = bytes[at]! ^ 0x04;
      const { records: found } = decodeRecords(bytes);
      const spoiled = encoded.findIndex((_, i) => at < Buffer.concat(encoded.slice(0, i + 1)).length);
      assert.deepEqual(
        found,
        records.filter((_, i) => i !== spoiled),
      );
    }
  });

  it('is looked for in any bytes without harm and in bounded time', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        (bytes) => decodeRecords(Buffer.from(bytes)).records.length === 0,
      ),
    );
    const head = '{"n": 1000000,"s":"0123456789abcdef","r":';
    const hostile = Buffer.alloc(8_000_000, '}\n');
    // Odd, so that each is followed at its length by what ends a record.
    for (let at = 1; at < 2_000_000; at += head.length + 1) hostile.write(head, at, 'latin1');
    assert.deepEqual(decodeRecords(hostile).records, []);
  }).timeout(UNBOUNDED_MS);

  it('of another version is passed over', () => {
    const other = encodeRecord(JSON.parse('{"t":"more","o":1,"w":"x","p":"a","b":0}') as LogRecord);
    assert.deepEqual(decodeRecords(Buffer.concat([other, encoded[1]!])).records, [records[1]]);
  });
});

describe('labels in a record', () => {
  it('read as they were written, whatever the text', () => {
    fc.assert(
      fc.property(anyLabelled(100), (text) =>
        assert.equal(shown(decodeBody(encodeBody(text))!), shown(text)),
      ),
      runs(300),
    );
    for (const text of ['\ud800 lone', '\r\n\u2028\ufeff', '"\\\u0001'])
      assert.equal(decodeBody(encodeBody(labelled(text, 'a')))?.text, text);
  }).timeout(randomTimeoutMs);

  it('keep all that is known of an accepted suggestion, once for all its ranges', () => {
    const attribution = {
      ...{
        tool: 't',
        toolVersion: '1',
        model: 'm',
        session: 's',
        time: '2026-01-01T00:00:00Z',
        textHash: 'h',
      },
      verdict: { action: 'warn' as const, level: 'low' as const, rules: ['a/b'] },
    };
    const text = {
      text: 'foo bar',
      ranges: [0, 4].map((start) => ({
        start,
        end: start + 3,
        author: { kind: 'ai' as const, attribution },
      })),
    };
    const decoded = decodeBody(encodeBody(text));
    assert.deepEqual(decoded, text);
    assert.equal(decoded?.ranges[0]?.author, decoded?.ranges[1]?.author);
  });

  it('are held as they are where they are short, and deflated where they are long', () => {
    const short = { text: 'foo', ranges: [] };
    const long = { text: 'foo '.repeat(10_000), ranges: [] };
    assert.deepEqual(JSON.parse(encodeBody(short)), { text: 'foo', authors: [], ranges: [] });
    assert.ok(encodeBody(long).length < 1000);
    for (const body of [short, long]) assert.deepEqual(decodeBody(encodeBody(body)), body);
  });

  it('are refused where they are not what they say', () => {
    const body = (value: unknown): string => deflateRawSync(JSON.stringify(value)).toString('base64');
    const authors = [ai('a')];
    assert.ok(decodeBody(body({ text: 'abc', authors, ranges: [0, 1, 0, 1, 1, 0] })));
    for (const ranges of [
      [0, 4, 0],
      [-1, 1, 0],
      [0, 0, 0],
      [0, 1, 1],
      [0.5, 1, 0],
      ['x', 1, 0],
      [0, 1, null],
      'no',
    ])
      assert.equal(decodeBody(body({ text: 'abc', authors, ranges })), undefined, JSON.stringify(ranges));
    for (const author of [{ kind: 'robot' }, { kind: 'ai', attribution: { tool: 1 } }, null, []])
      assert.equal(decodeBody(body({ text: 'abc', authors: [author], ranges: [0, 1, 0] })), undefined);
    for (const value of [null, [], 'x', { text: 1, authors: [], ranges: [] }])
      assert.equal(decodeBody(body(value)), undefined);
    for (const text of ['', '!!!!', 'AAAA', '{', '{}']) assert.equal(decodeBody(text), undefined);
  });

  it('that would inflate without end are not inflated', () => {
    const body = (padding: number): string =>
      deflateRawSync(`{"text":"a","authors":[],"ranges":[]${' '.repeat(padding)}}`).toString('base64');
    const bomb = body(64 * 1024 * 1024);
    assert.ok(decodeBody(body(1024)));
    assert.equal(decodeBody(bomb), undefined);
  });
});
