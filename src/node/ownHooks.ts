import type { Runtime } from '../git/hooks/runtimes';
import type { OpenRepository } from './openRepository';

/** The git hooks of repositories, as long as it is this program that runs them. */
export class OwnHooks {
  private readonly runtime: Runtime;

  /** @param script absolute path of what hooks start */
  constructor(
    script: string,
    private readonly log: { error(message: string, error: unknown): void },
  ) {
    const kind = process.versions['electron'] === undefined ? 'node' : 'electron';
    this.runtime = { kind, program: process.execPath, script };
  }

  readonly install = (repository: OpenRepository): Promise<void> => repository.installHooks(this.runtime);

  /** Those that another program has written over. */
  readonly putBack = (repository: OpenRepository): Promise<boolean> => repository.putBackHooks(this.runtime);

  /** The hooks of a repository work with the Parapet they know, so that a failure is worth a line in the log and no more. */
  renew(repository: OpenRepository): void {
    try {
      repository.renewRuntime(this.runtime);
    } catch (error) {
      this.log.error('the git hooks could not be told where Parapet lies', error);
    }
  }
}
