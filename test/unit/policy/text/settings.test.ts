import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Direction } from '../../../../src/policy/model';
import { DIALECT_LANGUAGES } from '../../../../src/policy/text/dialects';
import { scan } from '../../../../src/policy/text/scan';
import {
  changedSettings,
  MAX_SETTINGS,
  readSettings,
  settingMatches,
  settingMoved,
  type Setting,
} from '../../../../src/policy/text/settings';
import { FRAGMENTS } from './spansOf';

const read = (text: string, language: string): readonly Setting[] =>
  readSettings(text, scan(text, language), language);

/** `a.b.key=value` for each setting that is not merely a parent. */
const values = (text: string, language: string): string[] =>
  read(text, language)
    .filter(({ value }) => value !== '')
    .map(({ path, key, value }) => `${[...path, key].join('.')}=${value}`);

const setting = (value: string, key = 'key', path: readonly string[] = []): Setting => ({
  path,
  key,
  value,
  start: 0,
  end: 0,
});

describe('readSettings', () => {
  it('YAML: parents by indentation, lists, flow mappings', () => {
    const text = [
      'spec:',
      '  replicas: 3 # not 4',
      '  containers:',
      '  - name: "a"',
      '    args: ["--max=3", --min, "4"]',
      '    resources: { limits: { memory: 512Mi } }',
      '  - name: b',
      '    resources:',
      '      limits:',
      '        memory: 1Gi',
      'other: http://x:80/',
      'tpl: {{ .Values.x }}',
    ].join('\n');
    assert.deepEqual(values(text, 'yaml'), [
      'spec.replicas=3',
      'spec.containers.name=a',
      'spec.containers.args=["--max=3", --min, "4"]',
      'spec.containers.args.max=3',
      'spec.containers.args.min=true',
      'spec.containers.resources.limits.memory=512Mi',
      'spec.containers.name=b',
      'spec.containers.resources.limits.memory=1Gi',
      'other=http://x:80/',
      'tpl={{ .Values.x }}',
    ]);
  });

  it('HCL: blocks with labels, which are settings themselves', () => {
    const text = `resource "aws_db_instance" "main" {
  deletion_protection = true # false
  lifecycle {
    prevent_destroy = true
  }
  tags = { a = "b" }
}
count = 2`;
    assert.deepEqual(
      read(text, 'terraform').map(({ path, key, value }) => `${[...path, key].join('.')}=${value}`),
      [
        'resource.aws_db_instance.main=',
        'resource.aws_db_instance.main.deletion_protection=true',
        'resource.aws_db_instance.main.lifecycle=',
        'resource.aws_db_instance.main.lifecycle.prevent_destroy=true',
        'resource.aws_db_instance.main.tags=',
        'resource.aws_db_instance.main.tags.a=b',
        'count=2',
      ],
    );
  });

  it('JSON: objects and arrays', () => {
    assert.deepEqual(values('{"a":{"b":1,"c":[{"d":"x"}],"e":true}}', 'json'), [
      'a.b=1',
      'a.c=[{"d":"x"}]',
      'a.c.d=x',
      'a.e=true',
    ]);
  });

  it('code: literals, assignments, typed declarations, keyword arguments', () => {
    assert.deepEqual(
      values(`const n: number = 3; o = { t: 30_000, u: { v: 'w' } }; a.b = f(1, 2);`, 'typescript'),
      ['n=3', 'o.t=30_000', 'o.u.v=w', 'a.b=f(1, 2)'],
    );
    assert.deepEqual(values('x: int = 3\nf(protect=False, n=2) # y=1', 'python'), [
      'x=3',
      'protect=False',
      'n=2',
    ]);
    assert.deepEqual(values('if (a == b || c != d) e => f >= g', 'typescript'), []);
    assert.deepEqual(values('replicas := 3', 'go'), ['replicas=3']);
  });

  it('shells: variables and flags, also inside strings, and data that is carried along', () => {
    const text = `N=3 M="a b" kubectl scale --replicas=0 --timeout 30s --force -lock=false\nsh -c 'x --y=1 --z 2'`;
    assert.deepEqual(values(text, 'shellscript'), [
      'N=3',
      'M=a b',
      'replicas=0',
      'timeout=30s',
      'force=true',
      'lock=false',
      'y=1',
      'z=2',
    ]);
    assert.deepEqual(values('kubectl apply -f - <<E\nspec:\n  replicas: 2\nE\nA=1', 'bash'), [
      'spec.replicas=2',
      'A=1',
    ]);
  });

  it('sections, properties and environment files', () => {
    assert.deepEqual(values('[db.main]\nbackup = true\n[[x]]\ny = """z"""', 'toml'), [
      'db.main.backup=true',
      'x.y=z',
    ]);
    assert.deepEqual(values('[s]\nk = a, b', 'ini'), ['s.k=a, b']);
    assert.deepEqual(values('server.ssl.enabled=false', 'properties'), ['server.ssl.enabled=false']);
    assert.deepEqual(values('A=b c # d\nexport E="f"', 'dotenv'), ['A=b c', 'E=f']);
  });

  it('says where a setting stands', () => {
    const [first] = read('  "a" : "b", c', 'json');
    assert.deepEqual({ start: first?.start, end: first?.end }, { start: 2, end: 11 });
  });

  it('reads any text of any language', () => {
    const texts = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 80 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, fc.constantFrom(...DIALECT_LANGUAGES), (before, after, language) => {
        const [old, now] = [read(before, language), read(after, language)];
        for (const { start, end } of now) assert.ok(start >= 0 && start <= end && end <= after.length);
        changedSettings(old, now);
        assert.deepEqual(changedSettings(now, read(after, language)), []);
      }),
      { numRuns: 1000 },
    );
  });

  it('stops at a number of settings', () => {
    assert.equal(read('a=1\n'.repeat(30_000), 'dotenv').length, MAX_SETTINGS);
  });

  it('gives no path that grows with the depth of the text', () => {
    const deepest = read(`${'a:{'.repeat(5_000)}b:1`, 'javascript').at(-1);
    assert.ok(deepest && deepest.path.length < 100);
  });
});

