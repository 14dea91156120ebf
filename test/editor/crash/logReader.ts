/** Reads a working log as a second process, all the time, and checks that every record in it is whole. */
import fs from 'node:fs';
import path from 'node:path';
import { WorkingLog } from '../../../src/node/workingLog';
import { decodeRecords } from '../../../src/node/workingLogRecord';
import { linesOf, type ShownLine } from '../../host/observation';
import { letters } from '../host/labelLetters';

const EVERY_MS = 25;
const RECORD = '{"n":';

export class LogReader {
  readonly problems: string[] = [];
  reads = 0;
  /** Writers that were killed: each may have left one record that was cut short, which nobody believes. */
  kills = 0;
  readonly #gitDir: string;
  readonly #log: WorkingLog;
  readonly #timer: NodeJS.Timeout;

  constructor(
    folder: string,
    private readonly file: string,
  ) {
    this.#gitDir = path.join(folder, '.git');
    this.#log = new WorkingLog(this.#gitDir, {
      now: () => new Date(),
      log: (message) => this.problems.push(message),
    });
    this.#timer = setInterval(() => {
      this.lines();
      this.check();
    }, EVERY_MS);
  }

  /** What it holds of the file now. */
  lines(): readonly ShownLine[] {
    this.reads++;
    const labelled = this.#log.read(this.file);
    return labelled ? linesOf(labelled.text, letters(labelled)) : [];
  }

  /** Besides those of the killed, only the last record may be cut short: it is being written. */
  check(): void {
    for (const name of ['working.base', 'working.old', 'working.log']) {
      const bytes = readIfThere(path.join(this.#gitDir, 'parapet', name));
      if (bytes === undefined) continue;
      const { records, end } = decodeRecords(bytes);
      const begun = bytes.subarray(0, end).toString('latin1').split(RECORD).length - 1;
      if (begun - records.length > this.kills)
        this.problems.push(`${name}: ${records.length} of ${begun} records`);
    }
  }

  dispose(): void {
    clearInterval(this.#timer);
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}
