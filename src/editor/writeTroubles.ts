import { basename } from 'node:path';
import { l10n, window } from 'vscode';
import type { OpenRepository } from '../node/openRepository';
import type { Log } from './log';

/** Says once of a repository that nothing can be written there: what cannot be labelled cannot be recorded either. */
export class WriteTroubles {
  private readonly told = new Set<string>();

  constructor(private readonly log: Pick<Log, 'error' | 'info'>) {}

  readonly say = (message: string, { id, root }: Pick<OpenRepository, 'id' | 'root'>): void => {
    if (this.told.has(id)) return this.log.info(message);
    this.told.add(id);
    this.log.error(message);
    const text = l10n.t(
      'Parapet cannot write into the repository of “{0}”, so it will not know later what AI tools wrote there: {1}',
      basename(root),
      message,
    );
    void window.showWarningMessage(text);
  };
}
