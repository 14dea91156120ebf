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
  verifyAudit(files(text), anchors, sha256);

describe('an audit log', () => {
  it('fits as it was written, over one file or several, against any of its anchors', () => {
    const { lines, heads } = log(9);
    const end = { ...heads[9]!, ok: true, first: 1 };
    assert.deepEqual(verify(lines.join(''), heads), end);
    const parts = [lines.slice(0, 4), lines.slice(4, 4), lines.slice(4)].map((part, i) => ({
      name: `${i}`,
      text: part.join(''),
    }));
    assert.deepEqual(verifyAudit(parts, heads, sha256), end);
    assert.deepEqual(verify(''), { ok: true, ...EMPTY, first: 1 });
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
    assert.deepEqual(verify(rest + pruned.line, [heads[3]!]), { ok: true, ...pruned.head, first: 4 });
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
    const verdict = verifyAudit(parts, [], sha256);
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

  it('shows every edit, removal, move, insertion and cut', () => {
    const { lines, heads } = log(24);
    const anchor = heads.at(-1)!;
    const index = fc.nat(lines.length - 1);
    const found = (changed: readonly string[] | string, records: readonly number[]): void => {
      const verdict = verify(typeof changed === 'string' ? changed : changed.join(''), [anchor]);
      assert.ok(!verdict.ok && records.includes(verdict.record), JSON.stringify({ verdict, records }));
    };
    const tampering = fc.oneof(
      fc.record({
        how: fc.constant('edit' as const),
        i: index,
        at: fc.nat(10_000),
        by: fc.string({ maxLength: 3 }),
        cut: fc.nat(4),
      }),
      fc.record({ how: fc.constant('remove' as const), i: index, count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ how: fc.constant('swap' as const), i: index, j: index }),
      fc.record({ how: fc.constant('copy' as const), i: index, j: index }),
      fc.record({ how: fc.constant('forge' as const), i: index, inPlace: fc.boolean() }),
      fc.record({ how: fc.constant('cut' as const), i: index, characters: fc.nat(400) }),
    );
    let tried = 0;
    fc.assert(
      fc.property(tampering, (one) => {
        const { i } = one;
        if (one.how === 'edit') {
          const line = lines[i]!;
          const at = one.at % line.length;
          const edited = line.slice(0, at) + one.by + line.slice(at + one.cut);
          fc.pre(edited !== line);
          found(lines.with(i, edited), [i + 1]);
        } else if (one.how === 'remove') found(lines.toSpliced(i, one.count), [i + 1]);
        else if (one.how === 'swap') {
          fc.pre(i !== one.j);
          const moved = lines.with(i, lines[one.j]!).with(one.j, lines[i]!);
          found(moved, [Math.min(i, one.j) + 1]);
        } else if (one.how === 'copy') found(lines.toSpliced(i, 0, lines[one.j]!), [i + 1, i + 2]);
        else if (one.how === 'forge') {
          // With a hash that fits, after the right record: the one that comes next betrays it, or the anchor.
          const forged = chained(heads[i]!, { kind: 'mode', time: event(0).time }, sha256);
          const { inPlace } = one;
          found(lines.toSpliced(i, inPlace ? 1 : 0, forged.line), [
            inPlace && i === lines.length - 1 ? i + 1 : i + 2,
          ]);
        } else {
          const text = lines.join('');
          const kept = lines.slice(0, i).join('').length + (one.characters % lines[i]!.length);
          found(text.slice(0, kept), [i + 1]);
        }
        tried++;
      }),
      runs(1_000),
    );
    assert.ok(tried >= 1_000);
  }).timeout(randomTimeoutMs);
});
