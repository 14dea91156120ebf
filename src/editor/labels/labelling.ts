import { commands, l10n, window, workspace } from 'vscode';
import type { Disposable, Memento, Uri } from 'vscode';
import { ACCEPTED_COMMAND, COMMANDS } from '../../contract/manifest';
import type { OpenRepositories } from '../../node/openRepositories';
import type { OpenRepository } from '../../node/openRepository';
import type { Stretch } from '../../provenance/ink';
import type { Attribution } from '../../provenance/model';
import type { Offer } from '../../provenance/offer';
import { DisposableStore } from '../disposableStore';
import { fileOf } from '../documentFile';
import type { ItemShape } from '../intercept/shapes';
import type { JudgedCall, JudgedItem } from '../intercept/suggestionJudge';
import type { Evaluation } from '../../policy/evaluate';
import type { DocumentChange } from '../ways/documentChanges';
import { settings } from '../settings';
import { AcceptCommands } from './acceptCommand';
import { AcceptedWarnings } from './acceptedWarnings';
import { registerCommitCommands } from './commitCommands';
import { registerCommittedHover } from './committedHover';
import { CommittedLabels } from './committedLabels';
import { rememberCopies } from './copiedText';
import { GutterMarks } from './gutterMarks';
import { HookOffer, installHooks } from './hookOffer';
import type { HookPorts } from './hookOffer';
import { registerLabelHover } from './labelHover';
import { attributionOf, offersOf } from './offers';
import { OpenDocuments } from './openDocuments';
import { explainRule } from './ruleExplanation';
import { UncommittedWork } from './uncommittedWork';
import type { UncommittedPorts } from './uncommittedWork';

export interface LabellingPorts
  extends
    Pick<
      UncommittedPorts,
      'textOnDisk' | 'stampOnDisk' | 'fileOf' | 'policiesFor' | 'now' | 'clock' | 'failed'
    >,
    Pick<HookPorts, 'memory' | 'install' | 'putBack'> {
  readonly repositories: Pick<OpenRepositories, 'for' | 'at' | 'all'>;
  readonly extensionUri: Uri;
  readonly memory: Memento;
  /** Of the extension that suggests. */
  versionOf(tool: string): string | undefined;
  /** Something of a suggestion was accepted. Once for each. */
  accepted(tool: string, item: JudgedItem): void;
}

interface Suggested {
  readonly tool: string;
  readonly evaluation: Evaluation;
  /** Where a person was offered it; else the tool puts it in by itself. */
  readonly item?: JudgedItem;
}

/** From the suggestion that is shown to the line in a commit: who wrote what in the documents of this window. */
export class Labelling implements Disposable {
  private readonly store = new DisposableStore();
  private readonly commands = new AcceptCommands(ACCEPTED_COMMAND);
  private readonly suggested = new WeakMap<Offer, Suggested>();
  private count = 0;
  readonly documents: OpenDocuments;
  readonly work: UncommittedWork;
  private readonly committed: CommittedLabels;

  constructor(private readonly ports: LabellingPorts) {
    const { store } = this;
    this.documents = store.add(
      new OpenDocuments({
        placeOf: async (file) => (workspace.isTrusted ? ports.repositories.for(file) : undefined),
        textOnDisk: ports.textOnDisk,
        attributionOf: (offer) => this.firstAccepted(offer),
        failed: ports.failed,
      }),
    );
    this.work = store.add(
      new UncommittedWork(this.documents, { ...ports, repositories: () => this.repositories() }),
    );
    store.add(new AcceptedWarnings(this.work));
    this.committed = store.add(new CommittedLabels(this.documents, ports.failed));
    store.add(new GutterMarks(this.documents, this.committed, ports.extensionUri));
    // What is registered last stands first.
    store.add(registerCommittedHover(this.documents, this.committed));
    store.add(registerLabelHover(this.documents));
    store.add(rememberCopies(this.documents, this.committed));
    for (const command of registerCommitCommands()) store.add(command);
    const hookPorts: HookPorts = { ...ports, isWanted: settings.offerHooks };
    const offer = new HookOffer(hookPorts);
    store.add(
      this.documents.onDidAccept(({ place }) => {
        if (place) void offer.accepted(place.repository);
      }),
    );
    store.add(commands.registerCommand(ACCEPTED_COMMAND, (id: unknown) => this.accepted(id)));
    store.add(
      commands.registerCommand(COMMANDS.explainRule, (rule: unknown, document: unknown) =>
        explainRule(rule, document, { ...ports, reviewed: () => this.work.reviewed }),
      ),
    );
    store.add(commands.registerCommand(COMMANDS.installHooks, () => this.installHooks(hookPorts)));
    store.add(workspace.onDidGrantWorkspaceTrust(() => this.work.forget()));
    store.add(workspace.onDidChangeWorkspaceFolders(() => this.work.forget()));
    this.work.forget();
  }

  /** An answer that VS Code is about to get: what of it is shown may be accepted. */
  offered(call: JudgedCall): void {
    // In reverse, so that of one answer the first item stands first.
    for (const item of call.items.toReversed()) {
      if (item.withheld) continue;
      const id = `${++this.count}`;
      const kept = withoutSurroundings(item);
      this.commands.chain(item.item, id);
      for (const { uri, offers } of offersOf(call, item, id)) {
        for (const offer of offers)
          this.suggested.set(offer, { tool: call.tool, evaluation: item.evaluation, item: kept });
        this.documents.offer(uri, offers);
      }
    }
  }

