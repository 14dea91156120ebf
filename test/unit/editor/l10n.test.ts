import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

// Tests run from the repository's top level.
const SOURCES = ['src/editor', 'src/extension.ts'];

const filesIn = (place: string): string[] =>
  fs.statSync(place).isDirectory()
    ? fs.readdirSync(place).flatMap((name) => filesIn(path.join(place, name)))
    : [place];

/** Every text that the code asks for, as it stands in the source. */
function stringsOf(source: string): string[] {
  const calls = source.match(/\bl10n\s*\.\s*t\s*\(/g)?.length ?? 0;
  const strings = [...source.matchAll(/\bl10n\s*\.\s*t\s*\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, text = '']) =>
    text.replace(/\\(.)/g, '$1'),
  );
  assert.equal(strings.length, calls, 'a text that is not one plain literal cannot be translated');
  return strings;
}

const used = new Set(SOURCES.flatMap(filesIn).flatMap((file) => stringsOf(fs.readFileSync(file, 'utf8'))));

const read = (file: string): Record<string, string> => JSON.parse(fs.readFileSync(file, 'utf8'));

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe('the texts that people read', () => {
  for (const file of fs.readdirSync('l10n')) {
    it(`are all in ${file}, and no other`, () => {
      assert.deepEqual(Object.keys(read(path.join('l10n', file))).toSorted(), [...used].toSorted());
    });

    it(`keep what is filled in, in ${file}`, () => {
      for (const [text, translation] of Object.entries(read(path.join('l10n', file)))) {
        assert.deepEqual(placeholders(translation), placeholders(text), text);
        assert.ok(translation.trim(), text);
      }
    });
  }

  it('are written in English in the code', () => {
    for (const [text, translation] of Object.entries(read('l10n/bundle.l10n.json'))) {
      assert.equal(translation, text);
    }
  });
});
