import assert from 'node:assert/strict';
import { parsePolicy, type ParseOptions } from '../../../src/policy/parse';
import { formatProblem } from '../../../src/policy/problem';
import { CONTRACT_EXAMPLE, EXAMPLE_POLICY } from './examplePolicy';

const problems = (text: string, file = '.parapet.yaml', options: ParseOptions = {}): string[] =>
  parsePolicy(text, file, options).problems.map(formatProblem);

/** The problems of a policy that begins with `version: 1`, as `line:column: message`, lines counted after that one. */
const complaints = (text: string, file = '.parapet.yaml'): string[] =>
  parsePolicy(`version: 1\n${text}`, file).problems.map((p) => `${p.line - 1}:${p.column}: ${p.message}`);

/** What the problems underline. */
const underlined = (text: string): string[] => {
  const policy = `version: 1\n${text}`;
  return parsePolicy(policy, '.parapet.yaml').problems.map(({ start, end }) => policy.slice(start, end));
};

/** A policy of one rule with these keys besides. */
const ruleOf = (more: string): string => `rules: [{ id: r, title: t, severity: low, ${more} }]`;

const RULE = 'id: r, title: Rule, severity: low, match: { any: [x] }';

describe('reading a policy file', () => {
  it('accepts the least there can be', () => {
    assert.deepEqual(parsePolicy('version: 1', '.parapet.yaml').spec, { version: 1 });
  });

  it('reads every key of the contract that has landed', () => {
    const { spec, problems: found } = parsePolicy(EXAMPLE_POLICY, '.parapet.yaml');
    assert.deepEqual(found, []);
    assert.equal(spec?.budgets?.[0]?.['max-ai-lines'], 80);
    assert.equal(spec?.modules?.[0]?.ai?.for?.['senior'], 'allow');
    assert.deepEqual(spec?.rules?.[0]?.match.any, [String.raw`\bterraform\s+destroy\b`]);
    assert.equal(spec?.adjust?.[0]?.expires, '2027-06-30');
    assert.deepEqual(spec?.['on-error'], { critical: 'block', default: 'allow' });
  });

  it('says of every key that has not landed what it will do, and that it does not yet', () => {
    assert.deepEqual(problems(CONTRACT_EXAMPLE), [
      '.parapet.yaml:39:5: error: “override” is not supported yet: it will let a person insert a withheld suggestion in the open. Take it out until then',
      '.parapet.yaml:46:1: error: “require” is not supported yet: it will say what a change with AI lines must bring to the gate. Take it out until then',
    ]);
    assert.deepEqual(
      complaints(
        [
          'freeze: [{ modules: [a], until: 2027-01-05, reason: peak season }]',
          'unknown-lines: { critical: block, default: allow }',
          'objectives: { days-to-detect: 3 }',
          'approvals: { accept-forge-reviews: true }',
          'audit: { keep-text: true }',
        ].join('\n'),
      ),
      [
        '1:1: “freeze” is not supported yet: it will hold AI changes in a module until a day. Take it out until then',
        '2:1: “unknown-lines” is not supported yet: it will say how the gate takes lines of which nobody knows who wrote them. Take it out until then',
        '3:1: “objectives” is not supported yet: it will give reports the AI safety objectives to measure against. Take it out until then',
        '4:1: “approvals” is not supported yet: it will say how the gate verifies approvals. Take it out until then',
        '5:10: “keep-text” is not supported yet: it will keep the text of suggestions in the audit record. Take it out until then',
      ],
    );
  });

  it('warns of budgets that hold nothing up yet, and reads them', () => {
    const text = 'version: 1\nbudgets: [{ max-ai-lines: 80, per: commit, action: block }]';
    const { spec, problems: found } = parsePolicy(text, '.parapet.yaml');
    assert.deepEqual(found.map(formatProblem), [
      '.parapet.yaml:2:52: warning: a tool’s session that goes over this budget is told of; no commit is held to it yet, so that block does not happen',
    ]);
    assert.equal(spec?.budgets?.length, 1);
  });

  it('lets values of such keys pass that ask for nothing', () => {
    const harmless = [
      'budgets: [{ max-ai-lines: 80, per: day, action: warn }]',
      'require: []',
      'freeze: []',
      'unknown-lines: { critical: approve }',
      'objectives: {}',
      'approvals: { accept-forge-reviews: false }',
      'audit: { keep-text: false }',
      `rules: [{ ${RULE}, override: never }]`,
    ];
    assert.deepEqual(complaints(harmless.join('\n')), []);
  });

  it('reads days as text, quoted or not', () => {
    const { spec } = parsePolicy(`version: 1\nrules: [{ ${RULE}, observe-until: 2027-01-31 }]`, 'p');
    assert.equal(spec?.rules?.[0]?.['observe-until'], '2027-01-31');
  });

  it('reads files with a byte order mark and Windows line ends, and counts their lines and columns', () => {
    assert.deepEqual(problems('\uFEFFversion: 1\r\nextends: [recommended]\r\n'), []);
    assert.deepEqual(problems('\uFEFFversion: 1\r\nextend: [recommended]\r\n'), [
      '.parapet.yaml:2:1: error: there is no key “extend” here: did you mean “extends”?',
    ]);
  });
});

