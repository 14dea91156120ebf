import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { PACKS } from '../../../src/packs/index';
import { inRepository } from '../../host/paths';
import { FAMILIES } from './coverage/dialects';
import reasonsFile from './coverage/empty.yaml';
import { coverage, dangersOf, type Reasons } from './coverage/matrix';
import { coveragePage } from './coverage/page';

const REASONS = reasonsFile as Reasons;
const PAGE = inRepository('docs', 'coverage.md');

describe('the matrix of what the packs cover', () => {
  const tables = coverage(PACKS, REASONS);

  it('is what docs/coverage.md says', () => {
    const page = coveragePage(tables);
    if (process.env['UPDATE_COVERAGE'] === '1') writeFileSync(PAGE, page);
    assert.equal(readFileSync(PAGE, 'utf8'), page, 'out of date: UPDATE_COVERAGE=1 npm run test:unit');
  });

  it('has every danger in some table', () => {
    const shown = new Set(tables.flatMap(({ rows }) => rows.map(({ danger }) => danger)));
    assert.deepEqual(
      dangersOf(PACKS).filter((danger) => !shown.has(danger)),
      [],
      'name it under `shows` in coverage/empty.yaml',
    );
  });

  it('says of every table what it leaves out', () => {
    assert.deepEqual(Object.keys(REASONS.tables).toSorted(), FAMILIES.map(({ id }) => id).toSorted());
    assert.ok(tables.every(({ others }) => others.length > 10));
  });

  it('explains only cells that are there and empty', () => {
    const names = new Set(FAMILIES.flatMap(({ id, dialects }) => [id, ...dialects.map(({ name }) => name)]));
    const dangers = new Set(dangersOf(PACKS));
    const used = new Set(
      tables.flatMap(({ rows }) =>
        rows.flatMap(({ cells }) =>
          cells.flatMap((cell) => (cell.kind === 'explained' ? [cell.reason] : [])),
        ),
      ),
    );
    for (const entry of REASONS.cells) {
      assert.ok(entry.reason.length > 10, 'a reason');
      assert.deepEqual(
        entry.dialects.filter((name) => !names.has(name)),
        [],
        entry.reason,
      );
      assert.deepEqual(
        entry.dangers.filter((name) => !dangers.has(name)),
        [],
        entry.reason,
      );
      assert.ok(used.has(entry), `explains nothing: ${entry.reason}`);
    }
  });
});
