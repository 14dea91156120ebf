/**
 * A program as V8 has compiled it, kept for its next start: to compile it takes a hook longer than much of its work. V8
 * itself refuses what another version or other flags have compiled.
 */
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { LogFolder } from './workingLogFiles';

/** A CommonJS module. */
export interface CompiledProgram<Exports> {
  readonly exports: Exports;
  /** To be called when it has run as ever: by then V8 has compiled what it needs, and reads no more than that from then on. */
  keep(): void;
}

/** Larger than any is; bytes. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Runtimes whose compilations are kept beside each other, as where a container and its host share a repository. */
const MOST_RUNTIMES = 3;

/**
 * @param file of the module, absolute
 * @param kept where it is, and under which name; nowhere, if that is undefined. Whoever may write there
 *   decides what runs
 * @throws where the file cannot be read, or throws itself
 */
export function loadCompiled<Exports>(
  file: string,
  require: NodeJS.Require,
  kept: { readonly folder: string; readonly name: string } | undefined,
): CompiledProgram<Exports> {
  const source = readFileSync(file);
  const place = kept && new Place(kept.folder, kept.name);
  const cachedData = place?.read(source);
  const script = new Script(`(function (exports, require, module) {${source.toString('utf8')}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true;
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

  /**
   * V8 takes what was compiled for what it is, and knows a program by its length. So the source is kept with it, and it
   * is kept twice: to compare them takes no time, and to load what makes checksums takes longer than it saves.
   */
  read(source: Buffer): Buffer | undefined {
    try {
      const kept = this.folder.read(this.name, 0, MOST_BYTES)?.bytes;
      if (!kept?.subarray(0, source.length).equals(source)) return undefined;
      const half = (kept.length - source.length) / 2;
      const data = kept.subarray(source.length, source.length + half);
      return data.equals(kept.subarray(source.length + half)) ? data : undefined;
    } catch {
      return undefined;
    }
  }

  write(source: Buffer, script: Script): void {
    try {
      this.folder.create();
      this.folder.removeDrafts(this.program);
      const others = this.folder.newest(`${this.program}-`);
      const data = script.createCachedData();
      this.folder.replace(this.name, Buffer.concat([source, data, data]));
      for (const other of others.filter((one) => one !== this.name).slice(MOST_RUNTIMES - 1))
        this.folder.remove(other);
    } catch {
      // It may be somebody else's, or the disk is full.
    }
  }
}
