/** Who wrote which line, where it turns up at another place than it was written: before that is committed, and after. Every line. */
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { readyRepository } from './readyRepository';
import { TellingRepository } from './tellingLines';

const MINE = ['me one', 'me two', 'me three', 'nobody', 'me five'];
const BLOCK = ['ai function alphaBeta() {', 'ai   return computeSomething(42);', '', 'ai   // the end of it'];

describe('lines that turn up elsewhere', function () {
  // Each is many commits, and the machine may have other things to do.
  this.timeout(240_000);
  const ready = readyRepository();

  async function tellOnDiskAndCommitted(repo: TellingRepository, files: readonly string[]): Promise<void> {
    for (const file of files) await repo.tellsOnDisk(file);
    repo.git('add', '--all', '.');
    repo.commit('Elsewhere');
    for (const file of files) await repo.tells(file);
  }

  for (const when of ['committed', 'not committed'] as const) {
    it(`are right where a block that is ${when} is moved to another file`, async () => {
      const { repo } = ready;
      await repo.editAndCommit('a.ts', MINE);
      await repo.editAndCommit('b.ts', ['me before it', 'me behind it']);
      await repo.edit('a.ts', [...MINE, ...BLOCK]);
      if (when === 'committed') repo.commit('The block', '-a');
      await repo.edit('a.ts', MINE, { record: false });
      await repo.edit('b.ts', ['me before it', ...BLOCK, 'me behind it'], { record: false });
      await tellOnDiskAndCommitted(repo, ['a.ts', 'b.ts']);
    });
  }

  it('are right where one file is split in two, two become one, and two trade names', async () => {
    const { repo } = ready;
    const others = ['me class Omega extends Base {', 'ai2   run() { return this.all(); }', 'nobody }'];
    await repo.edit('a.ts', [...BLOCK, ...others]);
    await repo.editAndCommit('z.ts', MINE);
    await repo.edit('a.ts', BLOCK, { record: false });
    await repo.edit('b.ts', others, { record: false });
    await tellOnDiskAndCommitted(repo, ['a.ts', 'b.ts']);
    renameSync(repo.at('a.ts'), repo.at('other'));
    renameSync(repo.at('b.ts'), repo.at('a.ts'));
    renameSync(repo.at('other'), repo.at('b.ts'));
    await tellOnDiskAndCommitted(repo, ['a.ts', 'b.ts']);
    for (const file of ['a.ts', 'b.ts']) rmSync(repo.at(file));
    await repo.edit('c.ts', [...others, ...BLOCK], { record: false });
    await tellOnDiskAndCommitted(repo, ['c.ts']);
  });

  it('are right where a file has another name before it was ever committed, or before its work was', async () => {
    const { repo } = ready;
    await repo.editAndCommit('a.ts', MINE);
    await repo.edit('new/b.ts', [...BLOCK, 'me at the end of it', 'nobody']);
    repo.git('add', '.');
    repo.git('mv', 'new', 'newer');
    await repo.edit('a.ts', ['ai in front', ...MINE, 'me behind']);
    mkdirSync(repo.at('src'));
    renameSync(repo.at('a.ts'), repo.at('src/a.ts'));
    await tellOnDiskAndCommitted(repo, ['src/a.ts', 'newer/b.ts']);
  });

  it('are each file’s own where a folder of files that are much alike gets another name', async () => {
    const { repo } = ready;
    const alike = [1, 2, 3, 4, 5, 6].map((i) => `every file of this folder has line ${i}`);
    const writers = { a: 'ai', b: 'me', c: 'ai2' };
    await repo.editAndCommit('z.ts', MINE);
    for (const [name, who] of Object.entries(writers)) {
      const path = `old/${name}.ts`;
      repo.write(path, [...alike, `this one alone has ${name}`]);
      await repo.record({ path, lines: '1-7', ...(who === 'me' ? { by: 'human' } : { tool: who }) });
    }
    const tellsOfAll = async (folder: string, ...more: string[]): Promise<void> => {
      for (const [name, who] of Object.entries(writers)) {
        const told = await repo.who(`${folder}/${name}.ts`);
        assert.equal(told, [...Array.from({ length: 7 }, () => who), ...more].join(' '), `${folder}/${name}`);
      }
    };
    renameSync(repo.at('old'), repo.at('new'));
    await tellsOfAll('new');
    for (const name of Object.keys(writers)) {
      const path = `new/${name}.ts`;
      repo.write(path, `${repo.read(path)}more of it\n`);
      await repo.record({ path, lines: '8', by: 'human' });
    }
    await tellsOfAll('new', 'me');
    repo.git('add', '.');
    repo.commit('All of it');
    await tellsOfAll('new', 'me');
    renameSync(repo.at('new'), repo.at('newer'));
    await tellsOfAll('newer', 'me');
    repo.git('add', '.');
    repo.commit('Called otherwise');
    await tellsOfAll('newer', 'me');
  });

  it('are right where more is reported of a file that got another name before its work was committed', async () => {
    const { repo } = ready;
    await repo.editAndCommit('a.ts', MINE);
    await repo.edit('a.ts', [...MINE, 'ai x', 'ai y']);
    repo.git('mv', 'a.ts', 'b.ts');
    await repo.tellsOnDisk('b.ts');
    await repo.edit('b.ts', ['ai2 in front', ...MINE, 'ai x', 'ai y', 'me behind']);
    await tellOnDiskAndCommitted(repo, ['b.ts']);
    repo.git('mv', 'b.ts', 'a.ts');
    repo.commit('Back again');
    const back = ['ai2 in front', ...MINE, 'ai x', 'ai y', 'me behind'];
    await repo.edit('a.ts', [...back, 'ai z']);
    repo.git('mv', 'a.ts', 'b.ts');
    await repo.tellsOnDisk('b.ts');
    await repo.edit('b.ts', ['me first', ...back, 'ai z']);
    await tellOnDiskAndCommitted(repo, ['b.ts']);
    await repo.edit('new.ts', ['ai n', 'me n', 'nobody n']);
    renameSync(repo.at('new.ts'), repo.at('newer.ts'));
    await repo.edit('newer.ts', ['me first', 'ai n', 'me n', 'nobody n']);
    await tellOnDiskAndCommitted(repo, ['newer.ts']);
  });

  it('are right where a tool gives a file another name and reports all of it', async () => {
    const { repo } = ready;
    const old = ['written by nobody', 'that anyone knows', 'of all who are here', 'and who are not'];
    repo.stage('a.ts', old);
    repo.commit('Old');
    repo.git('mv', 'a.ts', 'b.ts');
    repo.write('b.ts', [...old, 'ai in the end']);
    await repo.record({ path: 'b.ts', lines: '1-5', tool: 'ai' });
    await tellOnDiskAndCommitted(repo, ['b.ts']);
  });

  it('are a person’s or unknown where only so much of it reads alike as any file has', async () => {
    const { repo } = ready;
    const head = "import React from 'react';";
    await repo.editAndCommit('z.ts', MINE);
    repo.write('a.ts', [head, 'export const A = () => <div>Hello</div>;']);
    await repo.record({ path: 'a.ts', lines: '1-2', tool: 'ai' });
    rmSync(repo.at('a.ts'));
    repo.write('b.ts', [head, 'export const B = () => <span>Another one</span>;']);
    assert.equal(await repo.who('b.ts'), '- -');
    repo.git('add', '.');
    repo.commit('By hand');
    assert.equal(await repo.who('b.ts'), '- -');
  });

  it('are unknown where they read like what was written on another branch', async () => {
    const { repo } = ready;
    await repo.editAndCommit('z.ts', MINE);
    const heads = ["import React from 'react';", "import { useState } from 'react';"];
    repo.git('checkout', '--quiet', '-b', 'work');
    repo.write('a.ts', heads);
    await repo.record({ path: 'a.ts', lines: '1-2', tool: 'ai' });
    repo.git('add', '.');
    repo.commit('By the tool');
    repo.git('checkout', '--quiet', 'main');
    repo.write('b.ts', heads);
    assert.equal(await repo.who('b.ts'), '- -');
    repo.git('add', '.');
    repo.commit('By hand');
    assert.equal(await repo.who('b.ts'), '- -');
  });

  it('are right where they were stashed in another work tree', async () => {
    const { repo } = ready;
    await repo.editAndCommit('a.ts', MINE);
    repo.git('worktree', 'add', '--quiet', '-b', 'tree', ready.at('tree'));
    const tree = new TellingRepository(ready.at('tree'));
    await repo.edit('a.ts', [...MINE.slice(0, 3), 'ai put aside', ...MINE.slice(3), 'me put aside']);
    await repo.edit('b.ts', ['ai b', 'me b', 'nobody']);
    repo.git('stash', '--quiet', '--include-untracked');
    tree.git('stash', 'pop', '--quiet');
    await tellOnDiskAndCommitted(tree, ['a.ts', 'b.ts']);
    await tree.edit('a.ts', ['ai2 from the tree', ...tree.read('a.ts').split('\n').slice(0, -1)]);
    tree.git('stash', '--quiet');
    repo.git('reset', '--quiet', '--hard', 'tree');
    repo.git('stash', 'pop', '--quiet');
    await tellOnDiskAndCommitted(repo, ['a.ts']);
  });

  it('are right before it is committed where they come from another branch', async () => {
    const { repo } = ready;
    await repo.editAndCommit('a.ts', MINE);
    repo.git('clone', '--quiet', '.', ready.at('clone'));
    repo.git('checkout', '--quiet', '-b', 'work');
    await repo.editAndCommit('a.ts', [...MINE, ...BLOCK]);
    await repo.editAndCommit('a.ts', ['ai2 in front of it', ...MINE, ...BLOCK, 'me x']);
    const clone = await new TellingRepository(ready.at('clone')).signed().install();
    clone.git('fetch', '--quiet');
    clone.git('checkout', 'origin/work', '--', 'a.ts');
    await clone.tellsOnDisk('a.ts');
    clone.git('reset', '--quiet', '--hard');
    clone.git('merge', '--quiet', '--squash', 'origin/work');
    await tellOnDiskAndCommitted(clone, ['a.ts']);
  });
});
