import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import * as fc from 'fast-check';
import { PolicyLoader, type PathPolicies, type PolicyLoaderOptions } from '../../../src/node/policyFiles';
import { builtInRules } from '../../../src/policy/builtIn';
import { evaluate } from '../../../src/policy/evaluate';
import { formatProblem, hasErrors } from '../../../src/policy/problem';
import { EXAMPLE_POLICY } from '../policy/examplePolicy';
import { Folder } from './folder';
import { randomTimeoutMs, runs } from '../randomRuns';

const NOW = new Date('2026-11-21T12:00:00Z');

const loader = (options: Partial<PolicyLoaderOptions> = {}): PolicyLoader =>
  new PolicyLoader({ now: () => NOW, ...options });

/** Names of the policies that hold. */
const holding = ({ policies }: PathPolicies): string[] => policies.policies.map(({ origin }) => origin.file);

const complaints = ({ problems }: PathPolicies): string[] => problems.map(formatProblem);

/** A policy of one rule, which finds `word`. */
const finds = (word: string, more = ''): string =>
  `version: 1\n${more}\nrules:\n  - { id: ${word}, title: ${word}, severity: high, match: { any: ['${word}'] }, action: block }\n`;

const forRole = (role: string): string => `for: { ${role}: approve }, match:`;

const found = ({ path, policies }: PathPolicies, insert: string): string[] =>
  evaluate({ path, before: '', replaced: '', insert, after: '' }, policies, { now: NOW }).findings.map(
    ({ rule }) => rule,
  );

describe('the policies of a file', () => {
  const folder = new Folder();

  it('are all from its folder up to the top level, each counting from its own folder', async () => {
    folder.git('r');
    folder.write('.parapet.yaml', finds('above'));
    folder.write('r/.parapet.yaml', finds('top'));
    folder.write('r/a/.parapet.yaml', finds('mid').replace('match:', "where: { paths: ['b/**'] }, match:"));
    folder.write('r/a/b/.parapet.yaml', 'version: 1');
    folder.write('r/c/.parapet.yaml', finds('beside'));
    const there = await loader().forPath(folder.at('r/a/b/x.txt'));
    assert.deepEqual(
      there.files,
      ['r/a/b/.parapet.yaml', 'r/a/.parapet.yaml', 'r/.parapet.yaml'].map((f) => folder.at(f)),
    );
    assert.deepEqual(holding(there), ['a/b/.parapet.yaml', 'a/.parapet.yaml', '.parapet.yaml']);
    assert.deepEqual(found(there, 'above mid top beside').toSorted(), ['mid', 'top']);
    assert.deepEqual(found(await loader().forPath(folder.at('r/a/x.txt')), 'mid top'), ['top']);
    assert.equal(there.state, 'ok');
  });

  it('are the recommended rules where there is no policy at all', async () => {
    folder.git();
    const there = await loader().forPath(folder.at('a/x.txt'));
    assert.deepEqual(holding(there), ['recommended']);
    assert.deepEqual([there.files, there.problems, there.state, there.path], [[], [], 'ok', 'a/x.txt']);
  });

  it('are found from a subfolder that was opened on its own', async () => {
    folder.git();
    folder.write('.parapet.yaml', finds('top'));
    const there = await loader({ folders: [folder.at('a')] }).forPath(folder.at('a/x.txt'));
    assert.deepEqual([there.root, there.path], [folder.path, 'a/x.txt']);
    assert.deepEqual(holding(there), ['.parapet.yaml']);
  });

  it('are joined by the recommended rules in a workspace that is not trusted', async () => {
    folder.git();
    folder.write('.parapet.yaml', 'version: 1');
    assert.deepEqual(holding(await loader({ trusted: false }).forPath(folder.at('x'))), [
      '.parapet.yaml',
      'recommended',
    ]);
  });

  it('are taken in their real place where a link leads to the file', async () => {
    folder.git();
    folder.write('infra/.parapet.yaml', finds('infra'));
    symlinkSync(folder.at('infra'), folder.at('docs'));
    assert.deepEqual(found(await loader().forPath(folder.at('docs/new.tf')), 'infra'), ['infra']);
  });

  it('are one set for as long as nothing changes', async () => {
    folder.git();
    folder.write('.parapet.yaml', finds('a'));
    const policies = loader();
    assert.equal(
      (await policies.forPath(folder.at('x'))).policies,
      (await policies.forPath(folder.at('y'))).policies,
    );
  });

  it('are not looked for under another ending, which is said', async () => {
    folder.git();
    folder.write('a/.parapet.yml', finds('a'));
    assert.deepEqual(complaints(await loader().forPath(folder.at('a/x'))), [
      'a/.parapet.yml:1:1: warning: this file is not read: rename it to .parapet.yaml',
    ]);
  });

  it('are found in folders whose names the disk has in another form of Unicode', async () => {
    folder.git();
    folder.write('cafe\u0301/.parapet.yaml', finds('inner'));
    const there = await loader().forPath(folder.at('cafe\u0301/x'));
    assert.deepEqual([holding(there), there.path], [['caf\u00e9/.parapet.yaml'], 'caf\u00e9/x']);
    assert.deepEqual(found(there, 'inner'), ['inner']);
  });

  it('are bounded in number, and the recommended rules stand in for the rest', async () => {
    folder.git();
    for (let i = 0; i < 40; i++) folder.write(`${'a/'.repeat(i)}.parapet.yaml`, 'version: 1');
    const there = await loader().forPath(folder.at(`${'a/'.repeat(39)}x`));
    assert.equal(there.files.length, 32);
    assert.equal(there.state, 'invalid');
    assert.ok(holding(there).includes('recommended') && holding(there).includes('.parapet.yaml'));
  });
});

