import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { chained, EMPTY, type AuditHead } from '../../../src/audit/chain';
import type { AuditEvent } from '../../../src/audit/record';
import { verifyAudit, type AuditFile, type AuditVerdict } from '../../../src/audit/verify';
import { randomTimeoutMs, runs } from '../randomRuns';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const event = (i: number): AuditEvent => ({
  kind: 'verdict',
  time: new Date(1_800_000_000_000 + i * 1_000).toISOString(),
  where: 'agent',
  tool: 'claude-code',
  path: `src/ä${i % 3}.ts`,
  action: 'block',
  rules: [{ rule: 'terraform/destroy', action: 'block', severity: 'critical' }],
  textHash: sha256(String(i)),
  length: i,
});

interface Log {
  readonly lines: readonly string[];
  readonly heads: readonly AuditHead[];
}

function log(count: number, start: AuditHead = EMPTY): Log {
  const lines: string[] = [];
  const heads = [start];
  for (let i = 0; i < count; i++) {
    const record = chained(heads.at(-1)!, event(i), sha256);
    lines.push(record.line);
    heads.push(record.head);
  }
  return { lines, heads };
}

const files = (text: string): AuditFile[] => [{ name: 'audit.jsonl', text }];
const verify = (text: string, anchors: readonly AuditHead[] = []): AuditVerdict =>
  verifyAudit(files(text), { anchors }, sha256);

