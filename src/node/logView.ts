import type { Labels } from '../git/addedParts';
import type { LabelledText } from '../provenance/model';
import { decoded, labelledAs, type Known } from './knownTexts';
import type { LogIndex } from './workingLogIndex';

/** The working log as it was at one moment; of each file it is decoded once. */
export class LogView implements Labels {
  private readonly known = new Map<string, readonly Known[]>();

  constructor(private readonly index: LogIndex) {}

  paths(): string[] {
    return this.index.paths();
  }

  textOf(file: string): string | undefined {
    return this.knownOf(file)[0]?.labelled.text;
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
