import { commands } from 'vscode';
import type { Disposable } from 'vscode';
import { MARK_COMMAND } from '../../contract/manifest';

/**
 * Tells at which point among the changes of documents VS Code's window has come to where it was asked to set a mark.
 *
 * The reply to a command does not: several messages arrive at once, and whoever awaits one of them goes on after all of
 * them have been heard. A command that the window itself calls is heard in its order.
 */
export class WindowMarks implements Disposable {
  private readonly awaited = new Map<number, () => void>();
  private count = 0;
  private readonly registration = commands.registerCommand(MARK_COMMAND, (mark: unknown) => {
    if (typeof mark === 'number') this.awaited.get(mark)?.();
  });

  /** @param then called in the order of the window's messages, before the promise settles */
  async set(then: () => void): Promise<void> {
    const mark = ++this.count;
    this.awaited.set(mark, then);
    try {
      await commands.executeCommand('runCommands', { commands: [{ command: MARK_COMMAND, args: [mark] }] });
    } finally {
      this.awaited.delete(mark);
    }
  }

  dispose(): void {
    this.registration.dispose();
  }
}
