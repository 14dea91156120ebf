/** `parapet init --agents`: shows the hook files of agents' clients, and writes them where it is told to. */
import { lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { AGENT_CLIENTS } from '../../agents/clients';
import { mergeHooks, printJson } from '../../agents/hookFile';
import type { AgentClient } from '../../agents/request';
import { EXIT, UsageError, type ExitCode, type Terminal } from './command';
import { printable, styleFor } from './style';

export interface InitAgentsOptions {
  readonly root: string;
  /** Ids; none for all. */
  readonly clients: readonly string[];
  readonly write: boolean;
}

type Plan =
  | { readonly kind: 'create' | 'merge'; readonly text: string }
  | { readonly kind: 'there' }
  | { readonly kind: 'by-hand'; readonly why: string };

export async function initAgents(
  { root, clients, write }: InitAgentsOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const unknown = clients.find((id) => !AGENT_CLIENTS.some((client) => client.id === id));
  if (unknown !== undefined) {
    const names = AGENT_CLIENTS.map(({ id }) => id).join(', ');
    throw new UsageError(`there is no client “${unknown}”`, `--client takes ${names}`);
  }
  const style = styleFor(terminal);
  let left = 0;
  let writable = 0;
  for (const client of AGENT_CLIENTS.filter(({ id }) => clients.length === 0 || clients.includes(id))) {
    const { hookFile, title } = client;
    const plan = await planFor(root, client);
    const name = style.bold(hookFile.path);
    if (plan.kind === 'there') {
      terminal.out(`${name}: ${title}’s hooks are there already\n\n`);
    } else if (plan.kind === 'by-hand') {
      left++;
      terminal.out(
        `${name}: left alone, since ${printable(plan.why)}. Add by hand:\n${printJson(hookFile.content)}\n`,
      );
    } else {
      writable++;
      const verb = plan.kind === 'create' ? 'new' : 'with hooks added, the rest as it was';
      terminal.out(`${name}: ${verb}\n${shown(plan.text)}\n`);
      if (write) await put(root, hookFile.path, plan);
    }
  }
  terminal.out(closing(writable, write));
  return left > 0 ? EXIT.violations : EXIT.fine;
}

function closing(writable: number, write: boolean): string {
  if (writable === 0) return 'Nothing to write.\n';
  return write
    ? 'Written. Read the files and commit them; “parapet” has to be on the PATH of whoever the hooks are to guard.\n'
    : 'Nothing was written. “parapet init --agents --write” writes these files.\n';
}

const shown = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map(printable)
    .join('\n')
    .replace(/\n*$/, '\n');

async function planFor(root: string, { id, hookFile }: AgentClient): Promise<Plan> {
  const at = path.join(root, hookFile.path);
  const inTheWay = await somethingInTheWay(root, hookFile.path);
  if (inTheWay !== undefined) return { kind: 'by-hand', why: inTheWay };
  let text: string;
  try {
    text = await readFile(at, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { kind: 'create', text: printJson(hookFile.content) };
  }
  const merged = mergeHooks(text, id, hookFile.content);
  return merged.kind === 'merged' ? { kind: 'merge', text: merged.text } : merged;
}

/** A repository may have been made by anybody: what a link leads to is not written. */
async function somethingInTheWay(root: string, file: string): Promise<string | undefined> {
  const parts = file.split('/');
  for (let i = 1; i <= parts.length; i++) {
    const stat = await lstat(path.join(root, ...parts.slice(0, i))).catch(() => undefined);
    if (stat?.isSymbolicLink()) return `${parts.slice(0, i).join('/')} is a link`;
    if (stat && !(i < parts.length ? stat.isDirectory() : stat.isFile()))
      return `${parts.slice(0, i).join('/')} is something else`;
  }
  return undefined;
}

async function put(root: string, file: string, plan: Extract<Plan, { text: string }>): Promise<void> {
  const at = path.join(root, file);
  await mkdir(path.dirname(at), { recursive: true });
  // `wx` fails where something stands there already, be it a link.
  const draft = plan.kind === 'create' ? at : `${at}.${randomBytes(6).toString('hex')}.draft`;
  const handle = await open(draft, 'wx');
  await handle.writeFile(plan.text).finally(() => handle.close());
  if (draft === at) return;
  try {
    await rename(draft, at);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
