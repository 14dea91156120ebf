import { EventEmitter } from 'vscode';
import type { Disposable, Event } from 'vscode';
import type { OpenRepositories } from '../node/openRepositories';
import type { OpenRepository } from '../node/openRepository';
import type { ToolBulk } from '../node/toolSessions';
import type { BudgetShare } from '../risk/budgets';
import { flagKey, touchOf } from '../risk/bulk';
import type { FileTouch } from '../risk/bulk';
import { DisposableStore } from './disposableStore';
import type { UriShape } from './intercept/shapes';
import type { JudgedItem } from './intercept/suggestionJudge';
import type { ToolChange } from './ways/toolWays';

export interface BulkPorts {
  readonly repositories: Pick<OpenRepositories, 'for' | 'all'>;
  /** Of this window: what an extension does in it is one session. */
  readonly session: string;
  fileOf(uri: UriShape): string | undefined;
  /** Budgets of policies that a change of the file counts towards. */
  budgetsFor(uri: UriShape, tool: string): Promise<readonly BudgetShare[]>;
  /** A session has come to stand out. */
  flagged(bulk: ToolBulk, uri: UriShape): void;
  /** Nothing can be kept in the repository: whoever is told says so once. */
  unwritable(message: string, repository: OpenRepository): void;
  failed(error: unknown): void;
}

/** A tool that accepts many things in a row is counted in one go. Milliseconds. */
const WAIT_MS = 300;

interface Waiting {
  readonly tool: string;
  readonly uri: UriShape;
  readonly touches: FileTouch[];
}

/** Counts what tools change in a session, here and by their hooks, and tells while it becomes a lot. */
export class BulkWatch implements Disposable {
  private readonly store = new DisposableStore();
  private readonly news = this.store.add(new EventEmitter<void>());
  private readonly waiting = new Map<OpenRepository, Map<string, Waiting>>();
  private readonly seen = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private standing: readonly ToolBulk[] = [];

  readonly onDidChange: Event<void> = this.news.event;

  constructor(private readonly ports: BulkPorts) {}

  /** By what sessions stand out, as far as nobody has looked yet. */
  get current(): readonly ToolBulk[] {
    return this.standing.filter((bulk) => !this.seen.has(keyOf(bulk)));
  }

  /** Something of a suggestion was accepted. */
  accepted(tool: string, { uri, edits }: Pick<JudgedItem, 'uri' | 'edits'>): void {
    const [edit] = edits;
    if (edit) this.touched(tool, uri, touchOf(edit.replaced, edit.insert));
  }

  /** A tool changed a document or a file by itself. */
  changed({ tool, change }: Pick<ToolChange, 'tool' | 'change'>): void {
    const { uri, edits, how, before } = change;
    const [edit] = edits;
    if (how === 'moved') this.touched(tool, uri, touchOf('', ''));
    else if (how === 'deleted') this.touched(tool, uri, touchOf(before, '', true));
    else if (edit) this.touched(tool, uri, touchOf(edit.replaced, edit.insert));
  }

  /** Returns at once. Never throws. */
  private touched(tool: string, uri: UriShape, touch: Omit<FileTouch, 'path'>): void {
    void this.add(tool, uri, touch).catch((error: unknown) => this.ports.failed(error));
  }

  /** Another process may have counted something. */
  look(): void {
    try {
      const standing = this.ports.repositories.all.flatMap((repository) => repository.sessions.current());
      const isNews = JSON.stringify(standing) !== JSON.stringify(this.standing);
      this.standing = standing;
      if (isNews) this.news.fire();
    } catch (error) {
      this.ports.failed(error);
    }
  }

  /** Somebody has looked at what stands out. */
  acknowledge(): void {
    for (const bulk of this.standing) this.seen.add(keyOf(bulk));
    this.news.fire();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.flush();
    this.store.dispose();
  }

  private async add(tool: string, uri: UriShape, touch: Omit<FileTouch, 'path'>): Promise<void> {
    const file = this.ports.fileOf(uri);
    const place = file === undefined ? undefined : await this.ports.repositories.for(file);
    if (!place) return;
    const { repository, path } = place;
    const budgets = touch.addedLines > 0 ? await this.ports.budgetsFor(uri, tool) : [];
    const tools = this.waiting.get(repository) ?? new Map<string, Waiting>();
    this.waiting.set(repository, tools);
    const waiting = tools.get(tool) ?? { tool, uri, touches: [] };
    tools.set(tool, waiting);
    waiting.touches.push({ ...touch, path, budgets });
    this.timer ??= setTimeout(() => this.flush(), WAIT_MS);
  }

  private flush(): void {
    this.timer = undefined;
    for (const [repository, tools] of this.waiting) {
      for (const { tool, uri, touches } of tools.values()) {
        try {
          for (const bulk of repository.sessions.touched(tool, this.ports.session, touches))
            this.ports.flagged(bulk, uri);
        } catch (error) {
          this.ports.unwritable(error instanceof Error ? error.message : String(error), repository);
        }
      }
    }
    if (this.waiting.size === 0) return;
    this.waiting.clear();
    this.look();
  }
}

const keyOf = (bulk: ToolBulk): string => JSON.stringify([bulk.tool, bulk.session, flagKey(bulk)]);
