import assert from 'node:assert/strict';
import fc from 'fast-check';
import { snippetTexts } from '../../../../src/editor/intercept/snippet';
import { runs } from '../../randomRuns';
import { UNBOUNDED_MS } from '../../unbounded';

const only = (snippet: string): string => {
  const { texts, complete } = snippetTexts(snippet);
  assert.equal(complete, true);
  assert.equal(texts.length, 1, JSON.stringify(texts));
  return texts[0] ?? '';
};
const all = (snippet: string): string[] => [...snippetTexts(snippet).texts].toSorted();

describe('what a snippet inserts', () => {
  it('is its text where it is plain', () => {
    assert.equal(only('echo hello'), 'echo hello');
    assert.equal(only(''), '');
  });

  it('has the defaults of placeholders, however deep', () => {
    assert.equal(only('terraform ${1:des}${2:troy}$0'), 'terraform destroy');
    assert.equal(only('${1:rm ${2:-rf ${3:/}}}'), 'rm -rf /');
    assert.equal(only('a$1b${2}c${3:}d'), 'abcd');
  });

  it('repeats a placeholder wherever its number stands, before it as well', () => {
    assert.equal(only('$1 ${1:x} $1'), 'x x x');
  });

  it('does not follow a placeholder into itself', () => {
    assert.equal(only('${1:a$1}'), 'a');
    assert.equal(only('${1:a$2}${2:b$1}'), 'abba');
  });

  it('has the default of a variable', () => {
    assert.equal(only('${TM_FILENAME:destroy}$TM_LINE_NUMBER'), 'destroy');
  });

  it('undoes escapes', () => {
    assert.equal(only('\\$HOME \\} \\\\ \\n'), '$HOME } \\ \\n');
    assert.equal(only('${1:a\\}b}'), 'a}b');
  });

  it('is every choice', () => {
    assert.deepEqual(all('terraform ${1|plan,destroy|}'), ['terraform destroy', 'terraform plan']);
    assert.deepEqual(all('${1|a\\,b,c\\|d|}'), ['a,b', 'c|d']);
    assert.deepEqual(all('${1|a,b|}$1'), ['aa', 'bb']);
    assert.deepEqual(all('${1|des,x|}${2|troy,y|}'), ['destroy', 'desy', 'xtroy', 'xy']);
  });

  it('has each of many choices at least once', () => {
    const options = Array.from({ length: 10 }, (_, i) => `o${i}`).join(',');
    const { texts, complete } = snippetTexts(`\${1|${options}|}\${2|${options}|}\${3|${options}|}`);
    assert.equal(complete, true);
    for (let i = 0; i < 10; i++) assert.ok(texts.some((text) => text.endsWith(`o${i}`)));
  });

  it('has the literal text of a transform as one more outcome', () => {
    assert.deepEqual(all('${TM_FILENAME/(.*)/destroy/}'), ['', 'destroy']);
    assert.deepEqual(all('${1:x}${1/(x)/${1:+destroy}/g}'), ['xdestroy', 'xx']);
    assert.deepEqual(all('${1/a\\/b/${1:?yes:no} ${2:/upcase}/}'), ['', 'yesno ']);
  });

  it('takes what is not closed for text', () => {
    assert.equal(only('${1:rm -rf /'), '${1:rm -rf /');
    assert.equal(only('${1|a,b'), '${1|a,b');
    assert.equal(only('${1/a/b'), '${1/a/b');
    assert.equal(only('$ ${ $} a$'), '$ ${ $} a$');
  });

  it('says that it is not complete where there are too many outcomes', () => {
    const options = Array.from({ length: 100 }, (_, i) => `o${i}`).join(',');
    assert.equal(snippetTexts(`\${1|${options}|}`).complete, false);
  });

  it('is bounded however it multiplies, nests or fails to close', () => {
    const doubling = Array.from({ length: 40 }, (_, i) => `\${${i + 1}:$${i + 2}$${i + 2}}`).join('');
    assert.equal(snippetTexts(`${doubling}\${41:0123456789}`).complete, false);
    assert.equal(snippetTexts('${1:'.repeat(20_000)).complete, false);
    for (const unit of ['${1|a', '${1/', '${1/a/${b', '$', '${', '\\', '${1:a}${1/x/${1:?', '${1/${a}']) {
      snippetTexts(unit.repeat(Math.ceil(50_000 / unit.length)));
    }
  }).timeout(UNBOUNDED_MS);

  it('is the text itself where that was escaped, whatever the text', () => {
    // As VS Code's own `SnippetString.appendText` escapes.
    const escape = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(only(escape(text)), text)),
      runs(300),
    );
  });

  it('is found without failing, in few and bounded texts, for any snippet', () => {
    const pieces = fc.constantFrom(
      '$',
      '{',
      '}',
      '|',
      '/',
      ',',
      ':',
      '\\',
      '1',
      '2',
      '0',
      'a',
      'NAME',
      '+',
      '-',
      '?',
      '\n',
    );
    const snippets = fc.array(pieces, { maxLength: 200 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(snippets, (snippet) => {
        const { texts } = snippetTexts(snippet);
        assert.ok(texts.length > 0 && texts.length <= 64);
        for (const text of texts) assert.ok(text.length <= 1_000_000);
      }),
      runs(300),
    );
  });
});