describe('a policy that extends files', () => {
  const folder = new Folder();
  beforeEach(() => folder.git());
  const at = (file = 'x'): Promise<PathPolicies> => loader().forPath(folder.at(file));

  it('has their rules as if they stood in it', async () => {
    folder.write('.parapet.yaml', finds('own', 'extends: [shared/a.yaml, ./shared/b.yaml]'));
    folder.write('shared/a.yaml', finds('a', 'extends: [b.yaml]'));
    folder.write('shared/b.yaml', finds('b').replace('match:', "where: { paths: ['x'] }, match:"));
    assert.deepEqual(complaints(await at()), []);
    assert.deepEqual(found(await at(), 'own a b').toSorted(), ['a', 'b', 'own']);
  });

  it('may name roles that they declare, and they the policy’s', async () => {
    folder.write(
      '.parapet.yaml',
      finds('own', 'extends: [a.yaml]\nroles: { mine: [a@b] }').replace('match:', forRole('theirs')),
    );
    folder.write('a.yaml', finds('a', 'roles: { theirs: [a@b] }').replace('match:', forRole('mine')));
    assert.deepEqual(complaints(await at()), []);
    folder.write('a.yaml', finds('a', 'roles: { theirs: [a@b] }').replace('match:', forRole('nobody')));
    assert.deepEqual(complaints(await at()), [
      'a.yaml:4:55: error: no role “nobody” is declared: say who holds it under roles',
    ]);
  });

  it('is told of a mistake in the file it stands in', async () => {
    folder.write('s/.parapet.yaml', 'version: 1\nextends: [../a.yaml]');
    folder.write('a.yaml', 'version: 1\nrule: []');
    assert.deepEqual(complaints(await at('s/x')), [
      'a.yaml:2:1: error: there is no key “rule” here: did you mean “rules”?',
    ]);
  });

  it('is told of a file that is not there, that cannot be used, or that leads out of the repository', async () => {
    folder.git('r');
    folder.write('secret.yaml', finds('secret'));
    mkdirSync(folder.at('r/folder.yaml'));
    symlinkSync(folder.at('secret.yaml'), folder.at('r/link.yaml'));
    symlinkSync(folder.path, folder.at('r/up'));
    symlinkSync(folder.at('r/nowhere'), folder.at('r/broken.yaml'));
    const entries = [
      'gone.yaml',
      'folder.yaml',
      'link.yaml',
      'up/secret.yaml',
      'broken.yaml',
      '../secret.yaml',
    ];
    folder.write('r/.parapet.yaml', 'version: 1\nextends: []');
    const messages: string[] = [];
    for (const entry of entries) {
      folder.write('r/.parapet.yaml', `version: 1\nextends: [${entry}]`);
      messages.push(...complaints(await at('r/x')));
    }
    assert.deepEqual(messages, [
      '.parapet.yaml:2:11: error: there is no file gone.yaml: correct the path, which counts from this file',
      'folder.yaml:1:1: error: this is a folder: a policy is a file',
      '.parapet.yaml:2:11: error: folder.yaml cannot be used: mend it, or take it out',
      'link.yaml:1:1: error: this is a link that leads out of the repository: put the file itself here',
      '.parapet.yaml:2:11: error: link.yaml cannot be used: mend it, or take it out',
      'up/secret.yaml:1:1: error: this is a link that leads out of the repository: put the file itself here',
      '.parapet.yaml:2:11: error: up/secret.yaml cannot be used: mend it, or take it out',
      'broken.yaml:1:1: error: this is a link that leads nowhere: put the file itself here',
      '.parapet.yaml:2:11: error: broken.yaml cannot be used: mend it, or take it out',
      '.parapet.yaml:2:11: error: this path leads out of the repository: only files inside it can be extended',
    ]);
  });

  it('cannot go round in a circle, too deep, too wide or too long', async () => {
    folder.write('.parapet.yaml', 'version: 1\nextends: [a.yaml]');
    folder.write('a.yaml', 'version: 1\nextends: [.parapet.yaml]');
    assert.deepEqual(complaints(await at()), [
      'a.yaml:2:11: error: .parapet.yaml extends this file in turn: take one of the two out',
    ]);
    for (let i = 0; i < 12; i++) folder.write(`deep${i}.yaml`, `version: 1\nextends: [deep${i + 1}.yaml]`);
    folder.write('.parapet.yaml', 'version: 1\nextends: [deep0.yaml]');
    assert.match(
      complaints(await at())[0] ?? '',
      /^deep7\.yaml:2:11: error: files extend each other more than 8 deep/,
    );

    const names = Array.from({ length: 31 }, (_, i) => `wide${i}.yaml`);
    for (const name of names) folder.write(name, 'version: 1');
    folder.write('wide0.yaml', 'version: 1\nextends: [more.yaml]');
    folder.write('more.yaml', 'version: 1');
    folder.write('.parapet.yaml', `version: 1\nextends: [${names.join(', ')}]`);
    assert.match(complaints(await at())[0] ?? '', /spread over more than 32 files/);

    for (const name of names) folder.write(name, `version: 1\n#${'x'.repeat(200_000)}`);
    assert.match(complaints(await at())[0] ?? '', /longer than 1 MiB together/);
  });

  it('counts a file once that it reaches twice', async () => {
    folder.write('.parapet.yaml', 'version: 1\nextends: [a.yaml, b.yaml]');
    folder.write('a.yaml', finds('a', 'extends: [b.yaml]'));
    folder.write('b.yaml', finds('b'));
    assert.deepEqual(complaints(await at()), []);
  });

  it('is read again when such a file changes, appears or goes', async () => {
    const policies = loader();
    const now = async (): Promise<string[]> => found(await policies.forPath(folder.at('x')), 'one two');
    folder.write('.parapet.yaml', 'version: 1\nextends: [a.yaml]');
    folder.write('a.yaml', finds('one'));
    assert.deepEqual(await now(), ['one']);
    folder.write('a.yaml', finds('two'));
    assert.deepEqual(await now(), ['two']);
    rmSync(folder.at('a.yaml'));
    assert.equal((await policies.forPath(folder.at('x'))).state, 'invalid');
    folder.write('a.yaml', finds('one'));
    assert.deepEqual(await now(), ['one']);
  });
});