describe('a mistake in a policy file', () => {
  it('in the version is all that is said', () => {
    assert.deepEqual(problems(''), [
      '.parapet.yaml:1:1: error: the policy is empty: say “version: 1” at the top',
    ]);
    assert.deepEqual(problems('# soon\n'), problems(''));
    assert.deepEqual(problems('extends: []'), [
      '.parapet.yaml:1:1: error: the version is missing: say “version: 1” at the top',
    ]);
    assert.deepEqual(problems('version: 2\nfoo: 1'), [
      '.parapet.yaml:1:10: error: this Parapet reads version 1 of the policy format and not version 2: say “version: 1”, or install a Parapet that reads it',
    ]);
    assert.deepEqual(problems('version: "1"'), [
      '.parapet.yaml:1:10: error: the version is a number: say “version: 1” without quotes',
    ]);
  });

  it('names the key that was meant', () => {
    assert.deepEqual(
      complaints('rules: [{ id: r, title: Rule, severty: low, severity: low, match: { any: [x] } }]'),
      ['1:31: there is no key “severty” here: did you mean “severity”?'],
    );
    assert.deepEqual(complaints('audit: { kep: 1 }'), [
      '1:10: there is no key “kep” here: there are keep-text',
    ]);
  });

  it('names the word that was meant', () => {
    assert.deepEqual(complaints(`on-error: blok`), [
      '1:11: “on-error” has to be one of allow, warn, approve, block, and is “blok”: did you mean “block”?',
    ]);
  });

  it('points at the entry that lacks a key', () => {
    const text = 'adjust:\n  - rule: shell/rm-recursive\n    action: warn\n';
    assert.deepEqual(complaints(text), ['2:5: “reason” is missing: this entry of “adjust” needs it']);
    assert.deepEqual(underlined(text), ['rule: shell/rm-recursive']);
  });

  it('is one problem where a value may be a word or a table', () => {
    assert.deepEqual(complaints('on-error: 3'), [
      '1:11: “on-error” has to be a word or a table of words by criticality, and is a number',
    ]);
    assert.deepEqual(complaints('on-error: [block]'), [
      '1:1: “on-error” has to be a word or a table of words by criticality, and is a list',
    ]);
    assert.deepEqual(complaints('on-error: { critical: stop, hgh: block }'), [
      '1:23: “critical” has to be one of allow, warn, approve, block, and is “stop”',
      '1:29: there is no key “hgh” here: did you mean “high”?',
    ]);
    assert.deepEqual(complaints(`rules: [{ ${RULE}, tests: { match: [1, { pth: a }] } }]`), [
      '1:84: “match” has to be a text or an edit, and is a number',
      '1:89: there is no key “pth” here: did you mean “path”?',
    ]);
  });

  it('in the type of a value says what is wanted and what is there', () => {
    assert.deepEqual(complaints('extends: recommended'), ['1:10: “extends” has to be a list, and is a text']);
    assert.deepEqual(complaints('packs: 1'), [
      '1:8: “packs” has to be a text, and is a number: put it in quotes, "1"',
    ]);
    assert.deepEqual(complaints('rules:'), ['1:1: “rules” is empty: give it a list, or take the key out']);
    assert.deepEqual(problems('- a'), [
      '.parapet.yaml:1:1: error: the policy has to be a table of keys, and is a list',
    ]);
  });

  it('in the bounds of a value says the bound', () => {
    assert.deepEqual(complaints(ruleOf('match: { any: [x], within: 201 }')), [
      '1:70: “within” has to be at most 200',
    ]);
    assert.deepEqual(complaints(ruleOf('match: { any: [x] }, approvals: 0')), [
      '1:75: “approvals” has to be at least 1',
    ]);
    assert.deepEqual(complaints(ruleOf(`match: { any: [${'x'.repeat(2001)}] }`)), [
      '1:58: “any” is longer than 2000 characters: shorten it',
    ]);
    assert.deepEqual(complaints('tools: [{ id: a, paths: [], outside: block }]'), [
      '1:18: “paths” is empty: give it a value, or take the key out',
    ]);
    const many = Array.from({ length: 2001 }, (_, i) => `  - { ${RULE.replace('id: r', `id: r${i}`)} }`);
    assert.deepEqual(complaints(`rules:\n${many.join('\n')}`), [
      '1:1: “rules” holds more than 2000 entries: shorten it',
    ]);
  });

  it('in an id says what an id looks like', () => {
    assert.deepEqual(
      complaints('rules: [{ id: shell/Mine, title: t, severity: low, match: { any: [x] } }]'),
      ['1:15: “id” must be lower-case letters, digits and hyphens, without a slash, such as no-env-teardown'],
    );
  });

  it('is a rule or a module that is given twice', () => {
    assert.deepEqual(complaints(`rules:\n  - { ${RULE} }\n  - { ${RULE} }`), [
      '3:11: there is a rule “r” above: rename one of them',
    ]);
    assert.deepEqual(
      complaints(
        'modules:\n- { name: a, paths: [a], criticality: low }\n- { name: a, paths: [b], criticality: low }',
      ),
      ['3:11: there is a module “a” above: rename one of them'],
    );
  });

  it('is a role that nobody was given', () => {
    assert.deepEqual(
      complaints(
        [
          'roles: { senior: [a@example.com] }',
          'modules: [{ name: a, paths: [a], criticality: low, owners: [lead], ai: { for: { senor: allow } } }]',
          `rules: [{ ${RULE}, for: { senior: approve, intern: block } }]`,
        ].join('\n'),
      ),
      [
        '2:61: no role “lead” is declared: say who holds it under roles',
        '2:88: no role “senor” is declared: did you mean “senior”?',
        '3:99: no role “intern” is declared: say who holds it under roles',
      ],
    );
  });

  it('is not a role that a file this one is joined with may declare', () => {
    const text = `version: 1\nrules: [{ ${RULE}, for: { senior: approve } }]`;
    assert.equal(problems(text).length, 1);
    assert.deepEqual(problems(text, '.parapet.yaml', { joined: true }), []);
    assert.deepEqual(problems(`${text}\nextends: [./base.yaml]`), []);
  });

  it('is a role with a name that no object can be without', () => {
    assert.deepEqual(complaints('roles: { constructor: [a@example.com] }'), [
      '1:10: “constructor” cannot be the name of a role: choose another',
    ]);
  });

  it('is a day that is not in the calendar', () => {
    assert.deepEqual(complaints(`rules: [{ ${RULE}, observe-until: 2027-02-29 }]`), [
      '1:82: there is no day 2027-02-29 in the calendar: correct it',
    ]);
    assert.deepEqual(complaints('adjust: [{ rule: a/b, action: warn, reason: r, expires: 31.1.2027 }]'), [
      '1:57: “expires” must be a day written YYYY-MM-DD',
    ]);
  });

  it('is a rule that can find nothing', () => {
    assert.deepEqual(complaints('rules: [{ id: r, title: t, severity: low, match: { none: [x] } }]'), [
      '1:43: this rule can find nothing: give it any, all, removed or changed',
    ]);
  });

  it('is a file outside the repository that the policy extends', () => {
    const entries = [
      '../a.yaml',
      '/etc/a.yaml',
      'C:/a.yaml',
      'https://example.com/a.yaml',
      'a\\b.yaml',
      'a.txt',
    ];
    assert.deepEqual(
      complaints(`extends:\n${entries.map((entry) => `  - '${entry}'`).join('\n')}`).map((c) =>
        c.slice(c.indexOf(' ') + 1),
      ),
      [
        'this path leads out of the repository: only files inside it can be extended',
        'a policy extends files of its own repository: write the path relative to this file',
        'a policy extends files of its own repository: write the path relative to this file',
        'a policy is never fetched: put the file into the repository and name its path',
        'paths are written with “/” on every system: replace the backslash',
        'a policy extends built-in packs by name, such as “recommended”, and other files by a path that ends in .yaml',
      ],
    );
    assert.deepEqual(
      complaints("extends: ['../shared/a.yaml', './b.yaml', 'c/d.yml']", 'services/.parapet.yaml'),
      [],
    );
    assert.deepEqual(complaints("extends: ['../../a.yaml']", 'services/.parapet.yaml').length, 1);
    assert.deepEqual(complaints("extends: ['../a.yaml']", '/etc/parapet/policy.yaml').length, 1);
  });

  it('is a block that a role is said to loosen below approve, as a warning', () => {
    const text = `version: 1\nroles: { a: [a@b] }\nrules: [{ ${RULE}, action: block, for: { a: warn } }]`;
    const { spec, problems: found } = parsePolicy(text, 'p');
    assert.notEqual(spec, undefined);
    assert.deepEqual(found.map(formatProblem), [
      'p:3:92: warning: a rule that blocks is loosened to approve at most, so “warn” acts as approve: write approve',
    ]);
  });
});

