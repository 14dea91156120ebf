/**
 * A program as V8 has compiled it, kept for its next start: to compile it takes a hook longer than much of its work. V8
 * itself refuses what another version or other flags have compiled.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { LogFolder } from './workingLogFiles';

/** A CommonJS module. */
export interface CompiledProgram<Exports> {
  readonly exports: Exports;
  /** To be called when it has run: only by then has V8 compiled what it needs. */
  keep(): void;
}

/** Larger than any is; bytes. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Runtimes whose compilations are kept beside each other, as where a container and its host share a repository. */
const MOST_RUNTIMES = 3;

/**
 * @param file of the module, absolute
 * @param folder where it is kept; nowhere, if that is undefined. Whoever may write there decides what runs
 * @throws where the file cannot be read, or throws itself
 */
export function loadCompiled<Exports>(
  file: string,
  require: NodeJS.Require,
  folder: string | undefined,
): CompiledProgram<Exports> {
  const source = readFileSync(file, 'utf8');
  const place = folder === undefined ? undefined : new Place(folder, path.basename(file, '.js'));
  const kept = place?.read(source);
  const script = new Script(`(function (exports, require, module) {${source}\n})`, {
    filename: file,
    ...(kept && { cachedData: kept }),
  });
  const isKept = kept !== undefined && script.cachedDataRejected !== true;
  const module = { exports: {} as Exports };
  const define: (exports: Exports, require: NodeJS.Require, module: object) => void =
    script.runInThisContext();
  define(module.exports, require, module);
  return {
    get exports() {
      return module.exports;
    },
    keep: () => {
      if (!isKept) place?.write(source, script);
    },
  };
}

/** Nothing here throws: without it all goes on, only later. */
class Place {
  private readonly folder: LogFolder;
  private readonly name: string;

  constructor(
    folder: string,
    private readonly program: string,
  ) {
    this.folder = new LogFolder(folder);
    this.name = `${program}-${process.version}-${process.arch}`;
  }

  /** V8 takes what was compiled for what it is, and knows a program by its length. */
  read(source: string): Buffer | undefined {
    try {
      const bytes = this.folder.read(this.name, 0, MOST_BYTES)?.bytes;
      const [sum, data] = [bytes?.subarray(0, SUM_BYTES), bytes?.subarray(SUM_BYTES)];
      return data && sum?.equals(sumOf(source, data)) ? data : undefined;
    } catch {
      return undefined;
    }
  }

  write(source: string, script: Script): void {
    try {
      this.folder.create();
      this.folder.removeDrafts(this.program);
      const others = this.folder.newest(`${this.program}-`);
      const data = script.createCachedData();
      this.folder.replace(this.name, Buffer.concat([sumOf(source, data), data]));
      for (const other of others.filter((one) => one !== this.name).slice(MOST_RUNTIMES - 1))
        this.folder.remove(other);
    } catch {
      // It may be somebody else's, or the disk is full.
    }
  }
}

const SUM_BYTES = 32;
const sumOf = (source: string, data: Buffer): Buffer =>
  createHash('sha256').update(source).update('\0').update(data).digest();
