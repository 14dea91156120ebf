/**
 * What files held just before an agent's edit, so that afterwards only the lines it wrote are called its own. Kept
 * beside the working log, which holds the same texts, until newer ones push it out: a client that also reads another
 * client's settings calls more than one hook after an edit.
 */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
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
    private readonly now: Date,
  ) {
    this.folder = new LogFolder(path.join(gitDir, 'parapet'));
  }

  keep(file: string, tool: string, text: string): void {
    if (text.length > MAX_TEXT) return;
    this.folder.replace(nameOf(file, tool), Buffer.from(text));
    this.prune();
  }

  /** There is no such file yet. */
  forget(file: string, tool: string): void {
    this.folder.remove(nameOf(file, tool));
  }

  read(file: string, tool: string): string | undefined {
    const name = nameOf(file, tool);
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

  private writtenAt(name: string): number {
    return lstatSync(this.folder.file(name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }
}

const nameOf = (file: string, tool: string): string =>
  PREFIX + createHash('sha256').update(`${tool}\0${file}`).digest('hex').slice(0, 32);
