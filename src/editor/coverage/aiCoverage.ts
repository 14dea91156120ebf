import { commands, extensions, workspace } from 'vscode';
import type { Disposable, Event } from 'vscode';
import { COMMANDS, SETTINGS } from '../../contract/manifest';
import type { FoundClient } from '../../node/agentHooks';
import { DisposableStore } from '../disposableStore';
import type { Interception } from '../intercept/interception';
import { isOfVsCode } from '../intercept/ofVsCode';
import { isObject } from '../intercept/shapes';
import type { JudgedCall } from '../intercept/suggestionJudge';
import { settings } from '../settings';
import { CONTRIBUTIONS, declaresAi } from '../ways/aiTools';
import { draftAgentHook } from './agentHookDraft';
import { CoverageCounts } from './coverageCounts';
import { coverageRows } from './coverageRows';
import type { AgentHook, Cover, CoverageFacts, CoverageRow } from './coverageRows';
import { CoverageView } from './coverageView';
import type { Missed } from './missed';

export interface AiCoveragePorts {
  readonly interception: Pick<Interception, 'coverage'>;
  readonly missed: Missed;
  readonly accepts: CoverageFacts['accepts'] & { readonly onDidChange: Event<void> };
  /** Top levels of the repositories that are open and trusted. */
  roots(): Promise<readonly string[]>;
  agentClientsIn(root: string): Promise<readonly FoundClient[]>;
  now(): Date;
  failed(error: unknown): void;
}

/** Who brings models makes no edits, and is shown all the same. */
const SHOWN = [...CONTRIBUTIONS, 'languageModelChatProviders'];

/** Knows of each AI tool in this window how it is covered, and shows it to whoever asks. */
export class AiCoverage implements Disposable {
  private readonly store = new DisposableStore();
  private readonly counts = new CoverageCounts();
  /** Since when each is covered as it is. */
  private readonly since = new Map<string, { readonly cover: Cover; readonly at: Date }>();
  private readonly view: CoverageView;

  constructor(private readonly ports: AiCoveragePorts) {
    const { store } = this;
    this.view = store.add(new CoverageView(() => this.rows()));
    store.add(extensions.onDidChange(() => this.changed()));
    store.add(settings.onDidChange(SETTINGS.mode, () => this.changed()));
    store.add(workspace.onDidSaveTextDocument(() => this.view.update()));
    store.add(ports.accepts.onDidChange(() => this.changed()));
    store.add(
      commands.registerCommand(COMMANDS.reloadToCover, () =>
        commands.executeCommand('workbench.action.reloadWindow'),
      ),
    );
    store.add(
      commands.registerCommand(COMMANDS.installAgentHook, async (row: unknown) => {
        if (isRow(row) && row.root !== undefined) await draftAgentHook(row.id, row.root);
      }),
    );
    void this.rows();
  }

  judged(call: JudgedCall): void {
    this.counts.judged(call);
    this.view.update();
  }

  accepted(tool: string): void {
    this.counts.accepted(tool);
    this.view.update();
  }

  /** Worst first. Never rejects. */
  async rows(): Promise<readonly CoverageRow[]> {
    const { ports } = this;
    return coverageRows({
      mode: settings.mode(),
      coverage: ports.interception.coverage(),
      missed: ports.missed.ids(),
      accepts: ports.accepts,
      agents: await this.agents(),
      declaresAi: (id) => !isOfVsCode(id) && declaresAi(manifestOf(id), SHOWN),
      nameOf,
      sinceOf: (id, cover) => this.sinceOf(id, cover),
      countsOf: (tool) => this.counts.of(tool),
    });
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Looks also where nobody does, so that it is known since when. */
  private changed(): void {
    void this.rows();
    this.view.update();
  }

  private async agents(): Promise<readonly AgentHook[]> {
    try {
      const roots = await this.ports.roots();
      const found = await Promise.all(
        roots.map(async (root) =>
          (await this.ports.agentClientsIn(root)).map((client) => ({ ...client, root })),
        ),
      );
      return found.flat();
    } catch (error) {
      this.ports.failed(error);
      return [];
    }
  }

  private sinceOf(id: string, cover: Cover): Date {
    const known = this.since.get(id);
    if (known?.cover === cover) return known.at;
    const at = this.ports.now();
    this.since.set(id, { cover, at });
    return at;
  }
}

function manifestOf(id: string): unknown {
  return extensions.getExtension(id)?.packageJSON;
}

function nameOf(id: string): string {
  const manifest = manifestOf(id);
  const name = isObject(manifest) && 'displayName' in manifest ? manifest.displayName : undefined;
  return typeof name === 'string' && name !== '' ? name : id;
}

const isRow = (value: unknown): value is CoverageRow => isObject(value) && 'cover' in value && 'id' in value;
