/** Who wrote committed lines, as the editor asks for them. */
import assert from 'node:assert/strict';
import { Git } from '../../src/git/git';
import { findRepository } from '../../src/git/repository';
import { CommittedLines, type CommittedFile } from '../../src/node/committedLines';
import { WorkingLog } from '../../src/node/workingLog';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';
import { parapet } from './parapet';

interface Line {
  readonly line: number;
  readonly class: string;
  readonly tool?: string;
  readonly commit?: string;
}

describe('committed lines in the editor', () => {
  const folder = new Folder();
  let repo: GitRepository;
  let lines: CommittedLines;

  beforeEach(async () => {
    repo = await new GitRepository(folder.path).init().install();
    const git = new Git({ folder: repo.path, env: process.env });
    const found = await findRepository(git);
    assert.ok(found.kind === 'found');
    const { topLevel, gitDir } = found.repository;
    const now = (): Date => new Date();
    lines = new CommittedLines(git, {
      topLevel,
      gitDir,
      commonDir: gitDir,
      log: new WorkingLog(gitDir, { now }),
      now,
    });
  });
  afterEach(() => lines.dispose());

  const asBlamed = (file: CommittedFile | undefined): Line[] =>
    [...(file?.lines ?? assert.fail('nothing is known'))]
      .toSorted(([a], [b]) => a - b)
      .map(([line, { commit, writer }]) => ({
        line,
        class: writer?.kind ?? 'unknown',
        ...(writer?.kind === 'ai' && { tool: writer.tool, ...(writer.model && { model: writer.model }) }),
        ...(commit !== undefined && { commit }),
      }));

  async function commitAi(file = 'a.ts', text = ['mine', 'ai one', 'ai two', 'mine too']): Promise<void> {
    repo.write(file, text);
    await repo.record({ path: file, lines: '2-3' });
    repo.git('add', '--', file);
    repo.git('commit', '-qm', 'Add a file');
  }

  it('are what “parapet blame” says of the last commit', async () => {
    await commitAi();
    repo.stage('a.ts', ['mine', 'new', 'ai one', 'ai two', 'mine too']);
    repo.git('commit', '-qm', 'Put a line in');
    const { out } = await parapet(repo.path, ['blame', 'a.ts', '--rev', 'HEAD', '--json']);
    const file = await lines.of('a.ts');
    assert.deepEqual(asBlamed(file), JSON.parse(out));
    assert.equal(asBlamed(file).filter((line) => line.class === 'ai').length, 2);
    assert.equal(file?.isNoted, true);
  });

  it('are asked for once, until something is committed or noted', async () => {
    await commitAi();
    const first = await lines.of('a.ts');
    repo.write('a.ts', ['changed']);
    assert.equal(await lines.of('a.ts'), first);
    repo.git('notes', '--ref=ai', 'remove', 'HEAD');
    const unnoted = await lines.of('a.ts');
    assert.notEqual(unnoted, first);
    repo.git('commit', '-qam', 'Change it');
    assert.notEqual(await lines.of('a.ts'), unnoted);
  });

  it('are found under a new name before that is committed', async () => {
    await commitAi();
    repo.git('mv', 'a.ts', 'b.ts');
    assert.equal(asBlamed(await lines.of('b.ts')).filter((line) => line.class === 'ai').length, 2);
  });

  it('are none of a file that is not committed, binary or very large, and none before the first commit', async () => {
    repo.write('a.ts', ['x']);
    assert.equal(await lines.of('a.ts'), undefined);
    await commitAi();
    assert.equal(await lines.of('other.ts'), undefined);
    repo.stage('data.bin', 'a\0b');
    repo.stage('large.txt', 'x\n'.repeat(1_100_000));
    repo.git('commit', '-qm', 'Add data');
    assert.equal(await lines.of('data.bin'), undefined);
    assert.equal(await lines.of('large.txt'), undefined);
  });

  it('are not waited for where nobody looks any more', async () => {
    await commitAi();
    const over = new AbortController();
    const answer = assert.rejects(lines.of('a.ts'), /nobody wants to know|stopped/).finally(() => {
      over.abort();
    });
    while (!over.signal.aborted) {
      lines.forget('a.ts');
      await new Promise(setImmediate);
    }
    await answer;
    assert.ok(await lines.of('a.ts'));
  });

  it('come with what there is to say of their commit', async () => {
    await commitAi();
    const id = repo.git('rev-parse', 'HEAD').trim();
    const said = await lines.about(id);
    assert.deepEqual([said?.id, said?.subject, said?.author], [id, 'Add a file', 'Dev']);
    assert.ok(Math.abs(Date.now() - (said?.time.getTime() ?? 0)) < 60_000);
  });
});
