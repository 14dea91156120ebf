/** What `blame` asks besides git: a part of its own, since it can be loaded while git gets ready. */
import type { Git } from '../../git/git';
import type { FindAgain } from '../../git/notes/blamedWriters';
import { linesFoundAgain } from '../../git/notes/foundAgain';
import { classifyLines } from '../../provenance/classifyLines';
import type { ClassifiedLine } from '../../provenance/model';
import { WorkingLog } from '../workingLog';

export class BlameEvidence {
  private readonly log: WorkingLog;

  /** @param gitDir of the work tree */
  constructor(
    private readonly git: Git,
    private readonly gitDir: string,
    private readonly now: Date,
  ) {
    this.log = new WorkingLog(gitDir, { now: () => now });
  }

  readonly findAgain: FindAgain = (paths) => {
    const { git, gitDir, now } = this;
    return linesFoundAgain({ git, gitDir, labels: this.log, now }, paths);
  };

  /** All lines of the text of a file, by what was recorded. @param wanted those that no commit has */
  recorded(path: string, text: string, wanted: readonly number[]): readonly ClassifiedLine[] {
    return classifyLines(this.log.read(path, text, wanted) ?? { text, ranges: [] });
  }
}
