/**
 * What the call of a tool does, told by the shape of its arguments: clients rename their tools between versions, and
 * the fields that hold a path, an old and a new text differ only in spelling. What is not understood does nothing.
 */
import { arrayAt, asObject, asObjectOrText, textAt } from './json';
import { isPatch, patchActions } from './patch';
import type { AgentAction, Change, JsonObject, Replacement } from './request';

const PATH = ['file_path', 'filePath', 'path', 'notebook_path', 'target_file', 'targetFile'] as const;
const COMMAND = ['command', 'cmd', 'script'] as const;
const WHOLE = ['content', 'contents', 'file_text', 'fileText'] as const;
const OLD = ['old_string', 'old_str', 'oldString', 'oldText'] as const;
const NEW = ['new_string', 'new_str', 'newString', 'newText'] as const;
const ADDED = ['new_source', 'insert_text', 'code_edit', 'code'] as const;
const EDITS = ['edits', 'replacements'] as const;
const PATCH = ['patch', 'input', 'patchText'] as const;

/** What tools that edit files put where others have a command for a shell. */
const EDITOR_COMMANDS = new Set(['view', 'create', 'str_replace', 'insert', 'undo_edit']);

/** More than any call has. */
const MOST = 1_000;

/**
 * @param tool name of the tool, as the client calls it
 * @param args its arguments: an object, or JSON as text, or for a patch the text itself
 */
export function actionsOf(tool: string, args: unknown): AgentAction[] {
  if (typeof args === 'string' && isPatch(args)) return patchActions(args).slice(0, MOST);
  const given = asObjectOrText(args);
  if (!given) return [];
  const patch = PATCH.map((key) => textAt(given, key)).find((text) => text !== undefined && isPatch(text));
  if (patch !== undefined) return patchActions(patch).slice(0, MOST);
  const path = textAt(given, ...PATH) || undefined;
  const change = path === undefined ? undefined : changeOf(tool, given);
  if (path !== undefined && change) return [{ kind: 'edit', path, change }];
  const edits = editsOfMany(given, path);
  if (edits.length > 0) return edits;
  const command = commandOf(given) ?? '';
  if (command.trim() === '' || (path !== undefined && EDITOR_COMMANDS.has(command))) return [];
  return [
    { kind: 'command', command, language: /powershell|pwsh/i.test(tool) ? 'powershell' : 'shellscript' },
  ];
}

function commandOf(given: JsonObject): string | undefined {
  const words = arrayAt(given, ...COMMAND);
  if (words && words.length > 0 && words.every((word) => typeof word === 'string')) return words.join(' ');
  return textAt(given, ...COMMAND);
}

function changeOf(tool: string, given: JsonObject): Change | undefined {
  const edits = arrayAt(given, ...EDITS);
  if (edits) {
    const replacements = edits.slice(0, MOST).flatMap((edit) => replacementOf(asObject(edit) ?? {}) ?? []);
    return replacements.length > 0 ? { kind: 'replace', replacements } : undefined;
  }
  const line = given['insert_line'] ?? given['insertLine'];
  const text = textAt(given, ...ADDED) ?? textAt(given, ...NEW);
  if (typeof line === 'number' && Number.isSafeInteger(line) && line >= 0 && text !== undefined)
    return { kind: 'insert', text, afterLine: line };
  const replacement = replacementOf(given);
  if (replacement) return { kind: 'replace', replacements: [replacement] };
  const whole = textAt(given, ...WHOLE);
  if (whole !== undefined) return { kind: 'write', text: whole };
  if (text !== undefined) return { kind: 'insert', text };
  return /delete|remove/i.test(tool) ? { kind: 'delete' } : undefined;
}

function replacementOf(edit: JsonObject): Replacement | undefined {
  const old = textAt(edit, ...OLD);
  const now = textAt(edit, ...NEW);
  if (old === undefined || now === undefined) return undefined;
  return { old, new: now, all: (edit['replace_all'] ?? edit['replaceAll']) === true };
}

/** Edits of several files in one call, each with its own path; those of one file are one change. */
function editsOfMany(given: JsonObject, path: string | undefined): AgentAction[] {
  const replacements = new Map<string, Replacement[]>();
  const others: AgentAction[] = [];
  for (const edit of (arrayAt(given, ...EDITS) ?? []).slice(0, MOST)) {
    const own = asObject(edit) ?? {};
    const at = textAt(own, ...PATH) ?? path;
    const change = changeOf('', own);
    if (!at || !change) continue;
    if (change.kind === 'replace')
      replacements.set(at, [...(replacements.get(at) ?? []), ...change.replacements]);
    else others.push({ kind: 'edit', path: at, change });
  }
  const joined = [...replacements].map(([at, all]): AgentAction => ({
    kind: 'edit',
    path: at,
    change: { kind: 'replace', replacements: all },
  }));
  return [...joined, ...others];
}
