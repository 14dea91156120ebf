import type { Disposable } from 'vscode';
import { SETTINGS } from '../contract/manifest';
import type { BulkWatch } from './bulkWatch';
import { DisposableStore } from './disposableStore';
import type { Installed } from './intercept/install';
import type { SelfTestResult } from './intercept/selfTest';
import type { Labelling } from './labels/labelling';
import type { Log } from './log';
import type { Policies } from './policies';
import { SelfTesting } from './selfTesting';
import { settings } from './settings';
import { StatusBar } from './statusBar';
import { statusState } from './statusModel';
import type { StatusFacts, StatusState } from './statusModel';
import type { Suggestions } from './suggestions';

export interface StatusParts {
  readonly installed: Installed;
  readonly policies: Policies;
  readonly suggestions: Suggestions;
  readonly labelling: Labelling;
  readonly bulk: BulkWatch;
  readonly log: Log;
  /** Milliseconds, monotonic. */
  clock(): number;
}

/** What the status bar says, and whatever changes it. */
export class WindowStatus implements Disposable {
  private readonly store = new DisposableStore();
  private readonly selfTesting: SelfTesting;
  private readonly bar: StatusBar;

  constructor(private readonly parts: StatusParts) {
    const { store } = this;
    const { installed, policies, labelling, bulk, log, clock } = parts;
    this.selfTesting = store.add(
      new SelfTesting(installed, clock, (result) => {
        log.selfTest(result);
        this.update();
      }),
    );
    this.bar = store.add(new StatusBar(() => this.facts()));
    store.add(
      policies.onDidChange(() => {
        labelling.work.look();
        this.update();
      }),
    );
    store.add(labelling.work.onDidChange(() => this.update()));
    store.add(bulk.onDidChange(() => this.update()));
    store.add(
      settings.onDidChange(SETTINGS.mode, () => {
        log.info(`mode: ${settings.mode()}`);
        this.update();
      }),
    );
  }

  get state(): StatusState {
    return statusState(this.facts());
  }

  get selfTest(): SelfTestResult | undefined {
    return this.selfTesting.result;
  }

  /** Whether suggestions are intercepted. To be asked once those are judged. */
  readonly testInterception = (): Promise<void> => this.selfTesting.run();

  readonly update = (): void => this.bar.update();

  dispose(): void {
    this.store.dispose();
  }

  private facts(): StatusFacts {
    const { installed, policies, suggestions, labelling, bulk } = this.parts;
    return {
      mode: settings.mode(),
      selfTest: this.selfTesting.result,
      brokenPolicies: policies.broken,
      failure: suggestions.failure,
      withheld: suggestions.recent.withheld,
      uncommitted: labelling.work.state,
      late: installed.seam.late,
      bulk: bulk.current,
    };
  }
}
