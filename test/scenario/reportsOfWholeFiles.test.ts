/** Who wrote which line of a file that git has put unreported lines into, and that somebody then reports all of. Every line. */
import assert from 'node:assert/strict';
import { readyRepository } from './readyRepository';

const BASE = ['nobody begins the file', 'me go on with it', 'nobody ends the file'];
const OURS = 'nobody put this in here';
const THEIRS = ['nobody put this in there', 'nobody went on with that'];

describe('a tool that reports all of a file', function () {
  // Each is many commits, and the machine may have other things to do.
  this.timeout(240_000);
  const ready = readyRepository();

  /** `main` has one, `other` has the others. */
  async function fork(theirs = THEIRS): Promise<void> {
    const { repo } = ready;
    await repo.editAndCommit('a.ts', BASE);
    repo.git('switch', '--quiet', '--create', 'other');
    await repo.editAndCommit('a.ts', withLines(...theirs));
    repo.git('switch', '--quiet', '-');
    await repo.editAndCommit('b.ts', ['nobody minds']);
  }

  const withLines = (...lines: string[]): string[] => [...BASE.slice(0, 2), ...lines, ...BASE.slice(2)];

  /** By the tool, and reported as a whole. */
  async function rewrite(lines: readonly string[]): Promise<void> {
    const { repo } = ready;
    repo.write('a.ts', lines);
    await repo.record({ path: 'a.ts', lines: `1-${lines.length}`, tool: 'ai', model: 'm-1' });
    await repo.tellsOnDisk('a.ts');
  }

  describe('in a conflict takes none of the lines of either side', () => {
    const resolved = withLines(OURS, 'ai settles it', ...THEIRS, 'ai adds to it');
    const commit = ['commit', '--quiet', '--no-edit', '-m', 'Settled'];
    const ways = {
      merge: { conflict: ['merge', 'other'], end: ['commit', '--quiet', '--no-edit'] },
      'squashing merge': { conflict: ['merge', '--squash', 'other'], end: commit },
      'cherry-pick': { conflict: ['cherry-pick', 'other'], end: ['cherry-pick', '--continue'] },
      'cherry-pick without a commit': { conflict: ['cherry-pick', '--no-commit', 'other'], end: commit },
      rebase: { conflict: ['rebase', 'other'], end: ['rebase', '--continue'] },
    };
    for (const [name, { conflict, end }] of Object.entries(ways)) {
      for (const isStaged of [false, true]) {
        it(`of a ${name}${isStaged ? ' that is marked as resolved before' : ''}`, async () => {
          const { repo } = ready;
          await fork();
          await repo.editAndCommit('a.ts', withLines(OURS));
          assert.notEqual(repo.try(conflict).code, 0);
          if (isStaged) {
            // A person keeps both.
            repo.stage('a.ts', withLines(OURS, ...THEIRS));
          }
          await rewrite(resolved);
          repo.git('add', 'a.ts');
          repo.git('-c', 'core.editor=true', ...end);
          await repo.tells('a.ts');
        });
      }
    }

    it('of a stash that is popped', async () => {
      const { repo } = ready;
      await fork();
      repo.write('a.ts', withLines(...THEIRS));
      repo.git('stash', '--quiet');
      await repo.editAndCommit('a.ts', withLines(OURS));
      assert.notEqual(repo.try(['stash', 'pop', '--quiet']).code, 0);
      await rewrite(resolved);
      repo.commit('Settled', '-a');
      await repo.tells('a.ts');
    });
  });

  describe('takes no lines that git has put in', () => {
    const added = ['ai stands in front', ...withLines(...THEIRS), 'ai stands behind'];
    const ways: Record<string, readonly (readonly string[])[]> = {
      'with a squashing merge': [['merge', '--squash', '--quiet', 'other']],
      'with a merge that waits for a commit': [['merge', '--no-commit', '--no-ff', '--quiet', 'other']],
      'with a pick that makes no commit': [['cherry-pick', '--no-commit', 'other']],
      'with a pick that makes no commit, not staged': [
        ['cherry-pick', '--no-commit', 'other'],
        ['reset', '--quiet'],
      ],
      'as another branch has it': [['checkout', '--quiet', 'other', '--', 'a.ts']],
      'as a commit before had it': [
        ['merge', '--quiet', '--no-edit', 'other'],
        ['revert', '--no-edit', 'HEAD^2'],
        ['checkout', '--quiet', 'other', '--', 'a.ts'],
        ['branch', '--quiet', '-D', 'other'],
      ],
      'before a soft reset': [
        ['merge', '--quiet', '--squash', 'other'],
        ['commit', '-qm', 'Theirs'],
        ['reset', '--soft', 'HEAD~1'],
      ],
      'before a reset': [
        ['merge', '--quiet', '--squash', 'other'],
        ['commit', '-qm', 'Theirs'],
        ['reset', '--quiet', 'HEAD~1'],
      ],
    };
    for (const [name, commands] of Object.entries(ways)) {
      it(name, async () => {
        const { repo } = ready;
        await fork();
        for (const command of commands) repo.git(...command);
        assert.equal(
          repo.read('a.ts'),
          withLines(...THEIRS)
            .map((line) => `${line}\n`)
            .join(''),
        );
        await rewrite(added);
        repo.commit('Written', '-a');
        await repo.tells('a.ts');
      });
    }
  });

  it('keeps its own ones that git has put in', async () => {
    const { repo } = ready;
    const theirs = ['ai put this in there', 'ai2 went on with that'];
    await fork(theirs);
    repo.git('cherry-pick', '--no-commit', 'other');
    await rewrite(['ai stands in front', ...withLines(...theirs)]);
    repo.commit('Written', '-a');
    await repo.tells('a.ts');
  });

  it('has written what it has staged before it reports it', async () => {
    const { repo } = ready;
    await fork();
    const lines = withLines('ai put this in here', 'ai went on with that', 'ai ended it');
    repo.stage('a.ts', lines);
    await rewrite(lines);
    repo.commit('Written');
    await repo.tells('a.ts');
  });
});

describe('a person who reports all of a file', function () {
  this.timeout(240_000);
  const ready = readyRepository();

  it('has not written what stood there, wherever the next commit takes it', async () => {
    const { repo } = ready;
    const base = [
      'nobody begins the file',
      'ai goes on with it',
      'me go on with that',
      'nobody ends the file',
    ];
    await repo.editAndCommit('a.ts', base);
    repo.write('a.ts', [...base.slice(0, 3), 'me put this in between', ...base.slice(3)]);
    await repo.record({ path: 'a.ts', lines: '1-5', by: 'human' });
    repo.commit('Written', '-a');
    await repo.tells('a.ts');
    repo.write('a.ts', repo.read('a.ts').trimEnd().split('\n').toReversed());
    await repo.tellsOnDisk('a.ts');
    repo.commit('Turned round', '-a');
    await repo.tells('a.ts');
  });
});
