import { extensions } from 'vscode';
import type { Disposable } from 'vscode';
import type { FoundClient } from '../../node/agentHooks';
import { AcceptGuard } from '../accepts/acceptGuard';
import { DisposableStore } from '../disposableStore';
import type { Interception } from '../intercept/interception';
import { REGISTER } from '../intercept/interception';
import type { Labelling } from '../labels/labelling';
import type { Log } from '../log';
import type { Suggestions } from '../suggestions';
import { AiCoverage } from './aiCoverage';
import { Missed } from './missed';

export interface ToolCoverageParts {
  readonly interception: Interception;
  readonly suggestions: Suggestions;
  readonly labelling: Labelling;
  readonly log: Log;
  /** Whether a script below a folder names a function; undefined where nobody can tell. */
  scriptsName(folder: string, name: string): Promise<boolean | undefined>;
  agentClientsIn(root: string): Promise<readonly FoundClient[]>;
  now(): Date;
}

/** Which AI tools are covered and how, and accepts judged for the sake of those that are not. */
export class ToolCoverage implements Disposable {
  private readonly store = new DisposableStore();
  readonly missed: Missed;
  readonly accepts: AcceptGuard;
  readonly tools: AiCoverage;

  constructor({ interception, suggestions, labelling, log, ...ports }: ToolCoverageParts) {
    this.missed = new Missed({
      coverage: () => interception.coverage(),
      mayProvide: async (id) => {
        const folder = extensions.getExtension(id)?.extensionPath;
        return folder === undefined ? undefined : ports.scriptsName(folder, REGISTER);
      },
      failed: log.failure('an extension could not be looked into'),
    });
    this.accepts = this.store.add(new AcceptGuard(this.missed, suggestions, labelling, log));
    this.tools = this.store.add(
      new AiCoverage({
        interception,
        missed: this.missed,
        accepts: this.accepts,
        roots: async () => (await labelling.repositories()).map(({ root }) => root),
        agentClientsIn: ports.agentClientsIn,
        now: ports.now,
        failed: log.failure('agents could not be looked for'),
      }),
    );
  }

  dispose(): void {
    this.store.dispose();
  }
}
