/** Puts Parapet's call into one hook of a folder, beside what is there. */
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { toBytes } from '../message/bytes';
import { EXECUTABLE_MODE, readHook, writeHook } from './files';
import {
  ALIASES,
  blockIn,
  hookBlock,
  isShellScript,
  ownHook,
  setAside,
  withBlock,
  wrappingHook,
} from './hookScripts';
import { copyThatRuns } from './keptCopies';
import type { OurHook } from './names';

export interface InstalledHook {
  readonly hook: OurHook;
  /** Absolute path of the file, or of the configuration, that now calls Parapet. */
  readonly file: string;
  /**
   * `created`: there was nothing; `joined`: a block in a shell script; `wrapped`: in front of a hook that is no shell
   * script; `in-front`: in front of a hook that was switched off and stays so; `relayed`: in front of a folder;
   * `configured`: in git's configuration; `unchanged`: as it was.
   */
  readonly how: 'created' | 'joined' | 'wrapped' | 'in-front' | 'relayed' | 'configured' | 'unchanged';
}

export function intoFile(hook: OurHook, folder: string, launcher: string): InstalledHook {
  const file = path.join(folder, hook);
  const block = toBytes(hookBlock(hook, launcher));
  const copy = copyThatRuns(folder, hook);
  if (copy !== undefined) return { hook, file: copy, how: 'unchanged' };
  const there = readHook(file);
  if (there.kind === 'none') {
    writeHook(file, ownHook(block), EXECUTABLE_MODE);
    return { hook, file, how: 'created' };
  }
  if (there.kind === 'file' && blockIn(there.content) !== undefined) {
    const updated = withBlock(there.content, block);
    if (updated !== there.content) writeHook(file, updated, there.mode);
    return { hook, file, how: 'unchanged' };
  }
  if (there.kind === 'file' && there.executable && isShellScript(there.content)) {
    writeHook(file, withBlock(there.content, block), there.mode);
    return { hook, file, how: 'joined' };
  }
  return inFrontOf(hook, folder, block, there.kind === 'file' && !there.executable);
}

function inFrontOf(hook: OurHook, folder: string, block: string, switchedOff: boolean): InstalledHook {
  const file = path.join(folder, hook);
  renameSync(file, path.join(folder, setAside(hook)));
  if (switchedOff) {
    writeHook(file, ownHook(block), EXECUTABLE_MODE);
    return { hook, file, how: 'in-front' };
  }
  addAlias(hook, folder);
  writeHook(file, wrappingHook(block, hook), EXECUTABLE_MODE);
  return { hook, file, how: 'wrapped' };
}

function addAlias(hook: OurHook, folder: string): void {
  mkdirSync(path.join(folder, ALIASES), { recursive: true });
  try {
    symlinkSync(path.join('..', setAside(hook)), path.join(folder, ALIASES, hook));
  } catch {
    // Windows lets only some people make links; the hook then runs under its new name.
  }
}
