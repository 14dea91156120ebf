/** Reads what an extension in the host wrote down (runner/src/observer.ts), while it does and after it was killed. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Observation, ShownLine } from '../observation';
import { poll } from './poll';

const START_MS = 60_000;

export class HostObserver {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-observed-'));

  /** Of every host there ever was, the newest first. */
  #all(): Observation[] {
    return fs
      .readdirSync(this.folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(fs.readFileSync(path.join(this.folder, name), 'utf8')) as Observation)
      .toSorted((a, b) => b.started - a.started);
  }

  /** The processes of all hosts, the newest first. */
  get pids(): readonly number[] {
    return this.#all().map(({ pid }) => pid);
  }

  /**
   * Waits for a host that is none of these and was started after this moment; undefined where none has come.
   *
   * @param since milliseconds since 1970
   */
  async untilAnother(
    than: readonly number[],
    { since = 0, timeoutMs = START_MS }: { readonly since?: number; readonly timeoutMs?: number } = {},
  ): Promise<number | undefined> {
    const find = async (): Promise<number | undefined> =>
      this.#all().find(({ pid, started }) => started > since && !than.includes(pid))?.pid;
    return poll(find, 'another extension host', undefined, timeoutMs).catch(() => undefined);
  }

  /** What the host of that process showed last of a file. */
  shownBy(pid: number, file: string): readonly ShownLine[] | undefined {
    return this.#all().find((one) => one.pid === pid)?.files[file];
  }

  /**
   * What the newest host that is none of these shows of a file; undefined where none has it open. A host that was started
   * for a window that is gone by now never gets any document.
   */
  shownByAnother(than: readonly number[], file: string): readonly ShownLine[] | undefined {
    const others = this.#all().filter(({ pid }) => !than.includes(pid));
    return others.find(({ files }) => (files[file]?.length ?? 0) > 0)?.files[file];
  }

  dispose(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