describe('changedSettings', () => {
  const changes = (before: string, after: string, language = 'yaml'): string[] =>
    changedSettings(read(before, language), read(after, language)).map(
      ({ path, key, old, new: now }) => `${[...path, key].join('.')}: ${old?.value} → ${now?.value}`,
    );

  it('pairs settings of one name and path in order', () => {
    assert.deepEqual(changes('a:\n  n: 1\nb:\n  n: 2', 'a:\n  n: 1\nb:\n  n: 3'), ['b.n: 2 → 3']);
    assert.deepEqual(changes('- n: 1\n- n: 2\n- n: 3', '- n: 1\n- n: 5\n- n: 3'), ['n: 2 → 5']);
  });

  it('sees which of several alike is gone or new', () => {
    assert.deepEqual(changes('- n: 1\n- n: 2\n- n: 3', '- n: 1\n- n: 3'), ['n: 2 → undefined']);
    assert.deepEqual(changes('- n: 1\n- n: 3', '- n: 1\n- n: 2\n- n: 3'), ['n: undefined → 2']);
  });

  it('takes no order or position for a change', () => {
    assert.deepEqual(changes('a: 1\nb: 2', 'b: 2\na: 1\n'), []);
  });

  it('follows settings whose surroundings were renamed', () => {
    const resource = (name: string, value: string): string =>
      `resource "r" "${name}" {\n  l {\n    p = ${value}\n  }\n}`;
    assert.deepEqual(
      changes(resource('a', 'true'), resource('b', 'false'), 'terraform').filter((change) =>
        change.includes('.p:'),
      ),
      ['resource.r.b.l.p: true → false'],
    );
    assert.deepEqual(
      changes(resource('a', '1'), `${resource('b', '1')}\n${resource('c', '1')}`, 'terraform').filter(
        (change) => change.includes('.p:'),
      ).length,
      3,
    );
  });
});

