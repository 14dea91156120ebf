/** What people do with commits: take them elsewhere, put them together, take them back. */
import type { Operations } from './operation';

export const REWRITING: Operations = [
  [
    'branch and rebase',
    async (s) => {
      await s.settle();
      const back = Math.min(2, (await s.depth()) - 1);
      const name = s.newName();
      await s.place.git(['checkout', '--quiet', '-b', name, `HEAD~${s.random.upTo(back + 1)}`]);
      for (let i = 0; i < 1 + s.random.upTo(2); i++) {
        await s.edit(s.anyFile());
        await s.commitAll();
      }
      const args = s.random.pick([
        ['rebase'],
        ['rebase', '--apply'],
        ['-c', 'merge.conflictStyle=diff3', 'rebase'],
      ]);
      await s.see('rebase', (await s.place.git([...args, await s.anyBranch()])).ok);
    },
  ],
  [
    'squash, fix up, drop, reorder',
    async (s) => {
      await s.settle();
      const count = Math.min(1 + s.random.upTo(3), (await s.depth()) - 1);
      if (count < 1) return;
      const pick = s.random.pick([
        '2s/^pick/squash/',
        '2,$s/^pick/fixup/',
        '1{h;d};2{G}',
        '1d',
        '3s/^pick/squash/',
        '1s/^pick/reword/',
      ]);
      const run = await s.place.git(['rebase', '-i', `HEAD~${count}`], {
        env: { GIT_SEQUENCE_EDITOR: `sed -i -e '${pick}'` },
      });
      await s.see('rebase', run.ok);
    },
  ],
  [
    'cherry-pick',
    async (s) => {
      await s.settle();
      const branch = await s.anyBranch();
      const args = s.random.pick([['cherry-pick'], ['cherry-pick', '-x'], ['cherry-pick', '--no-commit']]);
      const run = await s.place.git([...args, branch]);
      if (args.includes('--no-commit')) {
        await s.resolve();
        await s.settle();
      } else await s.see('cherry-pick', run.ok);
    },
  ],
  [
    'stash and pop',
    async (s) => {
      await s.edit(s.anyFile(), 2);
      if (!(await s.place.git(['stash', '--quiet'])).ok) return;
      for (let i = 0; i < s.random.upTo(3); i++) {
        await s.edit(s.anyFile());
        await s.commitAll();
      }
      const run = await s.place.git(['stash', 'pop', '--quiet']);
      if (!run.ok) {
        await s.resolvePutAway();
        await s.place.git(['reset', '--quiet']);
        await s.place.git(['stash', 'drop', '--quiet']);
      }
    },
  ],
  [
    'reset',
    async (s) => {
      if ((await s.depth()) < 3) return;
      await s.place.git(['reset', '--quiet', s.random.pick(['--soft', '--mixed', '--hard']), 'HEAD~1']);
    },
  ],
  [
    'revert',
    async (s) => {
      await s.settle();
      const depth = await s.depth();
      const run = await s.place.git(['revert', '--no-edit', `HEAD~${s.random.upTo(Math.min(3, depth))}`]);
      await s.see('revert', run.ok);
    },
  ],
  [
    'merge',
    async (s) => {
      await s.settle();
      const run = await s.place.git(['merge', '--quiet', '--no-ff', '--no-edit', await s.anyBranch()]);
      if (!run.ok) {
        await s.resolve();
        await s.place.git(['commit', '--quiet', '--no-edit']);
      }
    },
  ],
  [
    'merge --squash',
    async (s) => {
      await s.settle();
      const run = await s.place.git(['merge', '--quiet', '--squash', await s.anyBranch()]);
      if (!run.ok) await s.resolve();
      await s.settle();
    },
  ],
  [
    'take a file over',
    async (s) => {
      await s.settle();
      await s.place.git(['checkout', '--quiet', await s.anyBranch(), '--', s.anyFile()]);
      await s.settle();
    },
  ],
  [
    'go back to a file of then',
    async (s) => {
      await s.settle();
      await s.place.git(['checkout', '--quiet', `HEAD~${s.random.upTo(await s.depth())}`, '--', s.anyFile()]);
      await s.settle();
    },
  ],
  [
    'take patches over',
    async (s) => {
      await s.settle();
      const { out } = await s.place.git(['format-patch', '--stdout', '-2', await s.anyBranch()]);
      await s.see('am', (await s.place.git(['am', '--quiet', '--3way'], { input: out })).ok);
    },
  ],
  [
    'fix an older commit',
    async (s) => {
      await s.settle();
      const depth = await s.depth();
      if (depth < 3) return;
      const back = 1 + s.random.upTo(Math.min(3, depth - 2));
      await s.edit(s.anyFile());
      await s.place.git(['commit', '--quiet', '--all', `--fixup=HEAD~${back - 1}`]);
      const env = { GIT_SEQUENCE_EDITOR: 'true' };
      const run = await s.place.git(['rebase', '--quiet', '-i', '--autosquash', `HEAD~${back + 1}`], { env });
      await s.see('rebase', run.ok);
    },
  ],
  [
    'switch',
    async (s) => {
      await s.settle();
      await s.place.git(['checkout', '--quiet', await s.anyBranch()]);
    },
  ],
];
