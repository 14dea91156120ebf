import assert from 'node:assert/strict';
import { builtInRules } from '../../../src/policy/builtIn';
import { builtInTable } from '../../../src/policy/builtInLiterals';
import table from 'built-in-literals';
import { requiredLiterals } from '../../../src/policy/pattern/literals';
import { KnownLiterals, literalTable } from '../../../src/policy/pattern/literalTable';

describe('literals of patterns, written down', () => {
  it('read as they were found', () => {
    const sources = [
      String.raw`\brm\s+-rf`,
      '[a-z]*',
      '(?i)drop|truncate',
      String.raw`\brm\s+-rf ~`,
      'a"b<>',
    ];
    const known = new KnownLiterals(JSON.parse(JSON.stringify(literalTable(sources))), sources);
    for (const source of sources) assert.deepEqual(known.read(source), requiredLiterals(source), source);
    known.forget();
    assert.deepEqual(known.read(sources[0]!), requiredLiterals(sources[0]!));
    assert.ok(!known.has('abc'));
  });

  it('are refused for another number of patterns', () => {
    assert.throws(
      () => new KnownLiterals(literalTable(['abc']), ['abc', 'def']),
      /literals of 1 patterns for 2/,
    );
  });

  it('of the packs are those of this build', () => {
    assert.deepEqual(table, builtInTable());
    for (const rule of builtInRules().rules) {
      for (const { source, literals } of [...rule.any, ...rule.removed])
        assert.deepEqual(literals, requiredLiterals(source), `${rule.spec.id}: ${source}`);
    }
  });
});
