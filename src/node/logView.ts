import type { Labels } from '../git/addedParts';
import type { LabelledText } from '../provenance/model';
import { decoded, labelledAs, merged, type Known } from './knownTexts';
import type { LogIndex } from './workingLogIndex';

/** The working log as it was when it was first looked at; of each file it is decoded once. */
export class LogView implements Labels {
  private sorted: readonly string[] | undefined;
  private readonly known = new Map<string, readonly Known[]>();

  private looked: LogIndex | undefined;

  /** @param look asked once, when something is wanted of it */
  constructor(private readonly look: () => LogIndex) {}

  private get index(): LogIndex {
    return (this.looked ??= this.look());
  }

  paths(): readonly string[] {
    return (this.sorted ??= this.index.paths());
  }

  /** Of these files, those that were written of since then, the latest first. @param since milliseconds since 1970 */
  writtenSince(since: number): string[] {
    return this.paths()
      .filter((file) => this.writtenAt(file) >= since)
      .toSorted((a, b) => this.writtenAt(b) - this.writtenAt(a));
  }

  /** When a file was last written of, in milliseconds since 1970; 0 where it never was. */
  writtenAt(file: string): number {
    return this.index.headsOf(file.normalize('NFC'))[0]?.o ?? 0;
  }

  /** As it was recorded last. */
  last(file: string): LabelledText | undefined {
    return merged(this.knownOf(file));
  }

  textOf(file: string): string | undefined {
    return this.knownOf(file)[0]?.labelled.text;
  }

  blobOf(file: string): string | undefined {
    return this.index.labelsOf(file.normalize('NFC'))[0]?.i;
  }

  hasTools(file: string): boolean {
    return this.knownOf(file).some(({ labelled }) =>
      labelled.ranges.some(({ author }) => author.kind === 'ai'),
    );
  }

  read(file: string, text: string, added?: readonly number[]): LabelledText | undefined {
    return labelledAs(text, this.knownOf(file), added);
  }

  private knownOf(file: string): readonly Known[] {
    const name = file.normalize('NFC');
    const known = this.known.get(name) ?? decoded(this.index.labelsOf(name));
    this.known.set(name, known);
    return known;
  }
}
