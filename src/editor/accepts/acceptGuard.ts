import { EventEmitter, extensions } from 'vscode';
import type { Disposable, Event } from 'vscode';
import { SETTINGS } from '../../contract/manifest';
import type { Missed } from '../coverage/missed';
import { DisposableStore } from '../disposableStore';
import { windowAround } from '../intercept/editOf';
import type { ProposedEdit } from '../intercept/editOf';
import type { Labelling } from '../labels/labelling';
import type { Log } from '../log';
import { settings } from '../settings';
import type { Suggestions } from '../suggestions';
import type { UnseenAccept } from './acceptWatch';
import { differenceOf } from './difference';
import { SecondLayer } from './secondLayer';

/** What an accept is put down to where nobody can tell which extension made the suggestion. */
export const UNKNOWN_TOOL = 'unknown';

/** Has accepts judged for as long as there is an extension whose suggestions are not judged before they are shown. */
export class AcceptGuard implements Disposable {
  private readonly store = new DisposableStore();
  private readonly layer: SecondLayer;
  private readonly changed = this.store.add(new EventEmitter<void>());
  private reason: string | undefined;
  /** Whether accepts are judged, or who is the reason. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly missed: Missed,
    suggestions: Suggestions,
    labelling: Labelling,
    private readonly log: Log,
  ) {
    const { store } = this;
    this.layer = store.add(
      new SecondLayer({
        judge: async (accept, tool) => {
          const edit = editOf(accept);
          return edit && suggestions.judge.judgeAccept(edit, tool);
        },
        tool: () => this.tool(),
        mode: () => (settings.mode() === 'observe' ? 'observe' : 'enforce'),
        stays: ({ inserted }, item, tool) => labelling.acceptedUnseen(tool, item, inserted),
        judged: (call) => suggestions.record(call),
        failed: (error) => log.error('an accept could not be judged', error),
      }),
    );
    store.add(labelling.documents.onDidRecognise(() => this.layer.known()));
    store.add(extensions.onDidChange(() => void this.look()));
    store.add(settings.onDidChange(SETTINGS.mode, () => this.update()));
    store.add(settings.onDidChange(SETTINGS.judgeAccepts, () => this.update()));
    this.update();
    void this.look();
  }

  /** Whether accepts are judged just now. */
  get isOn(): boolean {
    return this.layer.isOn;
  }

  /** Why accepts cannot be judged although they should be. */
  get failure(): string | undefined {
    return this.reason;
  }

  dispose(): void {
    this.store.dispose();
  }

  private async look(): Promise<void> {
    this.update();
    await this.missed.look();
    this.update();
    const ids = this.missed.ids();
    if (ids.length > 0)
      this.log.info(`suggestions may come unseen, so accepts are judged: ${ids.join(', ')}`);
  }

  private update(): void {
    const wanted = settings.judgeAccepts();
    const on =
      settings.mode() !== 'off' &&
      (wanted === 'always' || (wanted === 'auto' && this.missed.ids().length > 0));
    this.reason = this.layer.switch(on);
    this.changed.fire();
    if (this.reason !== undefined) this.log.error(`accepts cannot be judged: ${this.reason}`);
  }

  private tool(): string {
    const [one, ...others] = this.missed.ids();
    return one !== undefined && others.length === 0 ? one : UNKNOWN_TOOL;
  }
}

function editOf({ editor, before, after }: UnseenAccept): ProposedEdit | undefined {
  const { document } = editor;
  const change = differenceOf(before, after);
  if (!change) return undefined;
  const { start, end, insert } = change;
  // Both texts are the same up to there.
  const { line } = document.positionAt(start);
  const { uri, languageId } = document;
  return { uri, languageId, ...windowAround(before, start, end), insert, line, offset: start };
}