describe('a policy file that is no policy', () => {
  const folder = new Folder();
  beforeEach(() => folder.git());

  async function refused(): Promise<string[]> {
    const there = await loader().forPath(folder.at('a/x'));
    assert.equal(there.state, 'invalid');
    assert.deepEqual(holding(there), ['recommended']);
    assert.deepEqual(there.files, [folder.at('.parapet.yaml')]);
    return complaints(there);
  }

  it('is refused when it is a folder', async () => {
    mkdirSync(folder.at('.parapet.yaml'));
    assert.deepEqual(await refused(), ['.parapet.yaml:1:1: error: this is a folder: a policy is a file']);
  });

  it('is refused, and not waited for, when it is a pipe', async function () {
    if (spawnSync('mkfifo', [folder.at('.parapet.yaml')]).status !== 0) return this.skip();
    assert.deepEqual(await refused(), [
      '.parapet.yaml:1:1: error: this is not an ordinary file: put the policy itself here',
    ]);
  });

  it('is refused when it is a link to a device, out of the repository, or to nowhere', async () => {
    for (const [target, message] of [
      ['/dev/zero', /leads out of the repository/],
      ['/etc/passwd', /leads out of the repository/],
      ['./nowhere', /leads nowhere/],
      ['.parapet.yaml', /cannot be read \(ELOOP\)/],
    ] as const) {
      symlinkSync(target, folder.at('.parapet.yaml'));
      assert.match((await refused()).join(), message);
      rmSync(folder.at('.parapet.yaml'));
    }
  });

  it('is refused unread when it is larger than any policy', async () => {
    folder.write('.parapet.yaml', `version: 1\n${'# '.repeat(10 * 1024 * 1024)}`);
    assert.match((await refused()).join(), /^\.parapet\.yaml:1:1: error: the file is larger than 256 KiB/);
  });

  it('is refused where a byte is not UTF-8', async () => {
    folder.write(
      '.parapet.yaml',
      Buffer.concat([Buffer.from('version: 1\n# caf'), Buffer.from([0xe9]), Buffer.from(' \uFFFD\n')]),
    );
    assert.deepEqual(await refused(), [
      '.parapet.yaml:2:6: error: the byte E9 here is not UTF-8: save the file as UTF-8 text',
    ]);
    folder.write('.parapet.yaml', Buffer.from('\uFEFFversion: 1', 'utf16le'));
    assert.match((await refused()).join(), /^\.parapet\.yaml:1:1: error: the byte FF here is not UTF-8/);
    folder.write('.parapet.yaml', Buffer.from('version: 1 # \u20ac').subarray(0, -1));
    assert.match((await refused()).join(), /^\.parapet\.yaml:1:14: error: the byte E2/);
  });

  it('is refused when it may not be read', async function () {
    folder.write('.parapet.yaml', 'version: 1');
    chmodSync(folder.at('.parapet.yaml'), 0);
    if (process.getuid?.() === 0 || process.platform === 'win32') return this.skip();
    assert.match((await refused()).join(), /cannot be read \(EACCES\): make it readable/);
  });

  it('may be a link to a file in the repository', async () => {
    folder.write('policies/main.yaml', finds('main'));
    symlinkSync('policies/main.yaml', folder.at('.parapet.yaml'));
    assert.deepEqual(found(await loader().forPath(folder.at('x')), 'main'), ['main']);
  });
});

