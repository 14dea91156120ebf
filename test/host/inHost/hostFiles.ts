/** The files through which a test run inside an editor is started, followed and ended. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { oneFailed, type Counts } from '../counts';
import { HOST_RUN, type HostRun } from '../hostRun';
import { inRepository } from '../paths';
import { poll } from '../drive/poll';
import { randomFactor } from '../soak';
import { sourcePlaces } from './sourcePlaces';

/** Ends a run that hangs. */
const LIMIT_MS = 15 * 60_000 * randomFactor();

export class HostFiles {
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-host-'));
  readonly #run: HostRun;

  constructor(grep: string | undefined) {
    this.#run = {
      mocha: inRepository('node_modules', 'mocha', 'index.js'),
      output: path.join(this.#folder, 'output.txt'),
      result: path.join(this.#folder, 'result.json'),
      ...(grep !== undefined && { grep }),
    };
    fs.writeFileSync(this.#runFile, JSON.stringify(this.#run));
  }

  get #runFile(): string {
    return path.join(this.#folder, 'run.json');
  }

  /** For the editor's process. */
  get env(): Readonly<Record<string, string>> {
    return { [HOST_RUN]: this.#runFile };
  }

  /** Prints mocha's output as it comes and resolves with the counts. `editorEnded` ends the wait. */
  async follow(editorEnded: Promise<unknown>): Promise<Counts> {
    let ended = false;
    const end = (): void => {
      ended = true;
    };
    editorEnded.then(end, end);
    const withSourcePlaces = sourcePlaces();
    let printed = 0;
    const ask = (): Promise<Counts | undefined> => {
      const output = fs.existsSync(this.#run.output) ? fs.readFileSync(this.#run.output) : Buffer.alloc(0);
      process.stdout.write(withSourcePlaces(output.subarray(printed).toString('utf8')));
      printed = output.length;
      if (fs.existsSync(this.#run.result)) {
        return Promise.resolve(JSON.parse(fs.readFileSync(this.#run.result, 'utf8')) as Counts);
      }
      return Promise.resolve(ended ? oneFailed('The editor ended before the tests did.') : undefined);
    };
    return poll(ask, 'the tests in the extension host to end', undefined, LIMIT_MS);
  }

  remove(): void {
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}
