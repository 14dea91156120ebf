import assert from 'node:assert/strict';
import fs from 'node:fs';
import { COMMANDS, POLICY_FILE, SETTINGS } from '../../../src/contract/manifest';
import type { Setting } from '../../../src/contract/manifest';

interface Manifest {
  readonly l10n: string;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            readonly type: string;
            readonly default: unknown;
            readonly scope: string;
            readonly enum?: readonly string[];
            readonly enumDescriptions?: readonly string[];
            readonly markdownDescription: string;
          }
        >
      >;
    };
    readonly languages: readonly { readonly id: string; readonly filenames: readonly string[] }[];
    readonly yamlValidation: readonly { readonly fileMatch: string }[];
  };
}

// Tests run from the repository's top level.
const read = (file: string): unknown => JSON.parse(fs.readFileSync(file, 'utf8'));
const manifest = read('package.json') as Manifest;
const { contributes } = manifest;
const nls = read('package.nls.json') as Record<string, string>;

describe('the manifest', () => {
  it('contributes exactly the commands of the contract', () => {
    const contributed = contributes.commands.map((c) => c.command);
    assert.deepEqual(contributed.toSorted(), Object.values(COMMANDS).toSorted());
    for (const { category } of contributes.commands) assert.equal(category, 'Parapet');
  });

  it('contributes exactly the settings of the contract, with their types, defaults and scopes', () => {
    const { properties } = contributes.configuration;
    const settings: readonly Setting<string | boolean>[] = Object.values(SETTINGS);
    assert.deepEqual(Object.keys(properties).toSorted(), settings.map((s) => s.key).toSorted());
    for (const setting of settings) {
      const property = properties[setting.key] ?? assert.fail();
      assert.equal(property.type, typeof setting.default, setting.key);
      assert.equal(property.default, setting.default, setting.key);
      assert.equal(property.scope, setting.scope, setting.key);
      assert.deepEqual(property.enum, setting.values, setting.key);
      assert.equal(property.enumDescriptions?.length, setting.values?.length, setting.key);
    }
  });

  it('lets no workspace set anything', () => {
    for (const { key, scope } of Object.values(SETTINGS)) {
      assert.ok(scope === 'application' || scope === 'machine', key);
    }
  });

  it('knows the policy file by its name', () => {
    assert.deepEqual(contributes.languages, [{ id: 'yaml', filenames: [POLICY_FILE] }]);
    assert.deepEqual(
      contributes.yamlValidation.map((v) => v.fileMatch),
      [POLICY_FILE],
    );
  });

  it('has every string in the table of strings, and no other there', () => {
    const used = new Set(fs.readFileSync('package.json', 'utf8').match(/(?<=")%[^%"]+%(?=")/g));
    assert.deepEqual(
      [...used].toSorted(),
      Object.keys(nls)
        .map((key) => `%${key}%`)
        .toSorted(),
    );
    for (const [key, text] of Object.entries(nls)) assert.ok(text.trim(), key);
  });

  it('writes none of the strings that people read into package.json itself', () => {
    for (const { title } of contributes.commands) assert.match(title, /^%.+%$/);
    for (const property of Object.values(contributes.configuration.properties)) {
      for (const text of [property.markdownDescription, ...(property.enumDescriptions ?? [])]) {
        assert.match(text, /^%.+%$/);
      }
    }
  });

  const translations = fs.readdirSync('.').filter((file) => /^package\.nls\.[\w-]+\.json$/.test(file));
  for (const file of translations) {
    it(`has every string in ${file}, and no other there`, () => {
      assert.deepEqual(Object.keys(read(file) as object).toSorted(), Object.keys(nls).toSorted());
    });
  }
});
