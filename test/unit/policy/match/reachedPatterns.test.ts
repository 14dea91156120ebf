import assert from 'node:assert/strict';
import fc from 'fast-check';
import { builtInRules } from '../../../../src/policy/builtIn';
import { matchesIn } from '../../../../src/policy/match/matchesIn';
import { Side } from '../../../../src/policy/match/side';
import { Window } from '../../../../src/policy/match/window';
import { Pattern } from '../../../../src/policy/pattern/pattern';
import { randomTimeoutMs, runs } from '../../randomRuns';
import { sampleOf } from '../pattern/sample';

const WHOLE = { lines: Number.MAX_SAFE_INTEGER, characters: Number.MAX_SAFE_INTEGER };
/** Of patterns that may match more than one line. */
const FEWEST_LINES_AROUND = 12;

describe('patterns of the packs', () => {
  it('are run where a text that they match was made at random', function () {
    this.timeout(randomTimeoutMs);
    const group = builtInRules();
    const patterns = [...new Set(group.rules.flatMap(({ any, removed }) => [...any, ...removed]))];
    let reached = 0;
    const around = fc.constantFrom('', 'const it = new Map();\n', '\n\n', 'rm -rf x; delete from\n');
    fc.assert(
      fc.property(
        fc.nat(patterns.length - 1),
        fc.infiniteStream(fc.nat(1_000_000)),
        around,
        around,
        (index, numbers, before, after) => {
          const pattern = patterns[index]!;
          const made = sampleOf(pattern.source, (below) =>
            below < 2 ? 0 : (numbers.next().value as number) % below,
          );
          // No match is looked for further off than that from what is known of it.
          if (made.split('\n').length > FEWEST_LINES_AROUND) return;
          const text = `${before}${made}\n${after}`;
          // One of its own, so that those under the budget need not be compiled anew.
          if (!new Pattern(pattern.source).test(text)) return;
          const window = new Window('', text, '', WHOLE);
          group.candidates(window, new Window('', '', '', WHOLE));
          const side = new Side(window, undefined);
          const [match] = matchesIn(side, side.view(['code', 'string']), pattern);
          assert.ok(match, `${pattern.source}\nmatches ${JSON.stringify(text)}`);
          reached++;
        },
      ),
      runs(300),
    );
    assert.ok(reached > 100, `${reached} of the texts were matched`);
  });
});
