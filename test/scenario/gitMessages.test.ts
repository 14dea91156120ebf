/** Messages of all kinds: what the hooks leave of them, and that they never stand in the way. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';
import { isGitSince, needsGit } from './gits';

const OURS = 'Assisted-by: copilot:gpt-5\nAI-Lines: 2/3\nAI-Risk: low';
const THREE = ['one', 'two', 'three'];

describe('the message of a commit', () => {
  const folder = new Folder();
  let repo: GitRepository;
  beforeEach(async () => {
    repo = await new GitRepository(folder.path).init().install();
    repo.stage('a.ts', THREE);
    await repo.record({ path: 'a.ts', lines: '2-3' });
  });

  /** Commits with an editor that runs this shell script on the message file, `$1`. */
  function edit(script: string, ...args: string[]): { code: number | null; err: string } {
    repo.write('.git/editor.sh', `#!/bin/sh\ncp "$1" .git/shown\n${script}\n`);
    chmodSync(repo.at('.git/editor.sh'), 0o755);
    return repo.try(['commit', '--quiet', ...args], { env: { GIT_EDITOR: '.git/editor.sh' } });
  }
  const PREPEND = '{ printf "Subject\\n\\nBody\\n"; cat "$1"; } >"$1.new" && mv "$1.new" "$1"';

  describe('that is edited', () => {
    it('gets the trailers afterwards', () => {
      assert.equal(edit(PREPEND).code, 0);
      assert.equal(repo.message(), `Subject\n\nBody\n\n${OURS}\n`);
      assert.doesNotMatch(repo.read('.git/shown'), /AI-Lines/);
    });

    it('is replaced at once, so that a hook that is killed leaves it whole', () => {
      assert.equal(edit(`${PREPEND}\nln "$1" .git/before`).code, 0);
      assert.match(repo.message(), /AI-Lines/);
      assert.match(repo.read('.git/before'), /^Subject\n\nBody\n(?![^]*AI-Lines)/);
    });

    it('still aborts the commit when it is left empty', () => {
      for (const script of ['', ': >"$1"', 'printf "\\n# nothing\\n" >"$1"']) {
        const { code, err } = edit(script);
        assert.equal(code, 1, script);
        assert.match(err, /empty commit message/);
      }
      assert.notEqual(repo.try(['rev-parse', '--verify', 'HEAD']).code, 0);
    });

    it('still aborts an amend when all but our trailers is deleted', () => {
      repo.commit('First');
      const { code, err } = edit('grep -E "^(Assisted-by|AI-)" "$1" >"$1.new"; mv "$1.new" "$1"', '--amend');
      assert.equal(code, 1);
      assert.match(err, /empty commit message/);
    });

    it('keeps the diff of --verbose out, whatever it contains', async () => {
      repo.stage('a.ts', [
        ...THREE,
        'AI-Lines: 9/9',
        '# ------------------------ >8 ------------------------',
      ]);
      assert.equal(edit(PREPEND, '--verbose').code, 0);
      assert.match(repo.read('.git/shown'), />8/);
      assert.equal(repo.message(), `Subject\n\nBody\n\n${OURS.replace('2/3', '2/5')}\n`);
    });

    for (const comment of [';', 'auto']) {
      it(`is understood where core.commentChar is ${comment}`, () => {
        repo.git('config', 'core.commentChar', comment);
        const script =
          '{ printf "Subject\\n\\n#12 is done\\n\\nRefs: #12\\n"; cat "$1"; } >"$1.new" && mv "$1.new" "$1"';
        assert.equal(edit(comment === ';' ? script : PREPEND).code, 0);
        const text = comment === ';' ? 'Subject\n\n#12 is done\n\nRefs: #12\n' : 'Subject\n\nBody\n\n';
        assert.equal(repo.message(), `${text}${OURS}\n`);
      });
    }

    it('is understood where git chooses another comment character', () => {
      repo.git('config', 'core.commentChar', 'auto');
      assert.equal(edit('', '-m', '#12 is done', '-m', 'Refs: #12', '-e').code, 0);
      assert.equal(repo.message(), `#12 is done\n\nRefs: #12\n${OURS}\n`);
    });

    it('may hold comments for good with --cleanup', () => {
      const script = 'printf "Subject\\n\\n# heading\\n" >"$1"';
      assert.equal(edit(script, '--cleanup=whitespace').code, 0);
      assert.equal(repo.message(), `Subject\n\n# heading\n\n${OURS}\n`);
    });

    it('may have Windows’ line ends', () => {
      assert.equal(
        edit('printf "Subject\\r\\n\\r\\nBody\\r\\n\\r\\nRefs: 1\\r\\n# help\\r\\n" >"$1"').code,
        0,
      );
      assert.equal(repo.message(), `Subject\n\nBody\n\nRefs: 1\n${OURS}\n`);
      assert.equal(
        edit('printf "Subject\\r\\n\\r\\nBody\\r\\n" >"$1"', '--amend', '--cleanup=verbatim').code,
        0,
      );
      assert.equal(repo.message(), `Subject\n\nBody\n\n${OURS}\n`.replaceAll('\n', '\r\n'));
    });

    it('is renewed when it is amended', async () => {
      repo.commit('First');
      repo.stage('a.ts', [...THREE, 'four']);
      assert.equal(edit(':', '--amend').code, 0);
      assert.equal(repo.message(), `First\n\n${OURS.replace('2/3', '2/4')}\n`);
    });

    it('has no trailers with --no-verify, unless it had some', () => {
      assert.equal(edit(PREPEND, '--no-verify').code, 0);
      assert.equal(repo.message(), 'Subject\n\nBody\n');
      repo.git('commit', '--quiet', '--amend', '--no-edit');
      repo.stage('a.ts', [...THREE, 'four']);
      assert.equal(edit(':', '--amend', '--no-verify').code, 0);
      assert.equal(repo.aiLines(), '2/4');
    });

    for (const [kind, prefix, since] of [
      ['a template', '', 30],
      ['a template that need not be there', ':(optional)', 52],
    ] as const) {
      it(`of ${kind} is only a message once it is changed`, function () {
        needsGit(this, `git 2.${since} or later on the PATH`, isGitSince(2, since));
        repo.write('template', 'Template\n');
        repo.git('config', 'commit.template', prefix + repo.at('template'));
        assert.equal(edit('').code, 1);
        assert.equal(edit('printf "Subject\\n" >"$1"').code, 0);
        assert.equal(repo.message(), `Subject\n\n${OURS}\n`);
      });
    }
  });

  describe('with something in it', () => {
    it('keeps other trailers as they are, in one block with ours', () => {
      repo.git(
        'commit',
        '--quiet',
        '-m',
        'Subject',
        '-m',
        'Refs:#12\nCo-authored-by: B <b@x>\n  and on',
        '-s',
      );
      assert.equal(
        repo.message(),
        `Subject\n\nRefs:#12\nCo-authored-by: B <b@x>\n  and on\nSigned-off-by: Dev <dev@example.com>\n${OURS}\n`,
      );
    });

    it('keeps an Assisted-by that a person wrote, through every amend', () => {
      repo.git(
        'commit',
        '--quiet',
        '-m',
        'Subject',
        '-m',
        'Assisted-by: Claude:opus\nAssisted-by: copilot:gpt-4',
      );
      const mine = 'Assisted-by: Claude:opus\nAssisted-by: copilot:gpt-4\n';
      assert.equal(repo.message(), `Subject\n\n${mine}${OURS}\n`);
      repo.git('commit', '--quiet', '--amend', '--no-edit');
      assert.equal(repo.message(), `Subject\n\n${mine}${OURS}\n`);
      repo.stage('a.ts', ['one']);
      repo.git('commit', '--quiet', '--amend', '--no-edit');
      assert.equal(repo.message(), `Subject\n\n${mine}`);
    });

    it('says once what a person had said already', () => {
      repo.git('commit', '--quiet', '-m', 'Subject', '-m', 'Assisted-by: copilot:gpt-5');
      assert.equal(repo.message(), `Subject\n\n${OURS}\n`);
    });

    it('loses a claim that is not true', () => {
      repo.git('commit', '--quiet', '-m', 'Subject', '-m', 'AI-Lines: 0/3\nAI-Risk: low');
      assert.equal(repo.aiLines(), '2/3');
    });

    it('may have a line of three dashes', () => {
      repo.git('commit', '--quiet', '-m', 'Subject', '-m', 'Above\n---\nBelow');
      assert.equal(repo.message(), `Subject\n\nAbove\n---\nBelow\n\n${OURS}\n`);
      assert.deepEqual(repo.trailers(), OURS.split('\n'));
      repo.git('commit', '--quiet', '--amend', '--no-edit');
      assert.equal(repo.message(), `Subject\n\nAbove\n---\nBelow\n\n${OURS}\n`);
    });

    it('may have such a line and trailers below it', () => {
      repo.git('commit', '--quiet', '-m', 'Subject', '-m', 'Above\n---\nBelow', '-m', 'Refs: 1');
      assert.deepEqual(repo.trailers(), ['Refs: 1', ...OURS.split('\n')]);
    });

    it('keeps lines that begin like comments', () => {
      repo.git('commit', '--quiet', '-m', 'Subject', '-m', '#12 is done');
      assert.equal(repo.message(), `Subject\n\n#12 is done\n\n${OURS}\n`);
    });

    it('may be in any encoding', () => {
      repo.git('config', 'i18n.commitEncoding', 'ISO-8859-1');
      const latin1 = Buffer.from('Gr\u00FC\u00DFe\n', 'latin1');
      assert.equal(repo.try(['commit', '--quiet', '-F', '-'], { input: latin1 }).code, 0);
      repo.git('config', 'i18n.logOutputEncoding', 'UTF-8');
      assert.equal(repo.message(), `Grüße\n\n${OURS}\n`);
    });

    it('is found again below what another hook wrote', () => {
      const file = repo.at('.git/hooks/prepare-commit-msg');
      const there = existsSync(file) ? readFileSync(file, 'utf8') : '#!/bin/sh\n';
      repo.write('.git/hooks/prepare-commit-msg', `${there}printf "\\nTicket: 7\\n" >>"$1"\n`);
      chmodSync(file, 0o755);
      repo.commit('Subject');
      assert.equal(repo.message(), `Subject\n\nTicket: 7\n${OURS}\n`);
    });

    it('is not changed by trailers that are configured to add themselves', () => {
      repo.git('config', 'trailer.sign.key', 'Signed-off-by: ');
      repo.git('config', 'trailer.sign.ifmissing', 'add');
      repo.git('config', 'trailer.sign.command', 'echo Someone');
      repo.commit('Subject');
      assert.equal(repo.message(), `Subject\n\n${OURS}\n`);
    });
  });
});
