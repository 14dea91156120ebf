/**
 * What files held just before an agent's edit, so that afterwards only the lines it wrote are called its own. Kept
 * beside the working log, which holds the same texts, until newer ones push it out: a client that also reads another
 * client's settings calls more than one hook after an edit.
 */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Agent } from '../../agents/request';
import { LogFolder } from '../workingLogFiles';

/** As for the working log; UTF-16 units. */
const MAX_TEXT = 2 * 1024 * 1024;
const MOST = 100;
/** Milliseconds; people are asked between the two calls. An older one is of an edit that was not made. */
const VALID_MS = 60 * 60 * 1_000;
const PREFIX = 'agent-edit.';

export class AgentSnapshots {
  private readonly folder: LogFolder;

  /** @param gitDir of the work tree */
  constructor(
    gitDir: string,
    private readonly agent: Agent,
    private readonly now: Date,
  ) {
    this.folder = new LogFolder(path.join(gitDir, 'parapet'));
  }

  keep(file: string, text: string): void {
    if (text.length > MAX_TEXT) return;
    this.folder.replace(this.nameOf(file), Buffer.from(text));
    this.prune();
  }

  /** There is no such file yet. */
  forget(file: string): void {
    this.folder.remove(this.nameOf(file));
  }

  read(file: string): string | undefined {
    const name = this.nameOf(file);
    if (Math.abs(this.now.getTime() - this.writtenAt(name)) > VALID_MS) return undefined;
    return this.folder.read(name)?.bytes.toString();
  }

  private prune(): void {
    const kept = readdirSync(this.folder.folder).filter((name) => name.startsWith(PREFIX));
    if (kept.length <= MOST) return;
    const newestFirst = kept
      .map((name) => ({ name, at: this.writtenAt(name) }))
      .toSorted((a, b) => b.at - a.at);
    for (const { name } of newestFirst.slice(MOST)) this.folder.remove(name);
  }

  /** Two sessions of a tool may be at one file at once. */
  private nameOf(file: string): string {
    const { tool, session = '' } = this.agent;
    return PREFIX + createHash('sha256').update(`${tool}\0${session}\0${file}`).digest('hex').slice(0, 32);
  }

  private writtenAt(name: string): number {
    return lstatSync(this.folder.file(name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }
}