describe('a policy that changes', () => {
  const folder = new Folder();
  beforeEach(() => folder.git());

  it('holds at once, without a restart', async () => {
    const policies = loader();
    const now = async (): Promise<string[]> => found(await policies.forPath(folder.at('a/x')), 'one two');
    assert.deepEqual(await now(), []);
    folder.write('.parapet.yaml', finds('one'));
    assert.deepEqual(await now(), ['one']);
    folder.write('a/.parapet.yaml', finds('two'));
    assert.deepEqual((await now()).toSorted(), ['one', 'two']);
    rmSync(folder.at('.parapet.yaml'));
    assert.deepEqual(await now(), ['two']);
    rmSync(folder.at('a/.parapet.yaml'));
    assert.deepEqual(holding(await policies.forPath(folder.at('a/x'))), ['recommended']);
  });

  it('is seen though its date and length stay the same', async () => {
    const policies = loader();
    const file = folder.write('.parapet.yaml', finds('one'));
    const { atime, mtime } = statSync(file);
    assert.deepEqual(found(await policies.forPath(folder.at('x')), 'one two'), ['one']);
    folder.write('.parapet.yaml', finds('two'));
    utimesSync(file, atime, mtime);
    assert.deepEqual(found(await policies.forPath(folder.at('x')), 'one two'), ['two']);
  });

  it('goes on to hold as it last was right while it has a mistake', async () => {
    const policies = loader();
    folder.write('.parapet.yaml', finds('one'));
    await policies.forPath(folder.at('x'));
    folder.write('.parapet.yaml', 'version: 1\nrules: nonsense');
    for (let i = 0; i < 2; i++) {
      const there = await policies.forPath(folder.at('x'));
      assert.deepEqual(found(there, 'one'), ['one']);
      assert.deepEqual(holding(there), ['.parapet.yaml']);
      assert.equal(there.state, 'invalid');
      assert.deepEqual(complaints(there), [
        '.parapet.yaml:2:8: error: “rules” has to be a list, and is a text',
      ]);
    }
    folder.write('.parapet.yaml', finds('two'));
    const mended = await policies.forPath(folder.at('x'));
    assert.deepEqual([found(mended, 'one two'), mended.state], [['two'], 'ok']);
  });

  it('does not hold any more by what it was before it was taken away', async () => {
    const policies = loader();
    folder.write('.parapet.yaml', finds('one'));
    await policies.forPath(folder.at('x'));
    rmSync(folder.at('.parapet.yaml'));
    await policies.forPath(folder.at('x'));
    folder.write('.parapet.yaml', 'nonsense');
    assert.deepEqual(holding(await policies.forPath(folder.at('x'))), ['recommended']);
  });

  it('is looked at again only when its time is up, or when told', async () => {
    let time = 0;
    const policies = loader({ maxAgeMs: 100, clock: () => time });
    const now = async (): Promise<string[]> => found(await policies.forPath(folder.at('x')), 'one two');
    folder.write('.parapet.yaml', finds('one'));
    assert.deepEqual(await now(), ['one']);
    folder.write('.parapet.yaml', finds('two'));
    time = 99;
    assert.deepEqual(await now(), ['one']);
    time = 100;
    assert.deepEqual(await now(), ['two']);
    folder.write('.parapet.yaml', finds('one'));
    policies.invalidate(folder.at('.parapet.yaml'));
    assert.deepEqual(await now(), ['one']);
    folder.write('.parapet.yaml', finds('two'));
    policies.invalidate();
    assert.deepEqual(await now(), ['two']);
  });

  it('is seen by whoever asks after it was invalidated, though a look was under way', async () => {
    const policies = loader({ maxAgeMs: Infinity });
    folder.write('.parapet.yaml', finds('one'));
    const before = policies.forPath(folder.at('x'));
    folder.write('.parapet.yaml', finds('two'));
    policies.invalidate();
    const after = policies.forPath(folder.at('x'));
    await before;
    assert.deepEqual(found(await after, 'two'), ['two']);
    assert.deepEqual(found(await policies.forPath(folder.at('x')), 'two'), ['two']);
  });

  it('warns of an adjustment that has expired', async () => {
    const rule = builtInRules().rules[0]!.spec.id;
    const adjust = (day: string): string =>
      `version: 1\nextends: [recommended]\nadjust: [{ rule: ${rule}, action: warn, reason: clean-up, expires: ${day} }]`;
    folder.write('.parapet.yaml', adjust('2026-11-20'));
    const policies = loader();
    const expired = await policies.forPath(folder.at('x'));
    assert.match(
      complaints(expired).join(),
      /^\.parapet\.yaml:3:\d+: warning: this adjustment expired on 2026-11-20/,
    );
    assert.equal(expired.state, 'ok');
    folder.write('.parapet.yaml', adjust('2026-11-21'));
    assert.deepEqual(complaints(await policies.forPath(folder.at('x'))), []);
  });
});

