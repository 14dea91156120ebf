import { basename, dirname } from 'node:path';
import { RelativePattern, Uri, workspace } from 'vscode';
import type { Disposable, GlobPattern } from 'vscode';
import { POLICY_FILE } from '../contract/manifest';
import { DisposableStore } from './disposableStore';

/** Each costs the system a handle, and a workspace decides how many there would be. */
const MAX_EXTRA = 200;

/** Tells when a file that a policy was read from, or would be if it were there, changes, appears or goes. */
export class PolicyWatcher implements Disposable {
  private readonly store = new DisposableStore();
  private readonly extra = new Set<string>();

  /** `changed` gets the file's absolute path. */
  constructor(private readonly changed: (file: string) => void) {
    this.add(`**/${POLICY_FILE}`);
    // A watcher tells a moment later, and in some containers not at all.
    this.store.add(
      workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.scheme === 'file' && this.follows(uri.fsPath)) changed(uri.fsPath);
      }),
    );
  }

  /** Follows these as well: what policies extend, the organisation's, and what may stand above the workspace. */
  follow(files: readonly string[]): void {
    for (const file of files) {
      if (this.follows(file) || this.extra.size >= MAX_EXTRA) continue;
      this.extra.add(file);
      this.add(new RelativePattern(Uri.file(dirname(file)), basename(file)));
    }
  }

  dispose(): void {
    this.store.dispose();
  }

  private follows(file: string): boolean {
    if (this.extra.has(file)) return true;
    return basename(file) === POLICY_FILE && workspace.getWorkspaceFolder(Uri.file(file)) !== undefined;
  }

  private add(pattern: GlobPattern): void {
    const watcher = this.store.add(workspace.createFileSystemWatcher(pattern));
    const changed = (uri: Uri): void => this.changed(uri.fsPath);
    this.store.add(watcher.onDidChange(changed));
    this.store.add(watcher.onDidCreate(changed));
    this.store.add(watcher.onDidDelete(changed));
  }
}
