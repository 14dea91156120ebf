import { extensions } from 'vscode';
import type { Disposable } from 'vscode';
import type { Installed } from './intercept/install';
import { selfTest } from './intercept/selfTest';
import type { SelfTestResult } from './intercept/selfTest';

/** Runs the self-test at the start, and again once there is another extension to try it with. */
export class SelfTesting implements Disposable {
  private found: SelfTestResult | undefined;
  private readonly listener: Disposable;

  /** @param tested called with each result */
  constructor(
    private readonly installed: Pick<Installed, 'interception' | 'apiSeenFromMain'>,
    private readonly clock: () => number,
    private readonly tested: (result: SelfTestResult) => void,
  ) {
    this.listener = extensions.onDidChange(() => {
      if (this.found?.state === 'nothing') void this.run();
    });
  }

  /** Undefined until it has run. */
  get result(): SelfTestResult | undefined {
    return this.found;
  }

  async run(): Promise<void> {
    const { interception, apiSeenFromMain } = this.installed;
    const host = { extensions: extensions.all, apiOf: apiSeenFromMain, now: this.clock };
    this.found = await selfTest(interception, host);
    this.tested(this.found);
  }

  dispose(): void {
    this.listener.dispose();
  }
}
