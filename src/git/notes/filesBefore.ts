/** Which files commits changed, as their parents have them, through one `git diff-tree`. */
import { Conversation } from '../conversation';
import type { Git } from '../git';
import { DiffTreeStream } from '../parse/diffTreeStream';

const ARGS = ['diff-tree', '--stdin', '--always', '-m', '-r', '-z', '--raw', '--no-abbrev', '--no-renames'];

/** Started with the first question; `close` it. */
export class FilesBefore {
  private readonly conversation: Conversation<ReadonlySet<string>>;

  constructor(git: Git) {
    this.conversation = new Conversation(git, ARGS, new DiffTreeStream());
  }

  /**
   * The ids of the files that a commit changed or took away; none of a commit without parents.
   *
   * @param commit full id
   * @throws GitError
   */
  of(commit: string): Promise<ReadonlySet<string>> {
    return this.conversation.ask(`${commit}\n\n`);
  }

  close(): void {
    this.conversation.close();
  }
}
