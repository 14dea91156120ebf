/** What `blame` asks besides git: a part of its own, since it can be loaded while git gets ready. */
import { join } from 'node:path';
import type { Git } from '../../git/git';
import type { FindAgain } from '../../git/notes/blamedWriters';
import { linesFoundAgain } from '../../git/notes/linesFoundAgain';
import { withTools, type Tools } from '../../git/notes/notesTools';
import { movedOnDisk, uncommittedLines, type OpenLines } from '../../git/notes/uncommittedLines';
import type { Repository } from '../../git/repository';
import { classifyLines } from '../../provenance/classifyLines';
import type { LineWriters, Writer } from '../../provenance/lineWriters';
import type { ClassifiedLine } from '../../provenance/model';
import { textOnDisk } from '../textFile';
import { WorkTreeLabels } from '../workTreeLabels';

export class BlameEvidence {
  private readonly log: WorkTreeLabels;

  constructor(
    private readonly git: Git,
    private readonly repository: Repository,
    private readonly now: Date,
  ) {
    this.log = new WorkTreeLabels(git, repository, { now: () => now });
  }

  readonly findAgain: FindAgain = (paths) => {
    const { git, now } = this;
    return linesFoundAgain({ git, gitDir: this.repository.gitDir, labels: this.log, now }, paths);
  };

  /** All lines of the text of a file, by what was recorded. @param wanted those that no commit has */
  async recorded(path: string, text: string, wanted: readonly number[]): Promise<readonly ClassifiedLine[]> {
    return classifyLines((await this.log.readRenamed(path, text, wanted)) ?? { text, ranges: [] });
  }

  /** Of lines that no commit has, and of which the log does not know who wrote them. */
  async elsewhere(path: string, lines: Omit<OpenLines, 'path'>): Promise<LineWriters> {
    return this.withTools((tools) =>
      uncommittedLines(tools, { ...lines, path, text: withoutReturns(lines.text) }, this.onDisk),
    );
  }

  /** Of lines that by the log a tool wrote: those that it has taken from other files. @param claimed those that no commit has */
  async moved(
    path: string,
    text: string,
    claimed: readonly number[],
  ): Promise<ReadonlyMap<number, Writer | undefined>> {
    return this.withTools((tools) =>
      movedOnDisk(tools, { path, text: withoutReturns(text), claimed }, this.onDisk),
    );
  }

  private readonly onDisk = (name: string): string | undefined => {
    const text = textOnDisk(join(this.repository.topLevel, name));
    return text === undefined ? undefined : withoutReturns(text);
  };

  private withTools<T>(action: (tools: Tools) => Promise<T>): Promise<T> {
    const { git, log: labels, now } = this;
    return withTools({ git, gitDir: this.repository.gitDir, labels, now }, action);
  }
}

const withoutReturns = (text: string): string => text.replaceAll('\r\n', '\n');
