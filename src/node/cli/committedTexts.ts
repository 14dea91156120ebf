/** What the last commit has of files, and the last stash, asked for before it is needed. */
import { isGitError, type Git } from '../../git/git';
import { textAt } from '../../git/notes/sources';
import { ObjectReader } from '../../git/objects';

/** Undefined where there is none. */
export interface CommittedText {
  readonly committed?: string | undefined;
  readonly putAway?: string | undefined;
}

/** `close` it. */
export class CommittedTexts {
  private readonly objects: ObjectReader;
  private readonly texts = new Map<string, CommittedText>();

  constructor(git: Git) {
    this.objects = new ObjectReader(git);
  }

  /** @param path from the top level, `/`-separated */
  async ask(path: string): Promise<void> {
    if (this.texts.has(path)) return;
    try {
      const [committed, putAway] = await Promise.all(
        ['HEAD', 'refs/stash'].map((commit) => textAt(this.objects, commit, path)),
      );
      this.texts.set(path, { committed, putAway });
    } catch (error) {
      if (!isGitError(error)) throw error;
    }
  }

  /** Of a file that was asked for. */
  textOf(path: string): CommittedText {
    return this.texts.get(path) ?? {};
  }

  close(): void {
    this.objects.close();
  }
}
