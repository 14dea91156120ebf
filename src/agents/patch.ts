/**
 * The patches of `apply_patch` tools: `*** Begin Patch`, then for each file `*** Add File:`, `*** Update File:` (with
 * an optional `*** Move to:`) or `*** Delete File:`, with hunks that begin with `@@` and lines that begin with a
 * space, `+` or `-`. The format is that of OpenAI's Codex, which other clients took over.
 */
import type { AgentAction, Replacement } from './request';

const HEADER = /^\*\*\* (Add File|Update File|Delete File|Move to): (.+?)\s*$/;

export const isPatch = (text: string): boolean => /^\s*\*\*\* Begin Patch\b/.test(text);

interface FilePatch {
  readonly how: string;
  readonly path: string;
  readonly lines: string[];
}

export function patchActions(patch: string): AgentAction[] {
  const files: FilePatch[] = [];
  for (const line of patch.split(/\r?\n/)) {
    const [, how, path] = HEADER.exec(line) ?? [];
    const current = files.at(-1);
    if (how === 'Move to' && path !== undefined) {
      // What changes is judged under both names.
      if (current) files.push({ ...current, path });
    } else if (how !== undefined && path !== undefined) files.push({ how, path, lines: [] });
    else if (!line.startsWith('*** ')) current?.lines.push(line);
  }
  return files.flatMap(fileActions);
}

function fileActions({ how, path, lines }: FilePatch): AgentAction[] {
  if (how === 'Delete File') return [{ kind: 'edit', path, change: { kind: 'delete' } }];
  if (how === 'Add File') {
    const text = lines.filter((line) => line.startsWith('+')).map((line) => `${line.slice(1)}\n`);
    return [{ kind: 'edit', path, change: { kind: 'write', text: text.join('') } }];
  }
  const replacements = hunks(lines)
    .map(replacementOf)
    .filter((one) => one.old !== one.new);
  return replacements.length > 0 ? [{ kind: 'edit', path, change: { kind: 'replace', replacements } }] : [];
}

function hunks(lines: readonly string[]): string[][] {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith('@@')) found.push([]);
    else found.at(-1)!.push(line);
  }
  return found;
}

function replacementOf(hunk: readonly string[]): Replacement {
  const side = (other: string): string =>
    hunk
      .filter((line) => !line.startsWith(other))
      // An empty line of context is often written without its space.
      .map((line) => line.slice(1))
      .join('\n');
  return { old: side('+'), new: side('-'), all: false };
}
