import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const SCRIPT = /\.[cm]?js$/;
/** Bounds for what is read of one extension. */
const MAX_FILES = 2_000;
const MAX_BYTES = 128 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Whether a script of an extension names a function of VS Code's API; minifiers leave such names alone.
 *
 * @returns undefined where the extension is too large to say that none does
 */
export async function scriptsName(folder: string, name: string): Promise<boolean | undefined> {
  let files = 0;
  let bytes = 0;
  for await (const script of scriptsIn(folder)) {
    if (++files > MAX_FILES || bytes > MAX_BYTES) return undefined;
    const read = await fileNames(script, Buffer.from(name));
    if (read === 'found') return true;
    bytes += read;
  }
  return false;
}

async function* scriptsIn(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  // A bundle lies near the top, what it was made of further down.
  for (const entry of entries) if (entry.isFile() && SCRIPT.test(entry.name)) yield join(folder, entry.name);
  for (const entry of entries) if (entry.isDirectory()) yield* scriptsIn(join(folder, entry.name));
}

async function fileNames(file: string, name: Buffer): Promise<'found' | number> {
  const handle = await open(file);
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    // What might be the beginning of the name at the end of a chunk goes before the next.
    let kept = 0;
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await handle.read(chunk, kept, CHUNK_BYTES - kept);
      if (bytesRead === 0) return bytes;
      bytes += bytesRead;
      const filled = chunk.subarray(0, kept + bytesRead);
      if (filled.includes(name)) return 'found';
      kept = Math.min(filled.length, name.length - 1);
      filled.copyWithin(0, filled.length - kept);
    }
  } finally {
    await handle.close();
  }
}
