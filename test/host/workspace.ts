/** Folders to try things in: copies, with git, that may be spoiled. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRepository } from './paths';
import { run } from './processes';

/** Contents by workspace-relative path. */
export type Files = Readonly<Record<string, string>>;

const GIT_IDENTITY = [
  '-c',
  'user.name=Sam Sample',
  '-c',
  'user.email=sam@example.com',
  '-c',
  'commit.gpgsign=false',
];

async function commitAll(folder: string): Promise<void> {
  const commands = [
    ['init', '--quiet', '--initial-branch=main'],
    ['config', 'user.name', 'Sam Sample'],
    ['config', 'user.email', 'sam@example.com'],
    ['add', '--all'],
    [...GIT_IDENTITY, 'commit', '--quiet', '--no-verify', '--message', 'Sample workspace'],
  ];
  for (const args of commands) {
    const { code, output } = await run('git', args, { cwd: folder });
    if (code !== 0) throw new Error(`git ${args.join(' ')} failed: ${output}`);
  }
}

export function writeFiles(folder: string, files: Files): void {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }
}

/**
 * A new folder under the system's temporary one, a git repository with one commit: the sample workspace, or only
 * `files`. The caller removes it.
 */
export async function createWorkspace(from: 'sample' | Files, name = 'shop'): Promise<string> {
  // Real path: on macOS the temporary folder is a link, and VS Code shows where it leads.
  const folder = path.join(fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-ws-'))), name);
  fs.mkdirSync(folder);
  if (from === 'sample') fs.cpSync(inRepository('test', 'host', 'sample'), folder, { recursive: true });
  else writeFiles(folder, from);
  await commitAll(folder);
  return folder;
}

export function removeWorkspace(folder: string): void {
  fs.rmSync(path.dirname(folder), { recursive: true, force: true, maxRetries: 5 });
}
