/** `parapet blame` asks git at once where it can; what it says does not depend on that. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { parapet } from './parapet';
import { readyRepository } from './readyRepository';

describe('parapet blame', () => {
  const ready = readyRepository();

  beforeEach(async () => {
    mkdirSync(ready.repo.at('src'));
    symlinkSync('src', ready.repo.at('linked'));
    symlinkSync('src/a.ts', ready.repo.at('file-link.ts'));
    ready.repo.git('add', 'linked', 'file-link.ts');
    ready.repo.commit('links');
    await ready.repo.editAndCommit('src/a.ts', ['ai 1', 'me 2', 'nobody']);
    await ready.repo.editAndCommit('src/a.ts', ['ai 1', 'me 2', 'nobody', 'ai 4']);
    ready.repo.git('tag', 'v1.0');
  });

  const said = async (folder: string, ...args: string[]): Promise<string> => {
    const { code, out, err } = await parapet(folder, ['blame', ...args, '--json']);
    assert.deepEqual([code, err], [0, '']);
    return (JSON.parse(out) as { class: string; commit?: string }[])
      .map((line) => `${line.class}${line.commit ? ` ${line.commit.slice(0, 7)}` : ''}`)
      .join(', ');
  };

  it('says the same from wherever a file is named, and whatever a commit is called', async () => {
    const { repo } = ready;
    const [last, first] = repo.git('log', '--format=%h', '--abbrev=7').split('\n');
    const expected = `ai ${first}, human ${first}, unknown ${first}, ai ${last}`;
    mkdirSync(repo.at('other', 'deep'), { recursive: true });
    symlinkSync(repo.path, ready.at('elsewhere'));
    const places: [string, string][] = [
      [repo.path, 'src/a.ts'],
      [repo.path, './src/../src/a.ts'],
      [repo.path, repo.at('src', 'a.ts')],
      [repo.path, 'linked/a.ts'],
      [repo.path, 'file-link.ts'],
      [repo.at('src'), 'a.ts'],
      [repo.at('other', 'deep'), '../../src/a.ts'],
      [repo.at('linked'), 'a.ts'],
      [ready.at('elsewhere'), 'src/a.ts'],
    ];
    for (const [folder, file] of places) {
      assert.equal(await said(folder, file), expected, `${file} in ${folder}`);
      assert.equal(await said(folder, file, '--rev', 'HEAD'), expected, `${file} in ${folder}, committed`);
    }
    for (const rev of ['HEAD~0', 'v1.0', 'main', 'HEAD^{/.}', last ?? ''])
      assert.equal(await said(repo.path, 'src/a.ts', '--rev', rev), expected, rev);
    const before = expected.split(', ').slice(0, 3).join(', ');
    assert.equal(await said(repo.path, 'src/a.ts', '--rev', 'HEAD~1'), before);
    assert.equal(await said(repo.path, 'src/a.ts', '--rev', 'v1.0^'), before);
  });

  it('follows lines that went elsewhere in short pieces with blank lines between, as git does', async () => {
    const { repo } = ready;
    const moved = ['ai open it', '', 'ai fill it', '', 'ai shut it'];
    const stay = Array.from({ length: 6 }, (_, i) => `me ${i} that stays where it is`);
    await repo.editAndCommit('b.ts', [...moved, ...stay]);
    repo.write('b.ts', [...stay, ...moved, 'two']);
    repo.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-a', '-m', 'Moved');
    // Another tool's note, which goes by what is new for git.
    const note = `b.ts\n  h_1 12\n---\n${JSON.stringify({ schema_version: 'authorship/3.0.0' })}`;
    repo.git('notes', '--ref=ai', 'add', '--message', note);
    const answers = (await said(repo.path, 'b.ts', '--rev', 'HEAD')).split(', ');
    const classes = answers.map((answer) => answer.split(' ')[0]);
    assert.deepEqual(
      classes.filter((_, i) => [6, 8, 10, 11].includes(i)),
      ['ai', 'ai', 'ai', 'human'],
    );
  });

  it('tells lines that were copied from those that came between them later', async () => {
    const { repo } = ready;
    const block = [
      'ai const alphabet = letters();',
      'ai const numbers = digits();',
      'ai const everything = both();',
    ];
    await repo.editAndCommit('b.ts', [...block, 'me between them']);
    const unseen = (...lines: string[]): void => {
      repo.write('b.ts', lines);
      repo.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-a', '-m', 'Unseen');
      // So that it is not looked for what is lost.
      repo.git('notes', '--ref=ai', 'add', '--message', '---\n{"schema_version":"authorship/3.0.0"}');
    };
    unseen(...block, 'me between them', ...block);
    unseen(
      ...block,
      'me between them',
      ...block.slice(0, 2),
      'nobody here',
      'nobody there',
      ...block.slice(2),
    );
    const answers = (await said(repo.path, 'b.ts', '--rev', 'HEAD')).split(', ');
    assert.deepEqual(
      answers.slice(4).map((answer) => answer.split(' ')[0]),
      ['ai', 'ai', 'unknown', 'unknown', 'ai'],
    );
  });

  it('knows a file that a commit has and the disk has not, or has as something else', async () => {
    const { repo } = ready;
    repo.git('rm', '--quiet', 'src/a.ts');
    assert.match(await said(repo.path, 'src/a.ts', '--rev', 'HEAD'), /^ai \w+, human/);
    repo.git('reset', '--quiet', '--hard');
    repo.write('src/a.ts', ['ai 1', 'changed']);
    assert.match(await said(repo.path, 'src/a.ts'), /^ai \w+, unknown$/);
    assert.match(await said(repo.path, 'src/a.ts', '--rev', 'HEAD'), /^ai \w+, human \w+, unknown \w+, ai/);
  });

  it('says what is wrong, whatever git was asked before', async () => {
    const { repo } = ready;
    const wrong: [string[], RegExp][] = [
      [['src'], /src is a folder/],
      [['src', '--rev', 'HEAD'], /src is a folder/],
      [['nothing.ts'], /there is no such file/],
      [['src/a.ts', '--rev', 'nowhere'], /there is no commit nowhere here/],
      [['src/a.ts', '--rev', 'HEAD~1..HEAD'], /there is no commit HEAD~1\.\.HEAD here/],
      [['src/a.ts', '--rev=--all'], /there is no commit --all here/],
      [['new.ts', '--rev', 'HEAD'], /there is no such file in HEAD/],
    ];
    repo.write('new.ts', ['one']);
    for (const [args, message] of wrong) {
      const { code, out, err } = await parapet(repo.path, ['blame', ...args]);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, message);
    }
  });

  it('goes without notes as with them', async () => {
    const { repo } = ready;
    repo.git('update-ref', '-d', 'refs/notes/ai');
    assert.match(await said(repo.path, 'src/a.ts', '--rev', 'HEAD'), /^unknown \w+, unknown \w+, unknown/);
  });
});
