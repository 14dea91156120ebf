/** What other programs that set hooks make of one of ours when they put theirs in its place. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { readHook, writeHook } from './files';
import { blockIn, isNothingElse, withoutBlock } from './hookScripts';
import type { OurHook } from './names';

/** pre-commit keeps the hook that was there under this name, and runs it before its own. */
const RUN_BY_PRE_COMMIT = 'legacy';
/** lefthook keeps it under that one, and runs it no more. */
const SUFFIXES = [RUN_BY_PRE_COMMIT, 'old'] as const;

const keptCopy = (folder: string, hook: OurHook, suffix: (typeof SUFFIXES)[number]): string =>
  path.join(folder, `${hook}.${suffix}`);

/** The copy of ours that another program's hook runs. Undefined where there is none. */
export function copyThatRuns(folder: string, hook: OurHook): string | undefined {
  const there = readHook(path.join(folder, hook));
  if (there.kind !== 'file' || !there.executable || !there.content.includes('pre-commit.com'))
    return undefined;
  const file = keptCopy(folder, hook, RUN_BY_PRE_COMMIT);
  const copy = readHook(file);
  return copy.kind === 'file' && copy.executable && blockIn(copy.content) !== undefined ? file : undefined;
}

/** Takes ours out of the copies; one that holds nothing else goes. @returns the files that were changed */
export function clearCopies(folder: string, hook: OurHook): string[] {
  return SUFFIXES.flatMap((suffix) => {
    const file = keptCopy(folder, hook, suffix);
    const there = readHook(file);
    if (there.kind !== 'file' || blockIn(there.content) === undefined) return [];
    const rest = withoutBlock(there.content);
    if (isNothingElse(rest, hook)) rmSync(file);
    else writeHook(file, rest, there.mode);
    return [file];
  });
}

/** Whether a hook is one that such a program writes anew whenever it likes, whatever was put into it. */
export function isManaged(file: string): boolean {
  const there = readHook(file);
  return there.kind === 'file' && MANAGERS.test(`${file}\n${there.content}`);
}

/** By the folder that is husky's alone, and by what stands in the hooks of the others. */
const MANAGERS = /^[^\n]*[\\/]\.husky[\\/]|lefthook|pre-commit\.com/;
