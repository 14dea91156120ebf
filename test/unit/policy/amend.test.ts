import assert from 'node:assert/strict';
import { adjustmentFor, passTestFor, type Insertion } from '../../../src/policy/amend';
import { parsePolicy } from '../../../src/policy/parse';

const ADJUSTMENT = {
  rule: 'shell/rm-recursive',
  action: 'allow',
  path: 'scripts/clean up.sh',
  reason: 'says “rm”, deletes nothing',
  expires: '2027-01-31',
} as const;
const ENTRY =
  '{ rule: shell/rm-recursive, action: allow, paths: ["scripts/clean up.sh"], reason: "says “rm”, deletes nothing", expires: 2027-01-31 }';

const applied = (text: string, insertion: Insertion | undefined): string => {
  assert.ok(insertion, 'nothing can be added');
  return text.slice(0, insertion.at) + insertion.text + text.slice(insertion.at);
};

const adjusted = (text: string): string => {
  const now = applied(text, adjustmentFor(text, ADJUSTMENT));
  assert.deepEqual(parsePolicy(now, 'p').problems, []);
  return now;
};

describe('an adjustment is added to a policy', () => {
  it('that has none, at its end', () => {
    assert.equal(adjusted('version: 1\n'), `version: 1\nadjust:\n  - ${ENTRY}\n`);
    assert.equal(adjusted('version: 1'), `version: 1\nadjust:\n  - ${ENTRY}`);
  });

  it('that has some, behind them, as they are indented', () => {
    const text =
      'version: 1\nadjust:\n    - { rule: git/force-push, action: warn, reason: x } # why\n\n# rules\nrules: []\n';
    assert.equal(adjusted(text), text.replace('# why\n', `# why\n    - ${ENTRY}\n`));
  });

  it('that has them over several lines', () => {
    const text = 'version: 1\nadjust:\n- rule: git/force-push\n  action: warn\n  reason: x\nextends: []\n';
    assert.equal(adjusted(text), text.replace('reason: x\n', `reason: x\n- ${ENTRY}\n`));
  });

  it('that has them in brackets, or none in brackets, or nothing behind the key', () => {
    assert.equal(adjusted('version: 1\nadjust: []\n'), `version: 1\nadjust: [${ENTRY}]\n`);
    const some = 'version: 1\nadjust: [ { rule: git/force-push, action: warn, reason: x } ]\n';
    assert.equal(adjusted(some), some.replace('x } ]', `x }, ${ENTRY} ]`));
    assert.equal(
      adjusted('version: 1\nadjust:\nrules: []\n'),
      `version: 1\nadjust:\n  - ${ENTRY}\nrules: []\n`,
    );
  });

  it('with Windows line ends', () => {
    assert.equal(
      adjusted('version: 1\r\nextends: []\r\n'),
      `version: 1\r\nextends: []\nadjust:\n  - ${ENTRY}\r\n`,
    );
  });

  it('for a path whose characters would mean something', () => {
    const text = applied(
      'version: 1\n',
      adjustmentFor('version: 1\n', { ...ADJUSTMENT, path: 'app/[id]/{a}.ts' }),
    );
    assert.match(text, /"app\/\?id\?\/\?a\?\.ts"/);
  });

  it('only if the policy is right, and stays so', () => {
    assert.equal(adjustmentFor('version: 1\n  broken\n: [', ADJUSTMENT), undefined);
    assert.equal(adjustmentFor('version: 1\n', { ...ADJUSTMENT, expires: 'never' }), undefined);
    assert.equal(adjustmentFor('- a\n', ADJUSTMENT), undefined);
  });
});

describe('a test is added to an own rule', () => {
  const test = { path: 'a.sh', insert: 'make "it"' };
  const TEST = '{ path: "a.sh", insert: "make \\"it\\"" }';
  const policy = (rest: string): string =>
    `version: 1\nrules:\n  - id: other\n    title: O\n    severity: low\n    match: { any: [z] }\n  - id: mine\n    title: M\n    severity: low\n    match: { any: [y] }\n${rest}`;
  const added = (text: string): string => {
    const now = applied(text, passTestFor(text, 'mine', test));
    assert.deepEqual(parsePolicy(now, 'p').problems, []);
    return now;
  };

  it('that has none', () => {
    assert.equal(added(policy('')), `${policy('').trimEnd()}\n    tests: { pass: [${TEST}] }\n`);
  });

  it('that has some in brackets', () => {
    const text = policy("    tests: { match: ['y'], pass: ['x'] }\n");
    assert.equal(added(text), text.replace("['x']", `['x', ${TEST}]`));
    const match = policy("    tests: { match: ['y'] }\n");
    assert.equal(added(match), match.replace("['y'] }", `['y'], pass: [${TEST}] }`));
  });

  it('that has some on lines of their own', () => {
    const text = policy('    tests:\n      match: [y]\n      pass:\n        - x\n');
    assert.equal(added(text), `${text.trimEnd()}\n        - ${TEST}\n`);
    const match = policy('    tests:\n      match:\n        - y\n');
    assert.equal(added(match), `${match.trimEnd()}\n      pass: [${TEST}]\n`);
  });

  it('in a rule that is written on one line', () => {
    const text = 'version: 1\nrules:\n  - { id: mine, title: M, severity: low, match: { any: [y] } }\n';
    assert.equal(added(text), text.replace('[y] } }', `[y] }, tests: { pass: [${TEST}] } }`));
  });

  it('only where the rule is', () => {
    assert.equal(passTestFor('version: 1\n', 'mine', test), undefined);
    assert.equal(passTestFor(policy(''), 'none', test), undefined);
  });
});