describe('settingMatches', () => {
  const memory = setting('1Gi', 'memory', ['spec', 'resources', 'limits']);

  it('compares the name, and further parts with the nearest parents', () => {
    for (const key of ['memory', 'limits.memory', 'resources.limits.memory'])
      assert.ok(settingMatches(key, memory), key);
    for (const key of [
      'limits',
      'requests.memory',
      'resources.memory',
      'x.spec.resources.limits.memory',
      'emory',
      '',
    ]) {
      assert.ok(!settingMatches(key, memory), key);
    }
  });

  it('does not mind case, dashes and underscores', () => {
    assert.ok(settingMatches('deletion_protection', setting('true', 'deletionProtection')));
    assert.ok(settingMatches('Deletion-Protection', setting('true', 'DELETION_PROTECTION')));
  });

  it('lets a name of three words have something in front', () => {
    assert.ok(settingMatches('backup_retention_period', setting('7', 'db_backup_retention_period')));
    assert.ok(!settingMatches('backup_retention_period', setting('7', 'dbackup_retention_period_x')));
    assert.ok(!settingMatches('max_size', setting('7', 'log_max_size')));
  });

  it('matches dotted names of the text', () => {
    const [dotted] = read('helm.sh/resource-policy: keep', 'yaml');
    assert.ok(dotted && settingMatches('helm.sh/resource-policy', dotted));
  });
});

describe('settingMoved', () => {
  const moved = (direction: Direction, old: string | undefined, now: string | undefined): boolean =>
    settingMoved(
      direction,
      old === undefined ? undefined : setting(old),
      now === undefined ? undefined : setting(now),
    );

  it('compares quantities', () => {
    for (const [more, less] of [
      ['3', '2'],
      ['30_000', '500'],
      ['-1', '-2'],
      ['1.5', '.5'],
      ['1e3', '999'],
      ['80%', '8 %'],
      ['1', '500m'],
      ['500m', '250m'],
      ['1Gi', '512Mi'],
      ['1Gi', '1G'],
      ['2G', '1900M'],
      ['1g', '512m'],
      ['512Mi', '1000000'],
      ['5m', '30s'],
      ['1h30m', '80m'],
      ['7d', '24h'],
      ['30 days', '1 week'],
      ['PT1H', 'PT30M'],
      ['P1M', 'P7D'],
      ['10L', '9'],
    ]) {
      assert.ok(moved('lower', more, less), `${more} to ${less} is lower`);
      assert.ok(moved('higher', less, more), `${less} to ${more} is higher`);
      assert.ok(!moved('higher', more, less), `${more} to ${less} is not higher`);
    }
  });

  it('compares nothing that has no common measure', () => {
    for (const [old, now] of [
      ['30', '5m30s'],
      ['50%', '2'],
      ['30s', '1Gi'],
      ['var.a', 'var.b'],
      ['1 2', '0'],
      ['', '1'],
      ['1', ''],
      ['1Gi', '1024Mi'],
    ]) {
      assert.ok(!moved('lower', old, now) && !moved('higher', old, now), `${old} and ${now}`);
    }
    assert.ok(!moved('lower', undefined, '1'));
    assert.ok(!moved('lower', '1', undefined));
  });

  it('knows what is gone', () => {
    assert.ok(moved('removed', 'x', undefined));
    assert.ok(!moved('removed', 'x', 'y'));
    assert.ok(!moved('removed', undefined, 'y'));
  });

  it('knows what was switched, new settings included', () => {
    assert.ok(moved('off', 'true', 'false'));
    assert.ok(moved('off', 'Enabled', 'Disabled'));
    assert.ok(moved('off', undefined, '0'));
    assert.ok(moved('off', 'var.x', 'no'));
    assert.ok(!moved('off', 'false', '0'));
    assert.ok(!moved('off', 'false', undefined));
    assert.ok(moved('on', 'no', 'yes'));
    assert.ok(moved('on', undefined, 'True'));
    assert.ok(!moved('on', 'true', 'on'));
    assert.ok(!moved('on', 'false', 'maybe'));
  });
});
