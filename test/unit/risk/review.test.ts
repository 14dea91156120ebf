import assert from 'node:assert/strict';
import type { Finding } from '../../../src/contract/verdict';
import { commitRisk } from '../../../src/risk/commitRisk';
import { changedFileOf, reviewFile } from '../../../src/risk/review';
import type { FileReview, Reviewer } from '../../../src/risk/review';
import type { LabelledText } from '../../../src/provenance/model';
import { ai, labelled } from '../provenance/labelModel';

const words = { rule: 'r', severity: 'high', message: 'm', why: 'w', instead: 'i' } as const;

/** Finds every `!` that the edit inserts. */
const reviewer: Reviewer = {
  judge: ({ before, insert }): Finding[] =>
    [...insert.matchAll(/!/g)].map(({ index }) => {
      const start = before.length + index;
      return { ...words, action: 'warn', approvals: 0, start, end: start + 1, line: 1, text: '!' };
    }),
  remarkOfRemoval: (rule) => (rule === 'gone' ? { ...words, rule, action: 'approve' } : undefined),
};

const review = (committed: string | undefined, now: LabelledText): FileReview =>
  reviewFile({ path: 'a.sh', committed, labelled: now }, reviewer);

describe('what tools wrote and nobody has committed', () => {
  it('is nothing where the last commit has it', () => {
    const { snippets, lines } = review('x\nfoo!\n', labelled('x\nfoo!\n', 'h.aaaaa'));
    assert.deepEqual([snippets, lines.ai, lines.all], [[], 0, 0]);
  });

  it('is all of it in a file that no commit has', () => {
    const { snippets, lines } = review(undefined, labelled('x\nfoo\n', 'h.aaaa'));
    assert.deepEqual([lines.ai, lines.human], [1, 1]);
    assert.deepEqual(
      snippets.map(({ start, end, startLine, endLine }) => [start, end, startLine, endLine]),
      [[2, 6, 2, 2]],
    );
  });

  it('is one snippet where a person’s words part it, and two where lines do', () => {
    const near = review('', labelled('aa h aa\n', 'aa...aa.'));
    assert.equal(near.snippets.length, 1);
    const far = review('', labelled('aa\n\n\n\naa\n', 'aa....aa.'));
    assert.deepEqual(
      far.snippets.map(({ startLine }) => startLine),
      [1, 5],
    );
  });

  it('names the tool that wrote most of a snippet', () => {
    const [snippet] = review('', labelled('aabbb\n', 'aabbb.')).snippets;
    assert.equal(snippet?.attribution.tool, 'b');
  });

  it('comes with what the rules say of it as it stands, not of what a person wrote', () => {
    const { snippets } = review('', labelled('h!\n\n\n\nfoo!\n', 'hh....aaah.'));
    assert.deepEqual(
      snippets.flatMap(({ remarks }) => remarks.map(({ start, end }) => [start, end])),
      [],
    );
    const tools = review('', labelled('h!\n\n\n\nfoo!\n', 'hh....aaaa.'));
    assert.deepEqual(
      tools.snippets.flatMap(({ remarks }) => remarks.map(({ start, end }) => [start, end])),
      [[9, 10]],
    );
  });

  it('keeps a remark on what the snippet took away, which cannot be seen any more', () => {
    const author = ai('a');
    assert.ok(author.kind === 'ai');
    const attribution = {
      ...author.attribution,
      verdict: { action: 'approve', level: 'high', rules: ['gone', 'mended'] },
    } as const;
    const now: LabelledText = {
      text: 'foo\nbar\n',
      ranges: [{ start: 0, end: 8, author: { kind: 'ai', attribution } }],
    };
    const [snippet] = review('', now).snippets;
    assert.deepEqual(
      snippet?.remarks.map(({ rule, start, end }) => [rule, start, end]),
      [['gone', 0, 3]],
    );
  });

  it('keeps remarks on one line, for a person to see where', () => {
    const wide: Reviewer = {
      ...reviewer,
      judge: ({ before, insert }) => [
        {
          ...words,
          ...{ action: 'warn', approvals: 0, line: 1, text: '' },
          start: before.length,
          end: before.length + insert.length,
        },
      ],
    };
    const now = labelled('foo\nbar', 'aaaaaaa');
    const [snippet] = reviewFile({ path: 'a', committed: '', labelled: now }, wide).snippets;
    assert.deepEqual(
      snippet?.remarks.map(({ start, end }) => [start, end]),
      [[0, 3]],
    );
  });

  it('leaves out what is only observed', () => {
    const observed: Reviewer = {
      ...reviewer,
      judge: (edit) => reviewer.judge(edit).map((finding) => ({ ...finding, observed: true })),
    };
    const now = labelled('foo!\n', 'aaaaa');
    assert.deepEqual(
      reviewFile({ path: 'a', committed: '', labelled: now }, observed).snippets[0]?.remarks,
      [],
    );
  });

  it('has a risk by its findings, its lines and where it is', () => {
    const quiet = review('', labelled('foo\n', 'aaaa'));
    const loud = review('', labelled('foo!\n', 'aaaaa'));
    const risk = (file: FileReview, criticality: 'normal' | 'critical'): number =>
      commitRisk([changedFileOf(file, criticality)]).score;
    assert.ok(risk(quiet, 'normal') < risk(quiet, 'critical'));
    assert.ok(risk(quiet, 'critical') < risk(loud, 'normal'));
  });
});
