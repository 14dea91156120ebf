/** Who wrote which line that a tool took from one file to another and then reported. Every line. */
import assert from 'node:assert/strict';
import { readyRepository } from './readyRepository';
import type { TellingRepository } from './tellingLines';

const FRONT = ['me begins the file', 'me goes on with it'];
const END = ['me ends the file'];

const functionOf = (who: string): string[] => [
  `${who} function handles(request, response) {`,
  `  ${who} const total = request.items.length;`,
  `  ${who} return response.send(total);`,
  `${who} ends the function`,
];

describe('the lines that a tool takes to another file and reports', function () {
  // Each is many commits, and the machine may have other things to do.
  this.timeout(240_000);
  const ready = readyRepository();

  /** With a line of its own below them. */
  const report = async (
    repo: TellingRepository,
    file: string,
    lines: readonly string[],
    all = lines.length,
  ) => {
    repo.write(file, [...lines, 'ai2 adds one of its own']);
    await repo.record({
      ...{ path: file, lines: `${lines.length - all + 1}-${lines.length + 1}` },
      ...{ tool: 'ai2', model: 'm-2' },
    });
  };
  const tells = async (repo: TellingRepository, ...files: string[]) => {
    for (const file of files) await repo.tellsOnDisk(file);
    repo.git('add', '--all');
    repo.commit('Moved');
    for (const file of files) await repo.tells(file);
  };

  it('stay whose they were, whichever of the files it changes first', async () => {
    const { repo } = ready;
    for (const who of ['me', 'ai', 'nobody']) {
      const [from, to, late] = [`${who}.ts`, `${who}-there.ts`, `${who}-late.ts`];
      await repo.editAndCommit(from, [...FRONT, ...functionOf(who), ...END]);
      await report(repo, to, functionOf(who));
      repo.write(from, [...FRONT, ...END]);
      await tells(repo, from, to);
      await repo.editAndCommit(late, FRONT);
      repo.git('rm', '--quiet', to);
      await report(repo, late, [...FRONT, ...functionOf(who)], 4);
      await tells(repo, late);
      // Now nobody says so.
      repo.write(late, FRONT);
      await repo.edit(`${who}-last.ts`, functionOf(who), { record: false });
      await tells(repo, `${who}-last.ts`);
    }
  });

  it('stay whose they were where they were not committed yet', async () => {
    const { repo } = ready;
    for (const who of ['me', 'ai']) {
      const [from, to] = [`${who}.ts`, `${who}-there.ts`];
      await repo.editAndCommit(from, [...FRONT, ...END]);
      await repo.edit(from, [...FRONT, ...functionOf(who), ...END]);
      repo.write(from, [...FRONT, ...END]);
      await report(repo, to, functionOf(who));
      await tells(repo, from, to);
    }
  });

  it('stay whose they were where they are taken away and come back with other work', async () => {
    const { repo } = ready;
    for (const who of ['me', 'ai', 'nobody']) {
      const [from, to] = [`${who}.ts`, `${who}-there.ts`];
      await repo.editAndCommit(from, [...FRONT, ...functionOf(who), ...END]);
      await report(repo, to, functionOf(who));
      repo.write(from, [...FRONT, ...END]);
      await tells(repo, from, to);
      await repo.edit(to, ['ai2 adds one of its own'], { record: false });
      await tells(repo, to);
      await repo.edit(to, [...functionOf(who), 'ai2 adds one of its own', 'ai2 adds another']);
      await tells(repo, to);
      repo.git('rm', '--quiet', to);
      repo.commit('Gone');
      repo.git('checkout', '--quiet', 'HEAD~1', '--', to);
      await repo.edit(to, ['me in front', ...repo.read(to).trimEnd().split('\n')]);
      await tells(repo, to);
      repo.write(
        to,
        repo.read(to).replace(/^.*return/m, (start) => `    ${start}`),
      );
      await repo.tellsOnDisk(to);
    }
  });

  it('are the tool’s where it copies them, and where it writes a line that merely reads like one that is gone', async () => {
    const { repo } = ready;
    const brief = ['  }', 'return null;'];
    await repo.editAndCommit('a.ts', [...FRONT, ...functionOf('me')]);
    repo.write('a.ts', [...FRONT, ...brief, ...functionOf('me')]);
    await repo.record({ path: 'a.ts', lines: '3-4', by: 'human' });
    repo.commit('Brief', '-a');
    await report(repo, 'copy.ts', functionOf('me'));
    repo.write('a.ts', [...FRONT, ...functionOf('me')]);
    await report(repo, 'b.ts', brief);
    repo.git('add', '--all');
    for (const args of [[], ['--rev', 'HEAD']]) {
      if (args.length > 0) repo.commit('Alike');
      assert.equal(await repo.who('copy.ts', ...args), 'ai2 ai2 ai2 ai2 ai2');
      assert.equal(await repo.who('b.ts', ...args), 'ai2 ai2 ai2');
    }
  });

  it('stay whose they were where it is long ago that they were recorded, and others come between them', async () => {
    const { repo } = ready;
    for (const who of ['me', 'ai']) {
      const [from, to] = [`${who}.ts`, `${who}-there.ts`];
      const brief = [1, 2, 3, 4].map((n) => `${who} calls(${n});`);
      await repo.editAndCommit(from, [...FRONT, ...brief, ...END]);
      repo.git('switch', '--quiet', '--create', `${who}-branch`);
      repo.commit('Elsewhere', '--allow-empty');
      repo.git('switch', '--quiet', '-');
      repo.write(from, [...FRONT, ...END]);
      repo.write(to, brief);
      await tells(repo, from, to);
      await repo.editAndCommit(to, [...brief.slice(0, 1), 'ai2 parts them', ...brief.slice(1)]);
      await repo.editAndCommit(
        to,
        brief.flatMap((line) => [line, 'nobody parts them']),
      );
    }
  });
});
