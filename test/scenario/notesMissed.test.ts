/** What a hook was kept from doing, the next one does. */
import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { Folder } from '../unit/node/folder';
import { TellingRepository } from './tellingLines';

/** As where a hook is killed before it has done anything. */
const KILLED = { PARAPET_CLI: '/bin/false' };

describe('a commit whose hook was killed', () => {
  const folder = new Folder();
  let repo: TellingRepository;
  beforeEach(async () => {
    repo = new TellingRepository(folder.at('repo'));
    await repo.init().install();
  });

  const committed = (message: string, env: NodeJS.ProcessEnv): void => {
    const { code } = repo.try(['commit', '--quiet', '-am', message], { env });
    assert.equal(code, 0);
  };

  it('has its note after the next commit, one that was amended too', async () => {
    await repo.editAndCommit('a.ts', ['me one']);
    await repo.edit('a.ts', ['me one', 'ai two']);
    committed('Killed', KILLED);
    const first = repo.git('rev-parse', 'HEAD').trim();
    await repo.edit('a.ts', ['me one', 'ai two', 'ai2 three']);
    assert.equal(repo.try(['commit', '--quiet', '-a', '--amend', '--no-edit'], { env: KILLED }).code, 0);
    assert.equal(repo.note(), '');
    const second = repo.git('rev-parse', 'HEAD').trim();
    await repo.editAndCommit('b.ts', ['me here']);
    await repo.tells('a.ts', first);
    await repo.tells('a.ts', second);
  });

  it('does not keep later ones from being noted by the lock it left', async () => {
    await repo.editAndCommit('a.ts', ['ai one']);
    repo.write('.git/refs/notes/ai.lock', '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(repo.at('.git/refs/notes/ai.lock'), longAgo, longAgo);
    await repo.editAndCommit('a.ts', ['ai one', 'ai two']);
  });

  it('has its note after the next commit where it was made by a rebase', async () => {
    await repo.editAndCommit('a.ts', ['me one', 'me two']);
    repo.git('checkout', '--quiet', '-b', 'topic');
    await repo.editAndCommit('a.ts', ['me one', 'me two', 'ai three']);
    await repo.editAndCommit('b.ts', ['ai2 b']);
    repo.git('checkout', '--quiet', 'main');
    await repo.editAndCommit('a.ts', ['ai zero', 'me one', 'me two']);
    repo.git('checkout', '--quiet', 'topic');
    repo.write('.git/parapet/working.log', '');
    assert.equal(repo.try(['rebase', '--quiet', 'main'], { env: KILLED }).code, 0);
    assert.equal(repo.note(), '');
    await repo.editAndCommit('c.ts', ['me here']);
    await repo.tells('a.ts');
    await repo.tells('b.ts');
  });
});
