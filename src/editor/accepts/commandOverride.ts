import { commands } from 'vscode';
import type { Disposable } from 'vscode';

/** Runs around a command; `run` runs the command itself. */
export type Around = (run: () => Thenable<unknown>) => Thenable<unknown>;

/**
 * Stands in for a command of VS Code's own: of two registrations the later one wins, wherever the command is called
 * from, by key, by name in the palette, or by an extension. The command itself runs whatever goes wrong around it.
 */
export class CommandOverride implements Disposable {
  private registration: Disposable | undefined;

  /** @throws where another extension of this host has registered the command already */
  constructor(
    private readonly id: string,
    private readonly around: Around,
    private readonly failed: (error: unknown) => void,
  ) {
    this.register();
  }

  dispose(): void {
    this.registration?.dispose();
    this.registration = undefined;
  }

  private register(): void {
    this.registration = commands.registerCommand(this.id, (...args: unknown[]) => this.called(args));
  }

  private async called(args: readonly unknown[]): Promise<unknown> {
    let running: Thenable<unknown> | undefined;
    const run = (): Thenable<unknown> => (running ??= this.original(args));
    try {
      return await this.around(run);
    } catch (error) {
      // The command's own failure is its caller's to know.
      if (running === undefined) this.failed(error);
      return run();
    }
  }

  /**
   * Steps aside, calls and steps back in one go: the three messages reach VS Code's window right behind each other, so
   * that hardly a key press finds the stand-in away.
   */
  private original(args: readonly unknown[]): Thenable<unknown> {
    const wasRegistered = this.registration !== undefined;
    this.dispose();
    try {
      return commands.executeCommand(this.id, ...args);
    } finally {
      if (wasRegistered) this.register();
    }
  }
}
