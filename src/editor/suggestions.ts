import { Uri, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { DisposableStore } from './disposableStore';
import { evaluate } from '../policy/evaluate';
import { SuggestionJudge } from './intercept/suggestionJudge';
import type { JudgedCall } from './intercept/suggestionJudge';
import type { Log } from './log';
import type { Policies } from './policies';
import { RecentJudgements } from './recentJudgements';
import type { JudgedPieces, Notable } from './recentJudgements';
import { settings } from './settings';
import { WithheldNotes } from './withheldNote';

export interface SuggestionFollowers {
  /** An answer goes on to VS Code, which may show what is not withheld. */
  offered(call: JudgedCall): void;
  /** Somebody may have seen what came of it. */
  recorded(call: JudgedCall): void;
}

/** Judges what other extensions suggest, and has it recorded and shown. */
export class Suggestions implements Disposable {
  readonly recent = new RecentJudgements();
  private readonly store = new DisposableStore();
  private readonly notes = this.store.add(new WithheldNotes());
  private lastFailure: string | undefined;
  readonly judge: SuggestionJudge;

  /**
   * @param changed there is something new to show
   */
  constructor(
    private readonly policies: Policies,
    private readonly log: Log,
    private readonly changed: () => void,
    private readonly followers: SuggestionFollowers,
  ) {
    this.judge = new SuggestionJudge({
      mode: settings.mode,
      policiesFor: (uri) => policies.for(uri),
      openDocument: (uri) =>
        workspace.textDocuments.find((document) => document.uri.toString() === uri.toString()),
      now: () => new Date(),
      clock: () => performance.now(),
      judged: (call) => this.judged(call),
      failed: (error) => log.error('a judgement could not be shown', error),
    });
  }

  /** Why the last suggestion that could not be judged could not; until somebody has looked. */
  get failure(): string | undefined {
    return this.lastFailure;
  }

  /** Has the rules read before the first suggestion needs them. */
  async warmUp(): Promise<void> {
    const { policies, path } = await this.policies.for(Uri.from({ scheme: 'parapet', path: '/warm-up' }));
    evaluate({ path, before: '', replaced: '', insert: 'x', after: '' }, policies, { now: new Date() });
  }

  acknowledgeFailure(): void {
    this.lastFailure = undefined;
    this.changed();
  }

  dispose(): void {
    this.store.dispose();
  }

  private judged(call: JudgedCall): void {
    // VS Code drops the answer, so nobody could have seen the suggestion.
    if (call.stale) return;
    this.followers.offered(call);
    this.record(call);
  }

  /** Has a judgement recorded and shown. */
  record(call: JudgedCall): void {
    this.followers.recorded(call);
    this.notes.follow(call, this.remember(call));
  }

  /** What a tool was going to put into documents or onto the disk itself. */
  judgedCall(call: JudgedPieces): void {
    this.notes.refused(this.remember(call));
  }

  private remember(call: JudgedPieces): readonly Notable[] {
    const notables = this.recent.add(call, new Date());
    for (const notable of notables) {
      this.log.judgement(notable);
      if (notable.failure) this.lastFailure = notable.failure.message;
    }
    if (notables.length > 0) this.changed();
    return notables;
  }
}
