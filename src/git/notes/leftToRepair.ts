/** That hooks have tried in vain to write the notes of earlier commits, and leave it to whoever has the time; for people. */
export class LeftToRepair extends Error {
  /** @param ranges as `notes repair` takes them */
  constructor(ranges: readonly string[]) {
    super(
      `hooks have no time for earlier commits, which may lack provenance: ${ranges.map(remedy).join(', ')}`,
    );
    this.name = 'LeftToRepair';
  }
}

const remedy = (range: string): string =>
  `“parapet notes repair ${range.replaceAll(/(?<=[0-9a-f]{12})[0-9a-f]+/g, '')}”`;