describe('a problem that compiling reports', () => {
  const text =
    'version: 1\nrules:\n  - id: r\n    title: t\n    severity: low\n    match: { any: [x, "y"] }\n';
  const parsed = parsePolicy(text, 'p');
  const at = (path: (string | number)[], which?: 'key' | 'value'): string => {
    const { start, end } = parsed.problemAt(path, 'error', 'm', which);
    return text.slice(start, end);
  };

  it('stands at a simple value, at the key of a list or table, and at the first line of an entry', () => {
    assert.equal(at(['rules', 0, 'match', 'any', 1]), '"y"');
    assert.equal(at(['rules', 0, 'match']), 'match');
    assert.equal(at(['rules', 0]), 'id: r');
    assert.equal(at(['rules', 0, 'severity']), 'low');
    assert.equal(at(['rules', 0, 'severity'], 'key'), 'severity');
  });

  it('stands at the nearest parent where the path leads nowhere', () => {
    assert.equal(at(['rules', 0, 'match', 'all', 0]), 'match');
    assert.equal(at(['rules', 7]), 'rules');
    assert.equal(at(['adjust']), 'version: 1');
  });

  it('stands where an anchor is written out, for a value it was put into', () => {
    const anchored =
      'version: 1\nextends: &e [a]\nrules:\n  - { id: r, title: t, severity: low, match: { any: *e } }';
    const { problemAt } = parsePolicy(anchored, 'p');
    const { start, end } = problemAt(['rules', 0, 'match', 'any', 0], 'error', 'm');
    assert.equal(anchored.slice(start, end), 'a');
    assert.equal(start, anchored.indexOf('a]'));
  });
});
