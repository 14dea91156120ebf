/** What a hook costs a person who commits, next to what starting Node alone costs at that moment. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitRepository } from '../scenario/gitRepository';
import { environment } from '../scenario/parapet';

const RUNS = 15;
const FILES = 20;

export interface HookRow {
  readonly files: number;
  /** Milliseconds, the quickest of many: whatever else the machine does only adds to it. */
  readonly hookMs: number;
  readonly nodeMs: number;
  readonly hookOverNode: number;
}

/** `prepare-commit-msg` for a commit of 20 files with recorded lines, against `node -e 0`, in turn. */
export async function benchHook(): Promise<HookRow> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'parapet-bench-')));
  try {
    const repo = await prepare(folder);
    const env = environment({ GIT_EDITOR: ':', GIT_INDEX_FILE: '.git/index' });
    const time = (program: string, args: readonly string[]): number => {
      const start = performance.now();
      const { status } = spawnSync(program, args, { cwd: repo.path, env, stdio: 'ignore' });
      if (status !== 0) throw new Error(`${program} exited with ${status}`);
      return performance.now() - start;
    };
    const node: number[] = [];
    const hook: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      node.push(time(process.execPath, ['-e', '0']));
      repo.write('.git/COMMIT_EDITMSG', 'Subject\n');
      hook.push(time(repo.at('.git/hooks/prepare-commit-msg'), ['.git/COMMIT_EDITMSG', 'message']));
    }
    if (!/^AI-Lines: 600\/620$/m.test(repo.read('.git/COMMIT_EDITMSG')))
      throw new Error('the hook did not do its work');
    const [hookMs, nodeMs] = [Math.min(...hook), Math.min(...node)];
    return { files: FILES, hookMs, nodeMs, hookOverNode: hookMs / nodeMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string): Promise<GitRepository> {
  const repo = await new GitRepository(folder).init().install();
  const before = (file: number): string[] =>
    Array.from({ length: 200 }, (_, i) => `line ${i} of file ${file}`);
  const names = Array.from({ length: FILES }, (_, i) => `src/f${i}.ts`);
  names.forEach((name, i) => repo.stage(name, before(i)));
  repo.commit('First');
  names.forEach((name, i) => {
    const added = Array.from({ length: 30 }, (_, line) => `  const generated${line} = call(${i}, ${line});`);
    repo.stage(name, [...before(i).slice(0, 100), ...added, 'by hand', ...before(i).slice(100)]);
  });
  await repo.record(...names.map((path) => ({ path, lines: '101-130' })));
  return repo;
}
