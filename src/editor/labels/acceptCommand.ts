import { isObject } from '../intercept/shapes';
import type { ItemShape } from '../intercept/shapes';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly arguments?: readonly unknown[];
}

interface Chained {
  readonly id: string;
  readonly ours: Command;
  readonly original: Command | undefined;
}

/** VS Code runs a suggestion's command right after it was accepted; older ones are no longer shown anywhere. */
const MAX_REMEMBERED = 500;

/**
 * Puts a command of ours on suggestions, which VS Code runs once they have been accepted whole; the provider's own
 * command runs after it.
 */
export class AcceptCommands {
  private readonly chained = new WeakMap<ItemShape, Chained>();
  private readonly originals = new Map<string, Command | undefined>();

  constructor(private readonly commandId: string) {}

  /** @param id what the command is going to be called with */
  chain(item: ItemShape, id: string): void {
    const known = this.chained.get(item);
    // A provider may give the same object again, and may have set its command anew.
    const original = known && item.command === known.ours ? known.original : asCommand(item.command);
    const ours: Command = { command: this.commandId, title: original?.title ?? '', arguments: [id] };
    if (!Reflect.set(item, 'command', ours)) return;
    this.chained.set(item, { id, ours, original });
    this.originals.set(id, original);
    if (this.originals.size > MAX_REMEMBERED) {
      const [oldest] = this.originals.keys();
      if (oldest !== undefined) this.originals.delete(oldest);
    }
  }

  /** What an item was last given as. */
  idOf(item: ItemShape): string | undefined {
    return this.chained.get(item)?.id;
  }

  /** The command that the provider wants to be run when this suggestion is accepted. */
  originalOf(id: string): Command | undefined {
    return this.originals.get(id);
  }
}

function asCommand(value: unknown): Command | undefined {
  if (!isObject(value) || !('command' in value) || typeof value.command !== 'string') return undefined;
  const { command } = value;
  const title = 'title' in value && typeof value.title === 'string' ? value.title : '';
  const args = 'arguments' in value && Array.isArray(value.arguments) ? value.arguments : undefined;
  return { command, title, ...(args && { arguments: args }) };
}
