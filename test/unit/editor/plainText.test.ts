import assert from 'node:assert/strict';
import { markdownLine, oneLine } from '../../../src/editor/plainText';

describe('text that a workspace wrote', () => {
  it('becomes one line without characters that cannot be seen', () => {
    assert.equal(oneLine('a\r\nb\tc'), 'a b c');
    assert.equal(oneLine('safe\u202eevil\u200b!'), 'safe evil !');
  });

  it('is cut where it is too long', () => {
    assert.equal(oneLine('x'.repeat(50), 10), `${'x'.repeat(9)}…`);
  });

  it('means nothing in Markdown', () => {
    const hostile = '[a](command:x) <img src=y> `c` **b** http://e.org $(zap) &lt;';
    const escaped = markdownLine(hostile);
    assert.equal(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1'), hostile);
    assert.doesNotMatch(escaped, /(^|[^\\])[[\]()<>`*:$&]/);
  });

  it('keeps its spaces breakable', () => {
    assert.equal(markdownLine('why it matters'), 'why it matters');
  });
});