describe('an organisation’s policy', () => {
  const folder = new Folder();
  beforeEach(() => folder.git('r'));
  const at = (organisationFile: string): Promise<PathPolicies> =>
    loader({ organisationFile }).forPath(folder.at('r/x'));

  it('holds besides the workspace’s, and may extend what lies beside it', async () => {
    folder.write('r/.parapet.yaml', finds('workspace'));
    const file = folder.write('organisation/policy.yaml', finds('organisation', 'extends: [more.yaml]'));
    folder.write('organisation/more.yaml', finds('more'));
    const there = await at(file);
    assert.deepEqual(found(there, 'workspace organisation more').toSorted(), [
      'more',
      'organisation',
      'workspace',
    ]);
    assert.deepEqual(
      there.policies.policies.map(({ origin }) => [origin.kind, origin.file]),
      [
        ['workspace', '.parapet.yaml'],
        ['organisation', file],
      ],
    );
    assert.deepEqual(there.files, [folder.at('r/.parapet.yaml'), file]);
  });

  it('may be a link, and may not extend what lies above it', async () => {
    folder.write('real/policy.yaml', finds('organisation', 'extends: [../r/evil.yaml]'));
    folder.write('r/evil.yaml', finds('evil'));
    symlinkSync(folder.at('real/policy.yaml'), folder.at('policy.yaml'));
    const there = await at(folder.at('policy.yaml'));
    assert.match(complaints(there).join(), /leads out of the repository/);
    folder.write('real/policy.yaml', finds('organisation'));
    assert.deepEqual(found(await at(folder.at('policy.yaml')), 'organisation'), ['organisation']);
  });

  it('is a problem where it is missing or has a mistake, and the recommended rules join', async () => {
    folder.write('r/.parapet.yaml', 'version: 1');
    const missing = await at(folder.at('gone.yaml'));
    assert.deepEqual(holding(missing), ['.parapet.yaml', 'recommended']);
    assert.equal(missing.state, 'invalid');
    assert.deepEqual(complaints(missing), [
      `${folder.at('gone.yaml')}:1:1: error: the organisation’s policy is not there: correct the setting, or put it back`,
    ]);
    const wrong = await at(folder.write('wrong.yaml', 'version: 3'));
    assert.deepEqual(holding(wrong), ['.parapet.yaml', 'recommended']);
    assert.deepEqual(holding(await at('relative.yaml')), ['.parapet.yaml', 'recommended']);
  });

  it('goes on to hold as it last was right, besides the recommended rules', async () => {
    folder.write('r/.parapet.yaml', 'version: 1');
    const file = folder.write('policy.yaml', finds('organisation'));
    const policies = loader({ organisationFile: file });
    await policies.forPath(folder.at('r/x'));
    for (const take of [() => folder.write('policy.yaml', 'nonsense'), () => rmSync(file)]) {
      take();
      assert.deepEqual(holding(await policies.forPath(folder.at('r/x'))), [
        '.parapet.yaml',
        file,
        'recommended',
      ]);
    }
  });
});

describe('a policy file of any bytes', () => {
  const folder = new Folder();
  beforeEach(() => folder.git());

  it('holds, or has a problem with a place in it and another policy in its stead', async function () {
    this.timeout(randomTimeoutMs);
    const rule = builtInRules().rules[0]!.spec.id;
    const bytes = Buffer.from(EXAMPLE_POLICY.replace('shell/rm-recursive', rule));
    folder.write('.parapet.yaml', bytes);
    assert.deepEqual(complaints(await loader().forPath(folder.at('x'))), []);
    const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(flips, fc.nat(bytes.length), async (changes, length) => {
        const mutilated = Buffer.from(bytes.subarray(0, Math.max(length, bytes.length / 2)));
        for (const [at, value] of changes) if (at < mutilated.length) mutilated[at] = value;
        folder.write('.parapet.yaml', mutilated);
        const there = await loader().forPath(folder.at('x'));
        assert.equal(there.state === 'invalid', hasErrors(there.problems));
        assert.deepEqual(holding(there), [there.state === 'ok' ? '.parapet.yaml' : 'recommended']);
        for (const { start, line, column } of there.problems) {
          assert.ok(start <= mutilated.length && line >= 1 && column >= 1);
        }
      }),
      runs(100),
    );
  });
});
