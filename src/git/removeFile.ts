import { unlinkSync } from 'node:fs';

/** Where it is there. Node's own `rmSync` takes a hook longer to load than to write a file. */
export function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
