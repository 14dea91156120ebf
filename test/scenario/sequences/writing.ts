/** What people do between two commits, and committing. */
import type { Operation, Operations } from './operation';

/** There more than once, since it happens more often than all else. */
const EDIT_AND_COMMIT: Operation = [
  'edit and commit',
  async (s) => {
    await s.edit(s.anyFile(), 2);
    await s.commitAll();
  },
];

export const WRITING: Operations = [
  ['edit', (s) => s.edit(s.anyFile())],
  ['edit more', (s) => s.edit(s.anyFile(), 3)],
  EDIT_AND_COMMIT,
  EDIT_AND_COMMIT,
  [
    'format',
    async (s) => {
      const file = s.anyFile();
      s.place.write(
        file,
        s.place.read(file).map((line) => (s.random.next() < 0.5 ? `  ${line}` : line.trimStart())),
      );
    },
  ],
  [
    'commit one file',
    async (s) => {
      await s.edit('a.ts');
      await s.edit('b.ts');
      await s.place.git(['commit', '--quiet', '-m', `Commit ${s.newName()}`, '--only', s.anyFile()]);
    },
  ],
  [
    'commit a part',
    async (s) => {
      await s.edit('a.ts', 3);
      const input = Array.from({ length: 12 }, () => (s.random.next() < 0.5 ? 'y' : 'n')).join('\n');
      await s.place.git(['add', '-p'], { input: `${input}\n` });
      await s.place.git(['commit', '--quiet', '-m', `Commit ${s.newName()}`]);
    },
  ],
  [
    'amend',
    async (s) => {
      if (s.random.next() < 0.6) await s.edit(s.anyFile());
      await s.commitAll('--amend');
    },
  ],
];
