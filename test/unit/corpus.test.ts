import assert from 'node:assert/strict';
import fs from 'node:fs';
import { casesOf, HALVES, readCorpus, type Label } from '../corpus/cases';
import { figuresOf, share } from '../corpus/figures';
import { judge, type Judged } from '../corpus/judge';
import { DANGERS, DIALECTS } from '../corpus/vocabulary';
import { inRepository } from '../host/paths';

const NOW = new Date('2026-11-01T00:00:00Z');

describe('corpus files', () => {
  const one = 'default: { path: a.sh, cell: { danger: none, dialect: sh } }\ncases:\n';

  it('give each case its line, the defaults of its file and the half of its folder', () => {
    const [first, second] = casesOf(
      `${one}  - { expect: pass, insert: ls }\n  - { expect: pass, path: b.sh, insert: gh‖p }\n`,
      'pass/aside/x.yaml',
    );
    assert.deepEqual([first?.line, second?.line, first?.half], [3, 4, 'aside']);
    assert.deepEqual([first?.edit.path, second?.edit.path, second?.edit.insert], ['a.sh', 'b.sh', 'ghp']);
  });

  it('name the place of a mistake', () => {
    const read = (text: string) => () => casesOf(`${one}${text}`, 'open/x.yaml');
    assert.throws(
      read('  - { expect: pass, insert: ls, befor: x }\n'),
      /open\/x\.yaml:3: unknown key “befor”/,
    );
    assert.throws(read('  - { expect: maybe, insert: ls }\n'), /:3: expect “maybe” is not one of/);
    assert.throws(read('  - { expect: pass }\n'), /:3: has no insert/);
    assert.throws(read('  - { expect: stop, insert: ls }\n'), /:3: a danger has no name/);
  });

  it('use the words that the README explains', () => {
    const readme = fs.readFileSync(inRepository('test', 'corpus', 'README.md'), 'utf8');
    const missing = [...DANGERS, ...DIALECTS].filter((name) => !readme.includes(`\`${name}\``));
    assert.deepEqual(missing, []);
  });
});

describe('built-in packs on the corpus', () => {
  let judged: Judged[] = [];
  before(function () {
    // Every rule is compiled here, on a machine that may be busy with other tests.
    this.timeout(400_000);
    judged = judge(readCorpus(inRepository('test', 'corpus')), NOW);
  });

  it('are measured on at least 600 edits, half of them harmless', () => {
    assert.ok(judged.length >= 600, `${judged.length} cases`);
    const count = (label: Label) => judged.filter(({ expect }) => expect === label).length;
    assert.ok(count('pass') * 2 >= judged.length, `${count('pass')} of ${judged.length} pass`);
    assert.ok(count('stop') >= 200 && count('warn') >= 100, `${count('stop')} stop, ${count('warn')} warn`);
  });

  const limits = [
    ['stop what must be stopped', 'stopRecall', (value: number) => value >= 0.98],
    ['warn of what wants a warning', 'warnRecall', (value: number) => value >= 0.95],
    ['are silent on ordinary work', 'passFound', (value: number) => value <= 0.01],
  ] as const;
  for (const half of HALVES) {
    for (const [what, figure, holds] of limits) {
      it(`${what} (${half})`, () => {
        const rate = figuresOf(judged.filter((one) => one.half === half))[figure];
        assert.ok(rate.of > 0, 'nothing to measure');
        assert.ok(holds(share(rate)), `${rate.right} of ${rate.of}; npm run corpus shows which`);
      });
    }
  }
});
