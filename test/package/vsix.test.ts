import assert from 'node:assert/strict';
import fs from 'node:fs';
import { packageAll, vsixPath } from '../host/install/packages';
import { zipEntries, type ZipEntry } from '../host/zipEntries';

const MAX_BYTES = 1.5 * 1024 * 1024;

/** Of what other extensions' providers may be faster than. */
const MAX_ENTRY_BYTES = 24 * 1024;

/** What runs, and what the Marketplace shows. */
const EXPECTED = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls(\.[\w-]+)?)?\.json$/,
  /^extension\/dist\/(entry|extension|cli|blameCommand|blameEvidence|statsCommand|countAgain|statsWithUnknown|incoming|lineCommands|policyCommands|hook|messageHooks|noteHooks)\.js$/,
  /^extension\/dist\/parapet\.schema\.json$/,
  /^extension\/l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
  /^extension\/media\/[\w-]+\.(png|svg)$/,
  /^extension\/(readme\.md|changelog\.md|LICENSE(\.txt|\.md)?)$/i,
];

describe('The VSIX', () => {
  let bytes: Buffer;
  let entries: ZipEntry[];

  before(async () => {
    await packageAll();
    bytes = fs.readFileSync(vsixPath('parapet'));
    entries = zipEntries(bytes);
  });

  it('is at most 1.5 MB', () => {
    assert.ok(bytes.length <= MAX_BYTES, `${bytes.length} bytes`);
  });

  it('has VS Code load little before the wrap is in place', () => {
    const first = entries.find(({ name }) => name === 'extension/dist/entry.js') ?? assert.fail('no entry');
    assert.ok(first.size <= MAX_ENTRY_BYTES, `${first.size} bytes`);
  });

  it('holds nothing but what runs', () => {
    const names = entries.map((entry) => entry.name);
    assert.deepEqual(
      names.filter((name) => !EXPECTED.some((pattern) => pattern.test(name))),
      [],
    );
  });

  it('holds the pictures that stand in the gutter, for every theme', () => {
    const names = entries.map((entry) => entry.name);
    for (const mark of ['ai-line', 'ai-line-committed'])
      for (const theme of ['light', 'dark'])
        assert.ok(names.includes(`extension/media/${mark}-${theme}.svg`), `${mark} in ${theme}`);
  });

  it('holds the extension, the command line and the schema', () => {
    const names = entries.map((entry) => entry.name);
    for (const file of [
      'entry.js',
      'extension.js',
      'cli.js',
      'blameCommand.js',
      'blameEvidence.js',
      'statsCommand.js',
      'countAgain.js',
      'statsWithUnknown.js',
      'incoming.js',
      'lineCommands.js',
      'policyCommands.js',
      'hook.js',
      'messageHooks.js',
      'noteHooks.js',
      'parapet.schema.json',
    ]) {
      assert.ok(names.includes(`extension/dist/${file}`), `${file} is missing from ${names.join(', ')}`);
    }
  });
});
