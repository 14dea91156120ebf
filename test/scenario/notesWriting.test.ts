/** Who wrote which line, by how it comes to be written: tools at work, formatters, copies, odd files. Every line. */
import assert from 'node:assert/strict';
import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { readyRepository } from './readyRepository';
import { TellingRepository } from './tellingLines';

const MINE = ['me one', 'me two', 'me three', 'me four', 'me five'];

describe('the lines of files, in the notes', function () {
  // Each is many commits, and the machine may have other things to do.
  this.timeout(240_000);
  const ready = readyRepository();

  describe('while a tool is at work', () => {
    it('stay whose they are when a tool only reads', async () => {
      const { repo } = ready;
      await repo.editAndCommit('a.ts', [...MINE, 'nobody knows']);
      await repo.record();
      await repo.tellsOnDisk('a.ts');
      repo.commit('Nothing', '--allow-empty');
      await repo.tells('a.ts');
    });

    it('are told apart when somebody saves amid an edit of a tool’s', async () => {
      const { repo } = ready;
      await repo.editAndCommit('a.ts', MINE);
      await repo.edit('a.ts', [...MINE, 'ai first half']);
      await repo.edit('a.ts', ['saved meanwhile', ...MINE, 'ai first half']);
      await repo.edit('a.ts', ['saved meanwhile', ...MINE, 'ai first half', 'ai second half']);
      await repo.tellsOnDisk('a.ts');
      repo.commit('All', '-a');
      await repo.tells('a.ts');
    });

    it('are the tool’s where its command made the file, and nobody’s after a command that has nothing to do with it', async () => {
      const { repo } = ready;
      await repo.editAndCommit('made.ts', ['ai generated', 'ai by a command']);
      await repo.edit('made.ts', ['ai generated', 'typed after another command', 'ai by a command']);
      repo.commit('By hand', '-a');
      await repo.tells('made.ts');
    });

    it('are whose it was reported last, of two tools and a person', async () => {
      const { repo } = ready;
      repo.stage('a.ts', ['first', 'second', 'third']);
      await repo.record({ path: 'a.ts', lines: '1-3', tool: 'ai' });
      await repo.record({ path: 'a.ts', lines: '2-3', tool: 'ai2' });
      await repo.record({ path: 'a.ts', lines: '3', by: 'human' });
      assert.equal(await repo.who('a.ts'), 'ai ai2 me');
      repo.commit('Claims');
      assert.equal(await repo.who('a.ts'), 'ai ai2 me');
    });

    it('are a tool’s where it writes what a person had written that is gone with a commit, or is on another branch', async () => {
      const { repo } = ready;
      const [line, more] = ['const value = computeEverything();', 'return value;'];
      await repo.editAndCommit('a.ts', MINE);
      const write = async (lines: readonly string[], by: { by: 'human' } | { tool: string }) => {
        repo.write('a.ts', [...MINE, ...lines]);
        await repo.record({ path: 'a.ts', lines: `6-${5 + lines.length}`, ...by });
        repo.commit('Written', '-a');
      };
      await write([line], { by: 'human' });
      repo.write('a.ts', MINE);
      repo.commit('Taken away', '-a');
      await write([line, more], { tool: 'ai' });
      assert.equal(await repo.who('a.ts'), 'me me me me me ai ai');
      repo.git('checkout', '--quiet', '-b', 'other', 'HEAD~3');
      await write([line, more, 'ai ends it'], { tool: 'ai2' });
      assert.equal(await repo.who('a.ts'), 'me me me me me ai2 ai2 ai2');
    });

    it('are a person’s where they are brought back from another branch, and a tool reports all of the file', async () => {
      const { repo } = ready;
      const mine = 'me at the very end of it';
      await repo.editAndCommit('a.ts', MINE);
      repo.git('checkout', '--quiet', '-b', 'other');
      await repo.editAndCommit('a.ts', [...MINE, mine]);
      repo.git('checkout', '--quiet', 'main');
      const ways: Record<string, () => void> = {
        file: () => repo.git('checkout', '--quiet', 'other', '--', 'a.ts'),
        pick: () => repo.git('cherry-pick', '--no-commit', 'other'),
        squash: () => repo.git('merge', '--quiet', '--squash', 'other'),
        patch: () => repo.try(['apply'], { input: repo.git('diff', 'main', 'other') }),
      };
      for (const [way, bringBack] of Object.entries(ways)) {
        bringBack();
        assert.equal(repo.read('a.ts').split('\n').at(-2), mine, way);
        repo.write('a.ts', [...MINE, mine, `ai adds to the ${way}`]);
        await repo.record({ path: 'a.ts', lines: `1-${MINE.length + 2}`, tool: 'ai' });
        repo.commit(way, '-a');
        assert.equal(await repo.who('a.ts'), 'me me me me me me ai', way);
        repo.git('reset', '--quiet', '--hard', 'HEAD~');
      }
    });

    it('are a person’s where they were taken along uncommitted, and a tool moves them', async () => {
      const { repo } = ready;
      await repo.editAndCommit('a.ts', MINE);
      await repo.editAndCommit('a.ts', [...MINE, 'me at the very end of it']);
      repo.git('reset', '--quiet', 'HEAD~1');
      repo.git('checkout', '--quiet', '-b', 'other');
      await repo.editAndCommit('b.ts', ['ai b']);
      repo.write('a.ts', ['me at the very end of it', ...MINE]);
      await repo.record({ path: 'a.ts', lines: '1', tool: 'ai' });
      await repo.tellsOnDisk('a.ts');
      repo.commit('Moved', '-a');
      await repo.tells('a.ts');
    });

    it('are unknown where the log knows of two parts of one, by two of its texts', async () => {
      const { repo } = ready;
      const write = async (lines: readonly string[], tool?: string): Promise<void> => {
        repo.write('a.ts', lines);
        if (tool !== undefined) await repo.record({ path: 'a.ts', lines: `1-${lines.length}`, tool });
      };
      await write(['// Arbitrary never returns an error.', 'package one', 'func taken() away {'], 'ai');
      await write(['// ArbitraryOnes never returns an error.', 'package one'], 'ai');
      repo.git('add', '.');
      repo.commit('Written');
      assert.equal(await repo.who('a.ts'), 'ai ai');
      await write(['// ArbitraryOnes never returns an error_ctx.', 'package one']);
      assert.equal(await repo.who('a.ts'), '- ai');
      repo.commit('Changed', '-a');
      assert.equal(await repo.who('a.ts', '--rev', 'HEAD'), '- ai');
    });

    it('stay whose they were when a formatter runs, though the log knows of parts of an earlier one only', async () => {
      const { repo } = ready;
      const line = `"h": func() string { return "Hello," },`;
      const write = async (first: string, tool: string): Promise<void> => {
        repo.write('a.ts', [first, 'end of it']);
        await repo.record({ path: 'a.ts', lines: '1', tool });
        repo.git('add', '.');
        repo.commit('Written');
      };
      await write(line.replace('Hello', 'Hi'), 'ai2');
      const log = repo.read('.git/parapet/working.log');
      await write(line, 'ai');
      // As in another clone, to which the commit comes with its note.
      repo.write('.git/parapet/working.log', log);
      assert.equal(await repo.who('a.ts'), 'ai -');
      repo.write('a.ts', [line.replaceAll('"', "'"), 'end of it']);
      assert.equal(await repo.who('a.ts'), 'ai -');
      repo.commit('Formatted', '-a');
      assert.equal(await repo.who('a.ts', '--rev', 'HEAD'), 'ai -');
    });

    it('are unknown where a token of theirs was changed without a word, whoever wrote the rest', async () => {
      const { repo } = ready;
      repo.stage('a.ts', ['function foo() {', '  return 1;', '}', 'const mine = 1;']);
      await repo.record(
        { path: 'a.ts', lines: '1-3', tool: 'ai' },
        { path: 'a.ts', lines: '4', by: 'human' },
      );
      repo.stage('a.ts', ['function foo() {', '  return 2;', '}', 'const mine = 2;']);
      assert.equal(await repo.who('a.ts'), 'ai - ai -');
      repo.commit('Before it is committed');
      assert.equal(await repo.who('a.ts'), 'ai - ai -');
      repo.stage('a.ts', ['function bar() {', '  return 2;', '}', 'const mine = 2;']);
      repo.commit('And after');
      assert.equal(await repo.who('a.ts'), '- - ai -');
    });

    it('are right whatever date a commit bears', async () => {
      const { repo } = ready;
      for (const [i, date] of ['2001-01-01T00:00:00Z', '2090-01-01T00:00:00Z'].entries()) {
        const env = { GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
        await repo.edit(`${i}.ts`, [...MINE, 'ai x', 'nobody']);
        repo.git('add', '.');
        assert.equal(repo.try(['commit', '-qm', 'Old'], { env }).code, 0);
        await repo.tells(`${i}.ts`);
        await repo.edit(`${i}.ts`, ['ai2 y', ...MINE, 'ai x', 'nobody']);
        assert.equal(repo.try(['commit', '-qa', '--amend', '--no-edit'], { env }).code, 0);
        await repo.tells(`${i}.ts`);
      }
    });

    it('are right from before the first commit on, and in a branch without a parent', async () => {
      const { repo } = ready;
      await repo.edit('a.ts', ['ai first', 'me second', 'nobody']);
      await repo.tellsOnDisk('a.ts');
      repo.git('add', '.');
      repo.commit('First');
      await repo.tells('a.ts');
      repo.git('checkout', '--quiet', '--orphan', 'orphan');
      await repo.edit('a.ts', ['ai first', 'me second', 'nobody', 'ai2 more']);
      repo.commit('Orphan', '-a');
      await repo.tells('a.ts');
    });
  });

  describe('that are laid out anew', () => {
    const broken = ['call(', '  first,', '  "second",', '  (third) => 4,', ');'];
    const whole = ["call(first, 'second', third => 4)"];

    it('are the tool’s when a formatter breaks and joins them, before and after they are committed', async () => {
      const { repo } = ready;
      repo.stage('a.ts', [...whole, 'next']);
      await repo.record({ path: 'a.ts', lines: '1', tool: 'ai' }, { path: 'a.ts', lines: '2', by: 'human' });
      repo.stage('a.ts', [...broken, 'next']);
      repo.commit('Broken');
      assert.equal(await repo.who('a.ts'), 'ai ai ai ai ai me');
      repo.stage('a.ts', [...whole, 'next']);
      repo.commit('Joined');
      assert.equal(await repo.who('a.ts'), 'ai me');
    });

    it('stay whose they were where comments are wrapped anew, by a formatter that nobody saw or by a tool that reports it', async () => {
      const { repo } = ready;
      const wide = ['// This is what somebody wrote in order to explain what', '// the next function does.'];
      const narrow = [
        '// This is what somebody wrote',
        '// in order to explain what the',
        '// next function does.',
      ];
      for (const report of [{ by: 'human' } as const, { tool: 'ai' }]) {
        repo.stage('a.ts', [...wide, 'next']);
        await repo.record({ path: 'a.ts', lines: '1-2', ...report });
        repo.commit('Wide');
        const who = report.tool ?? 'me';
        repo.stage('a.ts', [...narrow, 'next']);
        assert.equal(await repo.who('a.ts'), `${who} ${who} ${who} -`);
        repo.commit('Narrow');
        assert.equal(await repo.who('a.ts'), `${who} ${who} ${who} -`);
        repo.stage('a.ts', [...wide, 'next']);
        await repo.record({ path: 'a.ts', lines: '1-2', tool: 'ai2' });
        repo.commit('Wide again');
        assert.equal(await repo.who('a.ts'), `${who} ${who} -`);
        repo.stage('a.ts', ['next']);
        repo.commit('Nothing of it');
      }
    });

    it('stay a person’s, whatever a tool says that lays them out, and a tool’s under a person’s hands', async () => {
      const { repo } = ready;
      await repo.edit('a.ts', ['me first', 'me second', 'ai third', 'nobody there']);
      repo.write('a.ts', ['  me first', '  me second', '  ai third', '  nobody there']);
      await repo.record({ path: 'a.ts', lines: '1-3', tool: 'ai2' });
      repo.git('add', '.');
      repo.commit('Laid out');
      await repo.tells('a.ts');
      repo.write('a.ts', ['\tme first', '\tme second', '\tai third', '\tnobody there']);
      await repo.record({ path: 'a.ts', lines: '1-4', by: 'human' });
      repo.commit('With tabs', '-a');
      assert.equal(await repo.who('a.ts', '--rev', 'HEAD'), 'me me ai -');
    });

    it('stay whose they were where a tool puts something around them and reports all of it', async () => {
      const { repo } = ready;
      repo.stage('a.ts', ['start();', 'old();', 'me();', 'end();']);
      repo.commit('Before any of it');
      await repo.record({ path: 'a.ts', lines: '3', by: 'human' });
      repo.write('a.ts', ['start();', 'if (it) {', '  old();', '  me();', '}', 'end();']);
      await repo.record({ path: 'a.ts', lines: '2-5', tool: 'ai' });
      assert.equal(await repo.who('a.ts'), '- ai - me ai -');
      repo.commit('Put around', '-a');
      assert.equal(await repo.who('a.ts'), '- ai - me ai -');
    });

    it('stay whose they were where a tool sorts, moves or formats them and reports that', async () => {
      const { repo } = ready;
      repo.stage('a.ts', [
        "import { zeta } from './zeta';",
        "import { alpha } from './alpha';",
        'function one() {',
        '  return callOne(alpha);',
        '}',
        'function two() {',
        '  return zeta("first", "second")',
        '}',
      ]);
      await repo.record({ path: 'a.ts', lines: '1-5', by: 'human' });
      repo.commit('By a person, and nobody knows');
      repo.stage('a.ts', [
        "import { alpha } from './alpha';",
        "import { beta } from './beta';",
        "import { zeta } from './zeta';",
        'function one() {',
        '  return callOne(alpha);',
        '}',
        'function two() {',
        '  return zeta(',
        "    'first',",
        "    'second',",
        '  );',
        '}',
      ]);
      await repo.record(
        { path: 'a.ts', lines: '2-3', tool: 'ai' },
        { path: 'a.ts', lines: '8-11', tool: 'ai' },
      );
      const expected = 'me ai me me me me - - - - - -';
      assert.equal(await repo.who('a.ts'), expected);
      repo.commit('Laid out');
      assert.equal(await repo.who('a.ts', '--rev', 'HEAD'), expected);
    });

    it('stay whose they were where a tool writes the file anew and reports all of it', async () => {
      const { repo } = ready;
      await repo.edit('a.ts', MINE);
      repo.write('a.ts', ['ai head', ...MINE, 'ai end']);
      await repo.record({ path: 'a.ts', lines: `1-${MINE.length + 2}`, tool: 'ai' });
      await repo.tellsOnDisk('a.ts');
      repo.git('add', '.');
      repo.commit('Anew');
      await repo.tells('a.ts');
    });

    it('are a person’s where a bracket of a tool’s only comes out alike', async () => {
      const { repo } = ready;
      repo.stage('a.ts', ['if (one) {', '    two();', '    }', 'else three();']);
      await repo.record({ path: 'a.ts', lines: '1-4', tool: 'ai' });
      repo.commit('By the tool');
      repo.stage('a.ts', ['while (other) {', '  it.goes(on);', '}', 'mine();']);
      await repo.record({ path: 'a.ts', lines: '1-4', by: 'human' });
      repo.commit('Anew');
      assert.equal(await repo.who('a.ts'), 'me me me me');
    });

    it('stay whose they are with other line ends, a mark in front, or no end at the last one', async () => {
      const { repo } = ready;
      const entries = [
        { path: 'a.ts', lines: '1', by: 'human' as const },
        { path: 'a.ts', lines: '2', tool: 'ai' },
      ];
      repo.write('a.ts', '\uFEFFme one\r\nai two\r\nnobody');
      await repo.record(...entries);
      repo.git('add', '.');
      repo.commit('As on Windows');
      assert.equal(await repo.who('a.ts'), 'me ai -');
      repo.write('a.ts', 'me one\nai two\nnobody\nai three\n');
      await repo.record({ path: 'a.ts', lines: '4', tool: 'ai' });
      repo.commit('As elsewhere', '-a');
      assert.equal(await repo.who('a.ts'), 'me ai - ai');
      repo.write('.gitattributes', '*.ts text eol=crlf\n');
      repo.git('add', '.gitattributes');
      repo.git('add', '--renormalize', '.');
      repo.commit('By attribute');
      repo.git('checkout', '--quiet', '--', '.');
      assert.equal(await repo.who('a.ts'), 'me ai - ai');
    });
  });

  describe('that move', () => {
    it('are the same elsewhere in the file, and nobody’s where they came from', async () => {
      const { repo } = ready;
      const block = ['ai x of the block', 'ai y of the block here'];
      await repo.editAndCommit('a.ts', [...MINE, ...block]);
      await repo.edit('a.ts', [...block, ...MINE], { record: false });
      repo.commit('Moved', '-a');
      await repo.tells('a.ts');
    });

    it('are found in the other file that they went to, and in a folder elsewhere', async () => {
      const { repo } = ready;
      const block = [
        'ai const alphabet = makeAlphabetOf(letters);',
        'ai const numbers = makeNumbersOf(digits);',
      ];
      await repo.editAndCommit('src/a.ts', [...MINE, ...block, 'me the end of it']);
      await repo.edit('src/a.ts', [...MINE, 'me the end of it']);
      await repo.edit('src/b.ts', block, { record: false });
      repo.git('add', '.');
      repo.commit('To another file');
      await repo.tells('src/b.ts');
      repo.git('mv', 'src/a.ts', 'lib.ts');
      await repo.edit('lib.ts', ['ai2 front', ...MINE, 'me the end of it']);
      repo.commit('To another folder', '-a');
      await repo.tells('lib.ts');
      repo.git('mv', 'lib.ts', 'Lib.ts');
      repo.commit('Another case');
      await repo.tells('Lib.ts');
    });

    it('are whoever’s copied them and says so, and else whose they were', async () => {
      const { repo } = ready;
      const block = [
        'ai const alphabet = makeAlphabetOf(letters);',
        'ai const numbers = makeNumbersOf(digits);',
      ];
      await repo.editAndCommit('a.ts', [...block, ...MINE]);
      repo.write('a.ts', [...block, ...MINE, ...block]);
      await repo.record({ path: 'a.ts', lines: '8-9', by: 'human' });
      assert.equal(await repo.who('a.ts'), 'ai ai me me me me me me me');
      repo.commit('Copied by a person', '-a');
      assert.equal(await repo.who('a.ts'), 'ai ai me me me me me me me');
      await repo.edit('b.ts', block, { record: false });
      await repo.edit('a.ts', [...block, ...MINE, ...block, 'ai2 more']);
      repo.git('add', '.');
      repo.commit('Copied beside a change');
      await repo.tells('b.ts');
    });

    it('are whose they were where two files trade names, and where one takes another’s', async () => {
      const { repo } = ready;
      await repo.editAndCommit('a.ts', [...MINE, 'ai a']);
      await repo.editAndCommit('b.ts', ['ai2 b', 'nobody', 'me b', 'ai b']);
      renameSync(repo.at('a.ts'), repo.at('c.ts'));
      renameSync(repo.at('b.ts'), repo.at('a.ts'));
      renameSync(repo.at('c.ts'), repo.at('b.ts'));
      repo.commit('Traded', '-a');
      for (const file of ['a.ts', 'b.ts']) await repo.tells(file);
      await repo.editAndCommit('b.ts', ['me anew', 'nobody']);
      renameSync(repo.at('a.ts'), repo.at('b.ts'));
      repo.commit('Taken', '-a');
      await repo.tells('b.ts');
    });

    it('come back when a file is removed and added again, or restored from a commit', async () => {
      const { repo } = ready;
      await repo.editAndCommit('a.ts', [...MINE, 'ai x of the block', 'nobody']);
      repo.git('rm', '--quiet', '--cached', 'a.ts');
      repo.commit('Removed');
      repo.git('add', 'a.ts');
      repo.commit('Added again');
      await repo.tells('a.ts');
      await repo.editAndCommit('a.ts', MINE);
      repo.git('restore', '--source=HEAD~1', 'a.ts');
      await repo.tellsOnDisk('a.ts');
      repo.commit('Restored', '-a');
      await repo.tells('a.ts');
    });
  });

  describe('of a file that is gone back to', () => {
    it('are whose they were, however often it has changed since, and where only notes know of it', async () => {
      const { repo } = ready;
      const version = (i: number): string[] => [`ai starts version ${i}`, `me ends it ${i}`, `nobody ${i}`];
      for (let i = 0; i < 7; i++) await repo.editAndCommit('a.ts', version(i));
      await repo.editAndCommit('b.ts', ['ai2 b', 'me b']);
      repo.git('checkout', '--quiet', 'HEAD~7', '--', 'a.ts');
      await repo.tellsOnDisk('a.ts');
      repo.git('reset', '--quiet');
      await repo.tellsOnDisk('a.ts');
      repo.commit('Back', '-a');
      await repo.tells('a.ts');
      repo.git('clone', '--quiet', '.', ready.at('clone'));
      const clone = await new TellingRepository(ready.at('clone')).signed().install();
      clone.git('fetch', '--quiet');
      clone.git('rm', '--quiet', 'b.ts');
      clone.commit('Away');
      clone.git('checkout', '--quiet', 'HEAD~1', '--', 'b.ts');
      await clone.tellsOnDisk('b.ts');
      clone.commit('There again');
      await clone.tells('b.ts');
    });

    it('are nobody’s where it is typed otherwise', async () => {
      const { repo } = ready;
      repo.git('clone', '--quiet', '.', ready.at('clone'));
      await repo.editAndCommit('a.ts', ['ai starts it', 'me ends it']);
      await repo.editAndCommit('a.ts', ['me anew']);
      const clone = new TellingRepository(ready.at('clone'));
      clone.git('pull', '--quiet');
      await clone.signed().install();
      clone.git('fetch', '--quiet');
      clone.write('a.ts', ['ai starts it', 'me ends it', 'and goes on']);
      assert.equal(await clone.who('a.ts'), '- - -');
      clone.commit('Typed', '-a');
      assert.equal(await clone.who('a.ts'), '- - -');
    });
  });

  describe('of odd files', () => {
    it('are right in one that is not UTF-8, is long, or was empty', async () => {
      const { repo } = ready;
      writeFileSync(repo.at('latin.ts'), Buffer.from('me caf\xe9\nai na\xefve\nnobody\n', 'latin1'));
      await repo.record(
        { path: 'latin.ts', lines: '1', by: 'human' },
        { path: 'latin.ts', lines: '2', tool: 'ai' },
      );
      const long = Array.from({ length: 4000 }, (_, i) => `nobody wrote line ${i}`);
      await repo.edit('long.ts', long);
      repo.write('empty.ts', '');
      repo.git('add', '.');
      repo.commit('All');
      assert.equal(await repo.who('latin.ts'), 'me ai -');
      await repo.editAndCommit('long.ts', long.toSpliced(2000, 1, 'ai in the middle', 'me after it'));
      await repo.editAndCommit('empty.ts', ['ai no longer empty']);
    });

    it('are right in one that is UTF-16 on disk, and in one whose name is composed otherwise', async () => {
      const { repo } = ready;
      repo.stage(
        '.gitattributes',
        '*.txt working-tree-encoding=UTF-16LE\n*.rc working-tree-encoding=UTF-16\n',
      );
      const text = ['ai first', 'me second', 'nobody'].map((line) => `${line}\r\n`).join('');
      writeFileSync(repo.at('a.txt'), Buffer.from(text, 'utf16le'));
      writeFileSync(repo.at('b.rc'), Buffer.from(`\uFEFF${text}`, 'utf16le').swap16());
      const name = 'cafe\u0301.ts';
      repo.write(name, text);
      for (const path of ['a.txt', 'b.rc', name])
        await repo.record({ path, lines: '1', tool: 'ai' }, { path, lines: '2', by: 'human' });
      repo.git('add', '.');
      repo.commit('All');
      for (const file of ['a.txt', 'b.rc', name]) {
        assert.equal(await repo.who(file), 'ai me -');
        assert.equal(await repo.who(file, '--rev', 'HEAD'), 'ai me -');
      }
      writeFileSync(repo.at('data.bin'), Buffer.from([1, 0, 2, 0]));
      await assert.rejects(repo.blame('data.bin'));
    });

    it('are right in a submodule, and beside a link and an ignored file', async () => {
      const { repo } = ready;
      await repo.editAndCommit('a.ts', ['ai outer', 'me too']);
      repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repo.path, 'sub');
      repo.commit('Submodule');
      const sub = new TellingRepository(repo.at('sub'));
      await sub.install();
      sub.git('config', 'user.name', 'Dev');
      sub.git('config', 'user.email', 'dev@example.com');
      await sub.editAndCommit('b.ts', ['ai inner', 'me as well', 'nobody']);
      symlinkSync('a.ts', repo.at('link.ts'));
      repo.write('.gitignore', 'ignored.ts\n');
      await repo.edit('ignored.ts', ['ai ignored', 'me ignored']);
      await repo.tellsOnDisk('ignored.ts');
      repo.git('add', '.');
      repo.commit('Beside');
      await repo.tells('a.ts');
      await sub.tells('b.ts');
    });
  });
});
