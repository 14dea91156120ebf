/** What the last commit has of files, asked for before it is needed. */
import { isGitError, type Git } from '../../git/git';
import { textAt } from '../../git/notes/sources';
import { ObjectReader } from '../../git/objects';

/** `close` it. */
export class CommittedTexts {
  private readonly objects: ObjectReader;
  private readonly texts = new Map<string, string | undefined>();

  constructor(git: Git) {
    this.objects = new ObjectReader(git);
  }

  /** @param path from the top level, `/`-separated */
  async ask(path: string): Promise<void> {
    if (this.texts.has(path)) return;
    try {
      this.texts.set(path, await textAt(this.objects, 'HEAD', path));
    } catch (error) {
      if (!isGitError(error)) throw error;
    }
  }

  /** Undefined where there is none, or it was not asked for. */
  textOf(path: string): string | undefined {
    return this.texts.get(path);
  }

  close(): void {
    this.objects.close();
  }
}
