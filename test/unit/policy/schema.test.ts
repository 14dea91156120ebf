import assert from 'node:assert/strict';
import schema from '../../../src/policy/schema/parapet.schema.json';
import validate from '../../../src/policy/schema/parapet.schema.json?validator';

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every schema in the schema, with where it stands. */
function* schemasIn(value: unknown, at = '#'): Generator<[string, Schema]> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* schemasIn(item, `${at}/${i}`);
    return;
  }
  if (!isSchema(value)) return;
  const isTableOfSchemas = /\/(?:properties|patternProperties|\$defs)$/.test(at);
  if (!isTableOfSchemas) yield [at, value];
  for (const [key, part] of Object.entries(value)) yield* schemasIn(part, `${at}/${key}`);
}

const ALL = [...schemasIn(schema)];

/** What keeps a value of this type small. */
const BOUNDS: Readonly<Record<string, readonly string[]>> = {
  string: ['maxLength', 'enum', 'pattern'],
  array: ['maxItems'],
  integer: ['maximum'],
  number: ['maximum'],
};

describe('the schema of policy files', () => {
  it('knows no table that takes any key', () => {
    const open = ALL.filter(([, s]) => s['type'] === 'object' && s['additionalProperties'] !== false);
    assert.deepEqual(
      open.map(([at]) => at),
      [],
    );
  });

  it('bounds every value', () => {
    const unbounded = ALL.filter(([, s]) => BOUNDS[String(s['type'])]?.every((bound) => !(bound in s)));
    assert.deepEqual(
      unbounded.map(([at]) => at),
      [],
    );
    const endless = ALL.filter(
      ([, s]) => 'pattern' in s && !('maxLength' in s) && !/\{\d.*\}\$$/.test(String(s['pattern'])),
    );
    assert.deepEqual(
      endless.map(([at]) => at),
      [],
    );
  });

  it('explains every key', () => {
    const keys = ALL.filter(([at]) => /\/(?:properties|patternProperties|\$defs)\/[^/]+$/.test(at));
    assert.ok(keys.length > 100);
    const silent = keys.filter(
      ([, s]) => typeof (s['description'] ?? definition(s)?.['description']) !== 'string',
    );
    assert.deepEqual(
      silent.map(([at]) => at),
      [],
    );
  });

  it('says in words what every pattern wants', () => {
    const silent = ALL.filter(([, s]) => 'pattern' in s && !String(s['$comment']).startsWith('must '));
    assert.deepEqual(
      silent.map(([at]) => at),
      [],
    );
  });

  it('compiles to a function', () => {
    assert.equal(validate({ version: 1 }), true);
    assert.equal(validate({ version: 1, extend: [] }), false);
  });
});

function definition(reference: Schema): Schema | undefined {
  const name = /^#\/\$defs\/(.+)$/.exec(String(reference['$ref']))?.[1];
  return name === undefined ? undefined : (schema.$defs as Readonly<Record<string, Schema>>)[name];
}
