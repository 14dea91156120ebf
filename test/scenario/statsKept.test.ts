/** `parapet stats` says the same from what it has kept as from the notes themselves, whatever became of either. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeCounted, encodeCounted } from '../../src/provenance/countedFile';
import { GitRepository } from './gitRepository';
import { isGitSince } from './gits';
import { git, parapet } from './parapet';
import { version } from '../../package.json';

/** More than those whose unknown lines are counted as well. */
const COMMITS = 1005;

interface Stats {
  readonly commits: number;
  readonly noted: number;
  readonly lines: { readonly ai: number; readonly human: number };
}

for (const format of ['sha1', 'sha256']) {
  describe(`stats of many commits, kept in a repository of ${format}`, function () {
    this.timeout(240_000);
    let template = '';
    let repo: GitRepository;

    before(() => {
      template = realpathSync(mkdtempSync(join(tmpdir(), 'parapet-')));
      // What is newer goes together, where git has both.
      const refs = format === 'sha256' && isGitSince(2, 45) ? ['--ref-format=reftable'] : [];
      const how = [`--object-format=${format}`, ...refs, '--initial-branch=main', '--template='];
      git(template, 'init', '--quiet', ...how);
      const made = new GitRepository(template).signed();
      const { code, err } = made.try(['fast-import', '--quiet'], { input: history() });
      assert.equal(code, 0, err);
      made.git('reset', '--quiet', '--hard');
    });
    beforeEach(() => {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), 'parapet-')));
      repo = new GitRepository(join(folder, 'repo'));
      cpSync(template, repo.path, { recursive: true });
    });
    afterEach(() => rmSync(join(repo.path, '..'), { recursive: true, force: true }));
    after(() => rmSync(template, { recursive: true, force: true }));

    const kept = (): string => repo.at('.git', 'parapet', 'note-sums');

    const said = async (...args: string[]): Promise<string> => {
      const { code, out, err } = await parapet(repo.path, ['stats', ...args]);
      assert.deepEqual([code, err], [0, '']);
      return out;
    };
    const stats = async (...args: string[]): Promise<Stats> =>
      JSON.parse(await said('--json', ...args)) as Stats;

    /** From what is kept of before, from what is kept now, and with nothing kept. */
    const same = async (...args: string[]): Promise<void> => {
      const first = await said('--json', ...args);
      const again = await said('--json', ...args);
      renameSync(kept(), `${kept()}-aside`);
      const anew = await said('--json', ...args);
      renameSync(`${kept()}-aside`, kept());
      assert.deepEqual([first, again], [anew, anew]);
    };

    /** What is kept, with other numbers. */
    const forged = (): Uint8Array => {
      const { tip, table } = decodeCounted(readFileSync(kept()), version) ?? assert.fail('nothing is kept');
      return encodeCounted(tip, { ...table, lines: table.lines.map(() => 7) }, version);
    };

    const note = (commit: string, text: string): void =>
      void repo.git('notes', '--ref=ai', 'add', '--force', '--message', text, commit);

    it('are what the notes say, as another way to read them does', async () => {
      const byNotes = await stats();
      const { unknown, ...lines } = (await stats('--unknown')).lines as Record<string, number>;
      assert.deepEqual(lines, byNotes.lines);
      assert.ok(unknown);
      assert.deepEqual([byNotes.commits, byNotes.noted, lines], [COMMITS, 804, { ai: 1608, human: 804 }]);
      assert.equal(await said('--color=never'), await said('--color=never'));
      const { out } = await parapet(repo.path, ['log', '--json']);
      const logged = out.match(/(?<="commit":")\w+/g);
      assert.deepEqual(logged, repo.git('rev-list', 'HEAD').trim().split('\n'));
    });

    it('are written only when there is something new', async () => {
      await same();
      const { mtimeMs } = lstatSync(kept());
      await same();
      await same('HEAD~1002..');
      assert.equal(lstatSync(kept()).mtimeMs, mtimeMs);
      // From where git looks when a ref has no file of its own.
      repo.git('pack-refs', '--all');
      rmSync(kept());
      await said();
      const packed = lstatSync(kept()).mtimeMs;
      await same();
      assert.equal(lstatSync(kept()).mtimeMs, packed);
      assert.deepEqual(readdirSync(repo.at('.git', 'parapet')), ['note-sums']);
    });

    it('are there before anybody has asked, once the hooks are installed or notes were fetched', async () => {
      const command = async (...args: string[]): Promise<void> => {
        const { code, err } = await parapet(repo.path, args);
        assert.deepEqual([code, err], [0, '']);
      };
      /** The first answer is what is kept. */
      const isTold = async (): Promise<void> => {
        const { ino } = lstatSync(kept());
        await same('HEAD');
        assert.equal(lstatSync(kept()).ino, ino);
      };
      await command('hooks', 'install');
      await isTold();
      const other = repo.at('..', 'other.git');
      repo.git('clone', '--quiet', '--bare', repo.path, other);
      repo.git('notes', '--ref=ai', 'remove', 'HEAD~2');
      repo.git('push', '--quiet', other, 'refs/notes/ai');
      repo.git('update-ref', '-d', 'refs/notes/ai');
      repo.git('remote', 'add', 'origin', other);
      await command('notes', 'sync');
      await isTold();
    });

    it('stay right while commits and notes come, go and change', async () => {
      await same();
      repo.stage('new.ts', ['one', 'two']);
      repo.commit('new');
      note('HEAD', noteOf('new.ts', 1));
      await same();
      const before = await stats();
      repo.commit('amended', '--amend');
      await same();
      assert.deepEqual((await stats()).noted, before.noted - 1, 'the note is of what was amended');
      note('HEAD', noteOf('new.ts', 2));
      note('HEAD~7', noteOf('other.ts', 9));
      repo.git('notes', '--ref=ai', 'remove', 'HEAD~8');
      await same();
      const after = await stats();
      assert.deepEqual(after.lines, { ai: 1608 - 2 - 2 + 2 + 9, human: 804 - 1 - 1 + 1 + 1 });
      repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~2');
      repo.git('commit', '--quiet', '--allow-empty', '--author=Zoë "Z" <z@x>', '-m', 'side');
      await same();
      await same('main');
      await same('HEAD~1002..main');
      repo.git('update-ref', '-d', 'refs/notes/ai');
      await same();
      assert.deepEqual((await stats('main')).lines, { ai: 0, human: 0 });
    });

    it('stay right with notes that are strange, not theirs, or broken', async () => {
      const texts = [
        FOREIGN,
        FOREIGN.replace('"prompts":', '"prompts":{"'),
        noteOf('Zoë/\u{1F600} "x".ts', 4),
        noteOf('a.ts', 4).replace('copilot', '\\ud800\\u0000'),
        noteOf('a.ts', 4).replaceAll('1-4', '1-999999999,1-999999999,1-999999999,1-999999999,1-999999999'),
        'not a note\n',
        '---\n{}',
        '\u0000\u0001',
      ];
      for (const [i, text] of texts.entries()) {
        writeFileSync(repo.at('.git', 'text'), text);
        repo.git('notes', '--ref=ai', 'add', '--force', `--file=${repo.at('.git', 'text')}`, `HEAD~${i + 3}`);
      }
      await same();
    });

    it('stay right with two notes of one commit, of which the one in fewer folders counts', async () => {
      await same();
      const [commit = '', place = ''] = [
        repo.git('rev-parse', 'HEAD~1').trim(),
        repo.git('ls-tree', '-r', '--name-only', 'refs/notes/ai').split('\n')[0],
      ];
      assert.match(place, /\//);
      const from =
        'commit refs/notes/ai\ncommitter Dev <dev@x> 1700000001 +0000\ndata 0\nfrom refs/notes/ai^0\n';
      const text = noteOf('f1004.ts', 5);
      const input = `${from}M 100644 inline ${commit}\ndata ${text.length}\n${text}\n`;
      assert.equal(repo.try(['fast-import', '--quiet', '--force'], { input }).err, '');
      await same();
      assert.deepEqual((await stats()).lines, { ai: 1608 - 2 + 5, human: 804 });
      const { lines } = JSON.parse(await said('--json', 'HEAD~3..')) as Stats;
      assert.equal(lines.ai, 5 + 2);
    });

    it('stay right when notes are repaired, and when a fetch has brought some', async () => {
      repo.git('notes', '--ref=ai', 'remove', 'HEAD~2');
      await same();
      const before = await stats();
      repo.git('checkout', '--quiet', '--detach', 'HEAD~6');
      repo.git('cherry-pick', 'main~3');
      assert.equal((await parapet(repo.path, ['notes', 'repair', 'HEAD~1..'])).code, 0);
      await same();
      repo.git('checkout', '--quiet', 'main');
      const ours = repo.git('rev-parse', 'refs/notes/ai').trim();
      note('HEAD~2', noteOf('fetched.ts', 5));
      repo.git('update-ref', 'refs/notes/ai-remote/origin/ai', 'refs/notes/ai');
      repo.git('update-ref', 'refs/notes/ai', ours);
      await same();
      assert.equal((await stats()).lines.ai, before.lines.ai + 5);
    });

    it('are counted anew where what is kept is broken, or something else stands there', async () => {
      const right = await said('--json');
      const whole = readFileSync(kept());
      const wrong = (change: (bytes: Buffer) => Buffer): Buffer => change(Buffer.from(whole));
      const broken = [
        Buffer.alloc(0),
        Buffer.from('{}'),
        whole.subarray(0, whole.length / 2),
        whole.subarray(0, whole.length - 4),
        wrong((bytes) => bytes.fill(0, 4096)),
        wrong((bytes) => bytes.fill('x', whole.length - 200)),
        wrong((bytes) => (bytes.writeUInt8(bytes.readUInt8(400) ^ 1, 400), bytes)),
      ];
      for (const [i, bytes] of broken.entries()) {
        writeFileSync(kept(), bytes);
        assert.equal(await said('--json'), right, `broken ${i}`);
        writeFileSync(kept(), bytes);
        note('HEAD~1', noteOf('f1004.ts', 9));
        await same();
        note('HEAD~1', noteOf('f1004.ts', 2));
      }
      // Nothing that stands there is an option of git's.
      const { table } = decodeCounted(whole, version) ?? assert.fail('nothing is kept');
      writeFileSync(kept(), encodeCounted(`--output=${repo.at('made')}`, table, version));
      await same();
      assert.ok(!existsSync(repo.at('made')));
      // The place of a commit without a note has come to be that of another one.
      repo.git('commit', '--quiet', '--allow-empty', '--author=Other <o@x>', '-m', 'other');
      const [id = '', old = ''] = repo.git('rev-parse', 'HEAD', 'HEAD~1').split('\n');
      const at = whole.indexOf(old);
      writeFileSync(
        kept(),
        wrong((bytes) => (bytes.write(id, at), bytes)),
      );
      await same();
    });

    it('do without where nothing can be kept', async () => {
      const right = await said('--json');
      const elsewhere = repo.at('elsewhere');
      const bytes = forged();
      writeFileSync(kept(), bytes);
      assert.notEqual(await said('--json'), right, 'what is kept counts');
      writeFileSync(elsewhere, bytes);
      const places: (() => void)[] = [
        () => symlinkSync(elsewhere, kept()),
        () => execFileSync('mkfifo', [kept()]),
        () => mkdirSync(kept()),
        () => {
          rmSync(repo.at('.git', 'parapet'), { recursive: true });
          symlinkSync(repo.path, repo.at('.git', 'parapet'));
        },
        () => {
          rmSync(repo.at('.git', 'parapet'));
          writeFileSync(repo.at('.git', 'parapet'), 'a file');
        },
      ];
      for (const put of places) {
        rmSync(kept(), { recursive: true, force: true });
        put();
        assert.equal(await said('--json'), right);
        assert.equal(await said('--json'), right);
      }
      assert.deepEqual(readFileSync(elsewhere), Buffer.from(bytes));
      assert.equal(readFileSync(repo.at('.git', 'parapet'), 'utf8'), 'a file');
    });

    it('are gone once the hooks are', async () => {
      await repo.install();
      await same();
      assert.equal((await parapet(repo.path, ['hooks', 'uninstall'])).code, 0);
      assert.ok(!readdirSync(repo.at('.git')).includes('parapet'));
    });

    it('are not kept in a partial clone, which says so where it lacks notes', async () => {
      repo.git('config', 'uploadpack.allowFilter', 'true');
      repo.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
      const clone = new GitRepository(`${repo.path}-partial`);
      repo.git('clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${repo.path}`, clone.path);
      clone.git('fetch', '--quiet', 'origin', 'refs/notes/ai:refs/notes/ai');
      const { code, err } = await parapet(clone.path, ['stats']);
      assert.equal(code, 2);
      assert.match(err, /^parapet: not all of what the notes say .*\n {2}“parapet notes sync” fetches it\n$/);
      assert.equal((await parapet(clone.path, ['notes', 'sync'])).code, 0);
      const { out } = await parapet(clone.path, ['stats', '--json']);
      assert.equal(out, await said('--json'));
      assert.ok(!existsSync(clone.at('.git', 'parapet', 'note-sums')));
    });

    it('count for all work trees', async () => {
      await same();
      const { mtimeMs } = lstatSync(kept());
      const linked = `${repo.path}-linked`;
      repo.git('worktree', 'add', '--quiet', '--detach', linked);
      const { out, err } = await parapet(linked, ['stats', '--json']);
      assert.deepEqual([out, err], [await said('--json'), '']);
      assert.equal(lstatSync(kept()).mtimeMs, mtimeMs);
    });
  });
}

/** Four of five commits have a note: two lines by a tool, one by a person. See git-fast-import(1). */
function history(): string {
  const parts: string[] = [];
  const data = (text: string): void => void parts.push(`data ${Buffer.byteLength(text)}\n${text}\n`);
  for (let mark = 1; mark <= COMMITS; mark++) {
    const person = `Dev ${mark % 3} <dev${mark % 3}@x> ${1_700_000_000 + mark * 60} +0000`;
    parts.push(`commit refs/heads/main\nmark :${mark}\nauthor ${person}\ncommitter ${person}\n`);
    data(`Change ${mark}\n`);
    parts.push(`M 100644 inline f${mark}.ts\n`);
    data(`a ${mark}\nb ${mark}\nc ${mark}\nd ${mark}\n`);
  }
  parts.push('commit refs/notes/ai\ncommitter Dev <dev@x> 1700000000 +0000\n');
  data('Notes\n');
  for (let mark = 1; mark <= COMMITS; mark++) {
    if (mark % 5 === 0) continue;
    parts.push(`N inline :${mark}\n`);
    data(noteOf(`f${mark}.ts`, 2));
  }
  return parts.join('');
}

/** @param ai so many lines by a tool, and one by a person */
function noteOf(path: string, ai: number): string {
  const quoted = /\s|^"/.test(path) ? `"${path}"` : path;
  const sessions = { s_1: { agent_id: { tool: 'copilot', id: 's', model: `m${ai}` } } };
  const metadata = { schema_version: 'authorship/3.0.0', prompts: {}, humans: { h_1: {} }, sessions };
  return `${quoted}\n  s_1::t_1 1-${ai}\n  h_1 ${ai + 1}\n---\n${JSON.stringify(metadata)}`;
}

/** As git-ai wrote it before there were sessions. */
const FOREIGN = `src/main.rs
  abcdef0123456789 1-10,15
  h_31dce776f88375 42-50
---
{"schema_version":"authorship/3.0.0","git_ai_version":"1.0.0","base_commit_sha":"0123","prompts":{
"abcdef0123456789":{"agent_id":{"tool":"cursor","id":"c-7","model":"claude"},"human_author":"d@x"}}}`;
