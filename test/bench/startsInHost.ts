/** Runs inside an extension host: which of the assistants that started there Parapet was in time for. */
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../src/editor/parapetApi';
import { STARTER } from '../host/starter';

/** The environment variable that names the folder to write a StartSample to, one for each host. */
export const STARTS = 'PARAPET_STARTS';

export interface StartSample {
  /** Milliseconds that wrapping every extension took. */
  readonly installMs: number;
  readonly assistants: readonly StartedAssistant[];
}

export interface StartedAssistant {
  readonly id: string;
  /** Its provider was registered through the wrap. */
  readonly isWrapped: boolean;
  /** Parapet names it as one whose suggestions may come unseen, and judges accepts. */
  readonly isGuarded: boolean;
}

const LIMIT_MS = 60_000;
const LOOK_MS = 50;

export async function recordStart(folder: string): Promise<void> {
  const extension = vscode.extensions.getExtension<ParapetApi>('parapet.parapet');
  if (!extension) throw new Error('Parapet is not installed');
  const api = await extension.activate();
  const assistants = vscode.extensions.all.filter(({ id }) => STARTER.test(id));
  for (let waited = 0; waited < LIMIT_MS && !assistants.every(({ isActive }) => isActive); waited += LOOK_MS)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  await api.ready;
  const providers = new Map(api.coverage().map(({ id, providers: count }) => [id, count]));
  const sample: StartSample = {
    installMs: api.installMs,
    assistants: assistants.map(({ id }) => ({
      id,
      isWrapped: (providers.get(id) ?? 0) > 0,
      isGuarded: api.judgesAccepts() && api.missed().includes(id),
    })),
  };
  const file = path.join(folder, `${process.pid}.json`);
  fs.writeFileSync(`${file}.part`, JSON.stringify(sample));
  fs.renameSync(`${file}.part`, file);
}
