import assert from 'node:assert/strict';
import { scanWhole } from '../../../../src/policy/text/scan';
import { spellOut } from '../../../../src/policy/text/spelledOut';

const plain = (text: string, language: string): string | undefined =>
  spellOut(text, () => scanWhole(text, language).spans, language)?.text;

const LAST = /\n([^\n]*)$/;
const lastLine = (text: string, language: string): string | undefined =>
  LAST.exec(plain(text, language) ?? '')?.[1];

describe('handles', () => {
  const forms = [
    ['a local name', 'python', 'b = gcs.bucket("x")\nb.delete()', 'gcs.bucket("x").delete()'],
    [
      'an awaited one',
      'typescript',
      "const c = await d.getContainer('x');\nc.delete();",
      "d.getContainer('x').delete();",
    ],
    [
      'one with an error beside it',
      'go',
      'b, err := c.Bucket("x")\nb.Delete(ctx)',
      'c.Bucket("x").Delete(ctx)',
    ],
    ['one with a type', 'java', 'Bucket b = storage.get("x");\nb.delete();', 'storage.get("x").delete();'],
    ['a member', 'python', 'self.b = gcs.bucket("x")\nself.b.delete()', 'gcs.bucket("x").delete()'],
    ['PHP’s', 'php', "<?php\n$b = $s->bucket('x');\n$b->delete();", "$s->bucket('x')->delete();"],
    [
      'what a loop goes through',
      'python',
      "print('all')\nfor s in cfn.stacks.all():\n  s.delete()",
      '  cfn.stacks.all().delete()',
    ],
    [
      'a chain over line ends',
      'javascript',
      "const c = client\n  .bucket('x');\nc.delete();",
      "client.bucket('x').delete();",
    ],
  ] as const;
  for (const [name, language, text, expected] of forms) {
    it(`are what they were got from: ${name}`, () => assert.equal(lastLine(text, language), expected));
  }

  it('are what they were got from last', () => {
    const text = 'q = db.table("x")\nq = narrowed(q) + 1\nq.delete()';
    assert.equal(plain(text, 'python'), undefined);
  });

  it('are none where nothing of a cloud hands them out', () => {
    assert.equal(plain("const seen = new Map();\nseen.delete('a');", 'typescript'), undefined);
  });

  it('stay names where they are asked for anything but to take something away', () => {
    assert.equal(plain('b = gcs.bucket("x")\nb.upload()', 'python'), undefined);
  });
});