describe('an audit log', () => {
  it('fits as it was written, over one file or several, against any of its anchors', () => {
    const { lines, heads } = log(9);
    const end = { ...heads[9]!, ok: true, first: 1, log: heads[1]!.head, anchored: 10, elsewhere: 0 };
    assert.deepEqual(verify(lines.join(''), heads), end);
    const parts = [lines.slice(0, 4), lines.slice(4, 4), lines.slice(4)].map((part, i) => ({
      name: `${i}`,
      text: part.join(''),
    }));
    assert.deepEqual(verifyAudit(parts, { anchors: heads }, sha256), end);
    assert.deepEqual(verify(''), { ok: true, ...EMPTY, first: 1, anchored: 0, elsewhere: 0 });
  });

  it('that lacks its beginning fits only where it says itself that it let it go', () => {
    const { lines, heads } = log(6);
    const rest = lines.slice(3).join('');
    assert.deepEqual(verify(rest), {
      ok: false,
      file: 'audit.jsonl',
      line: 1,
      record: 1,
      reason: 'the first 3 records are missing',
    });
    const pruned = chained(
      heads[6]!,
      { kind: 'pruned', time: event(0).time, gone: 3, head: heads[3]!.head },
      sha256,
    );
    const fits = { ok: true, ...pruned.head, first: 4, anchored: 1, elsewhere: 0 };
    assert.deepEqual(verify(rest + pruned.line, [heads[3]!]), fits);
    const other = chained(
      heads[6]!,
      { kind: 'pruned', time: event(0).time, gone: 2, head: heads[2]!.head },
      sha256,
    );
    assert.equal(verify(rest + other.line).ok, false);
    assert.equal(verify(rest + pruned.line, [{ count: 3, head: sha256('x') }]).ok, false);
  });

  it('names the file and the line of the first record that does not fit', () => {
    const { lines } = log(4);
    const parts = [
      { name: 'a', text: lines.slice(0, 2).join('') },
      { name: 'b', text: `${lines[2]}${lines[3]!.replace('block', 'allow')}` },
    ];
    const verdict = verifyAudit(parts, { anchors: [] }, sha256);
    assert.deepEqual(verdict, {
      ok: false,
      file: 'b',
      line: 2,
      record: 4,
      reason: 'it is no record, or was changed after it was written',
    });
  });

  it('does not fit where a number, its beginning or its last line end is wrong', () => {
    const { lines, heads } = log(3);
    const skipped = chained({ count: 5, head: heads[3]!.head }, event(9), sha256);
    const texts = [lines.join('') + skipped.line, lines.join('').slice(0, -1)];
    const records = [...texts, log(1, { count: 0, head: sha256('x') }).lines.join('')].map((text) => {
      const verdict = verify(text);
      return verdict.ok || verdict.record;
    });
    assert.deepEqual(records, [4, 3, 1]);
  });

  it('whose end was rewritten or cut shows it against an anchor, and only then', () => {
    const { lines, heads } = log(5);
    const cut = lines.slice(0, 3).join('');
    assert.equal(verify(cut).ok, true);
    assert.deepEqual(verify(cut, [heads[2]!, heads[5]!]), {
      ok: false,
      record: 4,
      reason: 'the log was cut: it once had 5 records',
    });
    assert.equal(verify('', [heads[5]!]).ok, false);
    const forged = chained(heads[3]!, { kind: 'mode', time: event(0).time }, sha256);
    assert.equal(verify(cut + forged.line).ok, true);
    assert.equal(verify(cut + forged.line, [heads[4]!]).ok, false);
  });

  describe('shows, against an anchor,', () => {
    const { lines, heads } = log(24);
    const anchors = [{ ...heads[24]!, log: heads[1]!.head }];
    const keptHere = [heads[1]!.head];
    const index = fc.nat(lines.length - 1);

    /** @param tamper the log as it is afterwards, and the numbers that the first record that does not fit may have */
    function finds<T>(
      title: string,
      tampering: fc.Arbitrary<T>,
      tamper: (one: T) => { readonly text: string; readonly records: readonly number[] },
    ): void {
      it(title, () => {
        let found = 0;
        fc.assert(
          fc.property(tampering, (one) => {
            const { text, records } = tamper(one);
            fc.pre(text !== lines.join(''));
            const verdict = verifyAudit(files(text), { anchors, keptHere }, sha256);
            assert.ok(!verdict.ok && records.includes(verdict.record), JSON.stringify({ verdict, records }));
            found++;
          }),
          runs(1_000),
        );
        assert.ok(found >= 1_000);
      }).timeout(randomTimeoutMs);
    }

    const edit = fc.record({ i: index, at: fc.nat(10_000), by: fc.string({ maxLength: 3 }), cut: fc.nat(4) });
    finds('a record that was edited', edit, ({ i, at, by, cut }) => {
      const line = lines[i]!;
      const start = at % line.length;
      const edited = line.slice(0, start) + by + line.slice(start + cut);
      return { text: lines.with(i, edited).join(''), records: [i + 1] };
    });

    const removal = fc.record({ i: index, count: fc.integer({ min: 1, max: 5 }) });
    finds('records that were removed', removal, ({ i, count }) => ({
      text: lines.toSpliced(i, count).join(''),
      records: [i + 1],
    }));

    finds('records that changed places', fc.record({ i: index, j: index }), ({ i, j }) => ({
      text: lines.with(i, lines[j]!).with(j, lines[i]!).join(''),
      records: [Math.min(i, j) + 1],
    }));

    finds('a record that was put in twice', fc.record({ i: index, j: index }), ({ i, j }) => ({
      text: lines.toSpliced(i, 0, lines[j]!).join(''),
      records: [i + 1, i + 2],
    }));

    // With a hash that fits, after the right record: the one that comes next betrays it, or the anchor.
    const forgery = fc.record({ i: index, inPlace: fc.boolean(), length: fc.nat() });
    finds('a record that was made up and put in', forgery, ({ i, inPlace, length }) => {
      const forged = chained(heads[i]!, { kind: 'mode', time: event(0).time, length }, sha256);
      const isLast = inPlace && i === lines.length - 1;
      // The first record says which log it is.
      const records = inPlace && i === 0 ? [1, 2] : [isLast ? i + 1 : i + 2];
      return { text: lines.toSpliced(i, inPlace ? 1 : 0, forged.line).join(''), records };
    });

    const cut = fc.record({ i: index, characters: fc.nat(400) });
    finds('an end that was cut', cut, ({ i, characters }) => {
      const kept = lines.slice(0, i).join('').length + (characters % lines[i]!.length);
      return { text: lines.join('').slice(0, kept), records: [i + 1] };
    });

    // From some record to the end, every hash computed anew.
    const rewriting = fc.record({ i: index, count: fc.integer({ min: 0, max: 30 }) });
    finds('an end that was rewritten', rewriting, ({ i, count }) => {
      let head = heads[i]!;
      const rewritten = Array.from({ length: count }, (_, n) => {
        const record = chained(head, { ...event(n), kind: 'mode' }, sha256);
        head = record.head;
        return record.line;
      });
      const records = Array.from({ length: 24 - i }, (_, n) => i + n + 1);
      return {
        text: [...lines.slice(0, i), ...rewritten].join(''),
        records: i === 0 ? [1, ...records] : records,
      };
    });
  });

  it('counts the anchors of other clones apart, and misses none that was kept here', () => {
    const { lines, heads } = log(4);
    const [id, other] = [heads[1]!.head, sha256('another')];
    const anchors = [
      { log: id, ...heads[2]! },
      { log: other, count: 9, head: sha256('x') },
    ];
    const fits = { ok: true, ...heads[4]!, first: 1, log: id, anchored: 1, elsewhere: 1 };
    const verdict = (text: string, keptHere: string[]): AuditVerdict =>
      verifyAudit(files(text), { anchors, keptHere }, sha256);
    assert.deepEqual(verdict(lines.join(''), []), fits);
    assert.deepEqual(verdict(lines.join(''), [id]), fits);
    const gone = {
      ok: false,
      record: 1,
      reason: 'a log of at least 9 records was kept here before, and is gone',
    };
    assert.deepEqual(verdict(lines.join(''), [id, other]), gone);
    assert.equal(verdict('', []).ok, true);
    assert.equal(verdict('', [id]).ok, false);
  });

  it('is the same log after its beginning was let go', () => {
    const { lines, heads } = log(6);
    const id = heads[1]!.head;
    const released = { kind: 'pruned', time: event(0).time, gone: 3, head: heads[3]!.head, log: id } as const;
    const pruned = chained(heads[6]!, released, sha256);
    const parts = [lines.slice(3).join(''), pruned.line].map((text, i) => ({ name: `${i}`, text }));
    const anchors = [heads[2]!, heads[5]!].map((head) => ({ log: id, ...head }));
    const verdict = verifyAudit(parts, { anchors, keptHere: [id] }, sha256);
    assert.deepEqual(verdict, { ok: true, ...pruned.head, first: 4, log: id, anchored: 1, elsewhere: 0 });
  });
});
