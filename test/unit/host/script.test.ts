import assert from 'node:assert/strict';
import { offersAt, type ScriptEntry } from '../../host/assistant/src/script';

const WHERE = { assistant: 'assistant', path: 'infra/a.sh', languageId: 'shellscript' };

const texts = (entries: readonly ScriptEntry[], line: string, where = WHERE): string[] =>
  offersAt(entries, { ...where, line }).map((offer) => offer.text);

describe("the demo assistant's script", () => {
  const destroy: ScriptEntry = { typed: 'terraform des', insert: 'troy -auto-approve' };

  it('offers where the line ends with what must be typed', () => {
    assert.deepEqual(texts([destroy], 'cd x && terraform des'), ['troy -auto-approve']);
    assert.deepEqual(texts([destroy], 'terraform de'), []);
    assert.deepEqual(texts([destroy], 'terraform des '), []);
  });

  it('offers the rest where somebody types the suggestion along', () => {
    assert.deepEqual(texts([destroy], 'terraform destr'), ['oy -auto-approve']);
    assert.deepEqual(texts([destroy], 'terraform destroy -auto-approve'), []);
  });

  it('does not take the second line of a suggestion for typed', () => {
    assert.deepEqual(texts([{ typed: 'a', insert: 'b\nc' }], 'ab'), ['\nc']);
    assert.deepEqual(texts([{ typed: 'a', insert: 'b\nc' }], 'abc'), []);
  });

  it('wants nothing else on the line where it says so', () => {
    const entry = { ...destroy, wholeLine: true };
    assert.deepEqual(texts([entry], '  terraform des'), ['troy -auto-approve']);
    assert.deepEqual(texts([entry], 'cd x && terraform des'), []);
  });

  it('offers only in the paths, the language and the assistant of its entry', () => {
    const line = 'terraform des';
    assert.equal(texts([{ ...destroy, path: 'infra/**' }], line).length, 1);
    assert.equal(texts([{ ...destroy, path: '*.sh' }], line).length, 0);
    assert.equal(texts([{ ...destroy, path: '**/*.sh' }], line).length, 1);
    assert.equal(texts([{ ...destroy, languageId: 'python' }], line).length, 0);
    assert.equal(texts([{ ...destroy, from: 'assistant-esm' }], line).length, 0);
  });

  it('offers an edit only at the place where it begins, and also one that inserts nothing', () => {
    const entry: ScriptEntry = { typed: 'x', insert: '', replaces: 'prevent_destroy = true\n' };
    assert.deepEqual(texts([entry], 'x'), ['']);
    assert.deepEqual(texts([{ ...entry, insert: 'yz' }], 'xy'), []);
  });
});
