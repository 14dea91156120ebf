/** What `blame` asks besides git: a part of its own, since it can be loaded while git gets ready. */
import type { Git } from '../../git/git';
import type { FindAgain } from '../../git/notes/blamedWriters';
import { linesFoundAgain } from '../../git/notes/foundAgain';
import { Notes } from '../../git/notes/notesRef';
import { replacedLines } from '../../git/notes/replacedLines';
import { blamedSource, textAt } from '../../git/notes/sources';
import { ObjectReader } from '../../git/objects';
import { classifyLines } from '../../provenance/classifyLines';
import type { LineWriters } from '../../provenance/lineWriters';
import type { ClassifiedLine } from '../../provenance/model';
import type { LogView } from '../logView';
import { WorkingLog } from '../workingLog';

export class BlameEvidence {
  private readonly log: LogView;

  /** @param gitDir of the work tree */
  constructor(
    private readonly git: Git,
    private readonly gitDir: string,
    private readonly now: Date,
  ) {
    this.log = new WorkingLog(gitDir, { now: () => now }).view();
  }

  readonly findAgain: FindAgain = (paths) => {
    const { git, gitDir, now } = this;
    return linesFoundAgain({ git, gitDir, labels: this.log, now }, paths);
  };

  /** All lines of the text of a file, by what was recorded. @param wanted those that no commit has */
  recorded(path: string, text: string, wanted: readonly number[]): readonly ClassifiedLine[] {
    return classifyLines(this.log.read(path, text, wanted) ?? { text, ranges: [] });
  }

  /** Of lines that no commit has, those that the last one has with other white space. @param wanted 1-based */
  async respaced(path: string, text: string, wanted: readonly number[]): Promise<LineWriters> {
    const objects = new ObjectReader(this.git);
    try {
      const before = blamedSource(this.git, objects, new Notes(this.git, objects), 'HEAD');
      const replaced = (): Promise<string | undefined> => textAt(objects, 'HEAD', path);
      const file = { text, added: wanted, replaced };
      return await replacedLines(file, () => before.textOf(path), 'layout');
    } finally {
      objects.close();
    }
  }
}
