/** What a person does in a terminal beside the editor. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import * as vscode from 'vscode';

/** `parapet`, as it ships with the extension. */
export function cli(cwd: string, args: readonly string[], input = ''): string {
  const { extensionPath = '' } = vscode.extensions.getExtension('parapet.parapet') ?? {};
  return execFileSync(process.execPath, [path.join(extensionPath, 'dist', 'cli.js'), ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
}

export const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.com', ...args], {
    cwd,
    encoding: 'utf8',
  }).trim();
