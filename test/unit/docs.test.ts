import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadPolicy } from '../../src/node/policyLayers';
import { parsePolicy } from '../../src/policy/parse';
import { patternError } from '../../src/policy/pattern/pattern';
import { formatProblem } from '../../src/policy/problem';
import schema from '../../src/policy/schema/parapet.schema.json';
import { packNames } from '../../src/packs';
import { inRepository } from '../host/paths';
import { Folder } from './node/folder';

const NOW = new Date('2026-11-21T12:00:00Z');
const POLICY_REFERENCE = readFileSync(inRepository('docs', 'policy.md'), 'utf8');

/** The YAML blocks of a page, each with the line it begins on. */
function yamlBlocks(page: string): { line: number; text: string }[] {
  return [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map((match) => ({
    line: page.slice(0, match.index).split('\n').length + 1,
    text: match[1]!,
  }));
}

/** A block may leave out the version, which says nothing. */
const wholePolicy = (block: string): string => (/^version:/m.test(block) ? block : `version: 1\n${block}`);

describe('the pages for people who write policies', () => {
  const folder = new Folder();

  for (const page of ['README.md', 'docs/policy.md']) {
    const blocks = yamlBlocks(readFileSync(inRepository(page), 'utf8'));

    it(`${page} has examples`, () => assert.notEqual(blocks.length, 0));

    for (const { line, text } of blocks) {
      it(`${page}:${line} is a policy without a mistake`, async () => {
        const policy = wholePolicy(text);
        const file = folder.write('.parapet.yaml', policy);
        const extended = parsePolicy(policy, file).spec?.extends ?? [];
        for (const path of extended.filter((entry) => entry.includes('/')))
          folder.write(path, 'version: 1\n');
        const place = { file, kind: 'workspace', boundary: folder.path, ignoreCase: false } as const;
        const { problems } = await loadPolicy(place, NOW);
        assert.deepEqual(problems.map(formatProblem), []);
      });
    }
  }

  it('name every key of a policy', () => {
    const missing = [...keysOf(schema)].filter(
      (key) => !new RegExp(`[\`{ ]${key}[\`:]`).test(POLICY_REFERENCE),
    );
    assert.deepEqual(missing, []);
  });

  it('name every built-in pack', () => {
    assert.deepEqual(
      packNames().filter((name) => !POLICY_REFERENCE.includes(`\`${name}\``)),
      [],
    );
  });

  it('call patterns refused that are', () => {
    const [, table = ''] = /^\| refused[^\n]*\n\| -[^\n]*\n([^]*?)\n\n/m.exec(POLICY_REFERENCE) ?? [];
    const patterns = [...table.matchAll(/^\| `([^`]+)` /gm)].map(([, pattern]) => pattern!);
    assert.ok(patterns.length > 5);
    assert.deepEqual(
      patterns.filter((pattern) => patternError(pattern) === undefined),
      [],
    );
  });
});

/** Names of all properties that a schema gives an object, at any depth. */
function keysOf(part: unknown, keys = new Set<string>()): Set<string> {
  if (typeof part !== 'object' || part === null) return keys;
  for (const [name, value] of Object.entries(part)) {
    if (name === 'properties' && typeof value === 'object' && value !== null)
      for (const key of Object.keys(value)) keys.add(key);
    keysOf(value, keys);
  }
  return keys;
}
