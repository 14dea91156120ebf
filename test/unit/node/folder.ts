import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A temporary folder, removed after the test; call it in a `describe`. */
export class Folder {
  path = '';

  constructor() {
    beforeEach(() => {
      this.path = realpathSync(mkdtempSync(path.join(tmpdir(), 'parapet-')));
    });
    afterEach(() => rmSync(this.path, { recursive: true, force: true }));
  }

  /** Absolute path of something in it. */
  at(...parts: string[]): string {
    return path.join(this.path, ...parts);
  }

  write(file: string, content: string | Uint8Array = ''): string {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), content);
    return this.at(file);
  }

  /** Makes it, or a folder in it, the top level of a git work tree. */
  git(folder = '.'): void {
    this.write(path.join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  }
}
