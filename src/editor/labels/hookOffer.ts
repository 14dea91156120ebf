import { basename } from 'node:path';
import { l10n, window } from 'vscode';
import type { Memento } from 'vscode';
import type { OpenRepository } from '../../node/openRepository';

export interface HookPorts {
  /** Remembers across windows which repositories people were asked about. */
  readonly memory: Memento;
  isWanted(): boolean;
  install(repository: OpenRepository): Promise<void>;
  /** Those that another program has written over. */
  putBack(repository: OpenRepository): Promise<boolean>;
  /** Milliseconds from any start. */
  clock(): number;
  failed(error: unknown): void;
}

const ASKED = 'parapet.hooks.asked';
const MAX_ASKED = 200;
const PUT_BACK_EVERY_MS = 30_000;

/** Offers, once in a repository, the hooks without which a commit does not say what a tool wrote of it. */
export class HookOffer {
  private readonly looked = new Set<OpenRepository>();
  private readonly putBackAt = new Map<OpenRepository, number>();

  constructor(private readonly ports: HookPorts) {}

  /** Something was accepted there. Never rejects. */
  async accepted(repository: OpenRepository): Promise<void> {
    await this.putBack(repository);
    if (this.looked.has(repository) || !this.ports.isWanted()) return;
    this.looked.add(repository);
    try {
      const asked = this.ports.memory.get<readonly string[]>(ASKED, []);
      if (asked.includes(repository.id) || (await repository.hasHooks())) return;
      await this.ports.memory.update(ASKED, [...asked, repository.id].slice(-MAX_ASKED));
      const yes = l10n.t('Install Hooks');
      const question = l10n.t(
        'Parapet can write into each commit of “{0}” how many of its lines an AI tool wrote, and which tool. That takes git hooks, which live beside any others.',
        basename(repository.root),
      );
      if ((await window.showInformationMessage(question, yes, l10n.t('Not Here'))) === yes)
        await installHooks(repository, this.ports);
    } catch (error) {
      this.ports.failed(error);
    }
  }

  /** What is accepted now is committed later. Never rejects. */
  private async putBack(repository: OpenRepository): Promise<void> {
    const { clock, failed } = this.ports;
    if (clock() - (this.putBackAt.get(repository) ?? -Infinity) < PUT_BACK_EVERY_MS) return;
    this.putBackAt.set(repository, clock());
    try {
      await this.ports.putBack(repository);
    } catch (error) {
      failed(error);
    }
  }
}

/** Never rejects: what went wrong is said. */
export async function installHooks(repository: OpenRepository, ports: HookPorts): Promise<void> {
  const name = basename(repository.root);
  try {
    await ports.install(repository);
    // A short first sentence: VS Code folds a message without buttons to one line.
    void window.showInformationMessage(
      l10n.t(
        'Git hooks are installed in “{0}”. Its commits say from now on what AI tools wrote; “parapet hooks uninstall” takes them back.',
        name,
      ),
    );
  } catch (error) {
    ports.failed(error);
    const why = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(l10n.t('The hooks could not be installed in “{0}”: {1}', name, why));
  }
}
