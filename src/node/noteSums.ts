/** Where sums of notes are kept: beside git's objects, for all work trees, and no harm done if it is lost. */
import path from 'node:path';
import { decodeCounted, encodeCounted, type KeptTable } from '../provenance/countedFile';
import type { CountedTable } from '../provenance/countedTable';
import { NOTE_SUMS, type TableKeeper } from '../git/notes/countedCommits';
import { isPartialClone } from '../git/notes/lackingNotes';
import { LogFolder } from './workingLogFiles';
import { version } from '../../package.json';

/** A file that is longer is no longer quick to read. Bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

export class NoteSums implements TableKeeper {
  private readonly folder: LogFolder;
  private found: { readonly kept: KeptTable | undefined } | undefined;

  /** @param commonDir the git directory that all work trees share */
  constructor(readonly commonDir: string) {
    this.folder = new LogFolder(path.join(commonDir, 'parapet'));
  }

  /** Whether it is plain that there is nothing to be read. */
  isEmpty(): boolean {
    try {
      return this.folder.identityOf(NOTE_SUMS) === undefined;
    } catch {
      return true;
    }
  }

  /** Once. What is not there, or cannot be read, is nothing. */
  read(): KeptTable | undefined {
    return (this.found ??= { kept: this.fromFile() }).kept;
  }

  private fromFile(): KeptTable | undefined {
    try {
      const bytes = this.folder.read(NOTE_SUMS, 0, MOST_BYTES)?.bytes;
      return bytes && decodeCounted(bytes, version);
    } catch {
      return undefined;
    }
  }

  /**
   * Nothing of a partial clone, which may come to have notes that it lacks. Where nothing may be written, as in a repository
   * of somebody else's, it is counted anew each time.
   */
  keep(tip: string | undefined, table: CountedTable): void {
    const bytes = encodeCounted(tip, table, version);
    try {
      if (bytes.length > MOST_BYTES) return this.folder.remove(NOTE_SUMS);
      if (isPartialClone(this.commonDir)) return;
      this.folder.create();
      // Whoever else writes just now may lose his.
      this.folder.removeDrafts(NOTE_SUMS);
      this.folder.replace(NOTE_SUMS, bytes, false);
    } catch {
      // As said above.
    }
  }
}