  /** A tool is putting these into a document itself; until the result is disposed of. */
  applying(tool: string, change: DocumentChange, evaluation: Evaluation): Disposable {
    const { uri, replacements, cells = [] } = change;
    const offered = (start: number, end: number, insertText: string): Offer => {
      const id = `${++this.count}`;
      const offer: Offer = { id, insertText, start, end, cursor: start, applied: true };
      this.suggested.set(offer, { tool, evaluation });
      return offer;
    };
    const offers = replacements
      .filter(({ text }) => text !== '')
      .map(({ start, end, text }) => offered(start, end, text));
    const expected = [
      this.documents.expect(uri, offers),
      this.documents.expectedCells.add(
        uri,
        cells.map((text) => offered(0, 0, text)),
      ),
    ];
    return { dispose: () => expected.forEach((one) => void one.dispose()) };
  }

  /** A tool has written a file. Never rejects. */
  async written(tool: string, change: DocumentChange, evaluation: Evaluation): Promise<void> {
    const { uri, before, after } = change;
    if (uri.scheme !== 'file' || !workspace.isTrusted) return;
    try {
      const place = await this.ports.repositories.for(uri.fsPath);
      if (!place) return;
      const version = this.ports.versionOf(tool);
      const by = attributionOf(tool, version, evaluation, after, this.ports.now());
      place.repository.recordWritten(place.path, before, after, by);
      this.documents.learnAt(uri);
      this.work.forget();
    } catch (error) {
      this.ports.failed(error);
    }
  }

  /** VS Code tells its provider that a piece of it was accepted, be it a single character. Never throws. */
  pieceAccepted(item: ItemShape): void {
    const id = this.commands.idOf(item);
    try {
      if (id !== undefined) this.documents.confirm(id, 'piece');
    } catch (error) {
      this.ports.failed(error);
    }
  }

  /** An accept put these stretches in, of a suggestion that was not seen before. */
  acceptedUnseen(tool: string, item: JudgedItem, stretches: readonly Stretch[]): void {
    this.ports.accepted(tool, item);
    const text = item.edits[0]?.insert ?? '';
    const version = this.ports.versionOf(tool);
    const attribution = attributionOf(tool, version, item.evaluation, text, this.ports.now());
    this.documents.claim(item.uri, stretches, { kind: 'ai', attribution });
  }

  /** Git, or another process that writes the working log, changed something. */
  repositoryChanged(repository: OpenRepository): void {
    this.documents.learnFrom(repository);
    this.committed.repositoryChanged(repository);
    this.work.forget();
  }

  /** Whether commits in the repository that is worked on say nothing of what tools wrote. Never rejects. */
  async hooksAreMissing(): Promise<boolean> {
    try {
      const repository = await this.repositoryHere();
      return repository !== undefined && !(await repository.hasHooks());
    } catch (error) {
      this.ports.failed(error);
      return false;
    }
  }

  dispose(): void {
    this.store.dispose();
  }

  private async accepted(id: unknown): Promise<unknown> {
    if (typeof id !== 'string') return undefined;
    this.documents.confirm(id);
    const original = this.commands.originalOf(id);
    return original && commands.executeCommand(original.command, ...(original.arguments ?? []));
  }

  private firstAccepted(offer: Offer): Attribution {
    const suggested = this.suggested.get(offer);
    if (!suggested) throw new Error(`nobody is known to have made offer ${offer.id}`);
    const { tool, evaluation, item } = suggested;
    if (item) this.ports.accepted(tool, item);
    return attributionOf(tool, this.ports.versionOf(tool), evaluation, offer.insertText, this.ports.now());
  }

  /** Those of the folders that are open, while they are trusted. */
  async repositories(): Promise<readonly OpenRepository[]> {
    if (!workspace.isTrusted) return [];
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    await Promise.all(folders.map(({ uri }) => this.ports.repositories.at(uri.fsPath)));
    return this.ports.repositories.all;
  }

  /** Of the file before a person, else of the first folder. */
  private async repositoryHere(): Promise<OpenRepository | undefined> {
    const [first] = await this.repositories();
    const active = window.activeTextEditor?.document.uri;
    const file = active && fileOf(active);
    const place =
      file !== undefined && workspace.isTrusted ? await this.ports.repositories.for(file) : undefined;
    return place?.repository ?? first;
  }

  private async installHooks(ports: HookPorts): Promise<void> {
    const repository = await this.repositoryHere();
    if (repository) await installHooks(repository, ports);
    else
      void window.showInformationMessage(
        l10n.t('Open a file or folder of a git repository that you trust first.'),
      );
  }
}

/**
 * An item as it is remembered while it may be accepted. The text around it would keep a whole document alive for each,
 * and so would the text that it replaces, as a slice of that document.
 */
function withoutSurroundings(item: JudgedItem): JudgedItem {
  const edits = item.edits.slice(0, 1).map((edit) => {
    const replaced = Buffer.from(edit.replaced, 'utf16le').toString('utf16le');
    return { ...edit, before: '', after: '', replaced };
  });
  return { ...item, edits };
}
