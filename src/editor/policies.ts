import { basename, join } from 'node:path';
import { EventEmitter, Uri, window, workspace } from 'vscode';
import type { Disposable, Event } from 'vscode';
import { POLICY_FILE, SETTINGS } from '../contract/manifest';
import type { PathPolicies as LoadedPolicies, PolicyLoader, PolicyLoaderOptions } from '../node/policyFiles';
import { budgetsAt } from '../policy/budgets';
import type { BudgetShare } from '../risk/budgets';
import { DisposableStore } from './disposableStore';
import { fileOf } from './documentFile';
import type { UriShape } from './intercept/shapes';
import type { PathPolicies } from './intercept/editJudge';
import { PolicyProblems } from './policyProblems';
import { PolicyWatcher } from './policyWatcher';
import { settings } from './settings';
import { within } from './within';

export type PolicySource = Pick<PolicyLoader, 'forPath' | 'invalidate'>;

export interface PolicyPorts {
  source(
    options: Pick<PolicyLoaderOptions, 'organisationFile' | 'trusted' | 'folders' | 'root'>,
  ): PolicySource;
  /** Who would accept a suggestion in this repository. */
  emailFor(root: string): Promise<string | undefined>;
  /** A folder without a policy: what holds there holds for documents that are no files. */
  readonly nowhere: string;
  failed(error: unknown): void;
}

/** The policy files of the workspace. */
export interface FoundPolicies {
  /** Those that have a say, or would if they were there: absolute, links followed. */
  readonly files: readonly string[];
  /** The organisation's, as the setting names it. */
  readonly organisation?: string;
  /** Those with an error: from their top level, the organisation's absolute. */
  readonly broken: ReadonlySet<string>;
}

interface Sources {
  readonly files: PolicySource;
  /** For documents that are no files. */
  readonly others: PolicySource;
}

/** A suggestion does not wait longer for git; without an answer no role holds, which loosens nothing. */
const EMAIL_MS = 300;
/** Longer than policies are taken to hold without looking. */
const SECOND_LOOK_MS = 1_500;
/** Policy files that are looked at when a workspace opens. */
const MAX_FOUND = 100;

/** Which policies hold for a document, kept up to date with files, settings and trust. */
export class Policies implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<void>());
  private readonly problems = this.store.add(new PolicyProblems((file) => this.fileChanged(file)));
  private readonly watcher = this.store.add(new PolicyWatcher((file) => this.fileChanged(file)));
  private readonly seen = new WeakSet<LoadedPolicies>();
  private sources: Sources | undefined;
  private secondLook: NodeJS.Timeout | undefined;
  /** Policy files of the workspace, as far as they are known. */
  private found: Set<string> = new Set();
  private looked: readonly LoadedPolicies[] = [];

  private readonly named = new Map<string, boolean>();

  /** Something may hold that did not, or the other way round. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly ports: PolicyPorts) {
    const renew = (): void => this.renew();
    this.store.add(settings.onDidChange(SETTINGS.organisationPolicy, renew));
    this.store.add(workspace.onDidGrantWorkspaceTrust(renew));
    this.store.add(workspace.onDidChangeWorkspaceFolders(renew));
    this.store.add(window.onDidChangeActiveTextEditor(() => void this.look()));
  }

  /** Policy files with an error, as they are called in the workspace. */
  get broken(): readonly string[] {
    return this.problems.broken.map((file) => workspace.asRelativePath(Uri.file(file)));
  }

  /** As of the last look. */
  get files(): FoundPolicies {
    const organisation = settings.organisationPolicy();
    const errors = this.looked
      .flatMap(({ problems }) => problems)
      .filter(({ severity }) => severity === 'error');
    return {
      files: [...new Set(this.looked.flatMap(({ dependencies }) => dependencies))],
      ...(organisation !== '' && { organisation }),
      broken: new Set(errors.map(({ file }) => file)),
    };
  }

  async for(uri: UriShape): Promise<PathPolicies> {
    const file = fileOf(uri);
    if (file === undefined) {
      const { policies } = await this.load(this.source().others, join(this.ports.nowhere, 'document'));
      return { policies, path: uri.path.replace(/^\/+/, '') };
    }
    const { policies, path, root } = await this.load(this.source().files, file);
    const author = workspace.isTrusted ? await within(EMAIL_MS, this.ports.emailFor(root)) : undefined;
    return { policies, path, ...(author !== undefined && { author }) };
  }

  /** Budgets that what a tool adds to a document counts towards. */
  async budgetsFor(uri: UriShape, tool: string): Promise<readonly BudgetShare[]> {
    const { policies, path } = await this.for(uri);
    return budgetsAt(policies, path, tool);
  }

  /** Policy files that hold for a file, nearest first, and the top level that a new one would stand in. */
  filesFor(file: string): Promise<{ readonly files: readonly string[]; readonly root: string }> {
    return this.load(this.source().files, file);
  }

  /** Whether a policy of this workspace says under `tools` what this tool may do; `*` names nobody. */
  namesTool(tool: string): boolean {
    let isNamed = this.named.get(tool);
    if (isNamed === undefined) {
      const entries = this.looked
        .flatMap(({ policies }) => policies.policies)
        .flatMap(({ tools }) => tools)
        .filter(({ spec }) => /[^*?./]/.test(spec.id));
      isNamed = entries.some(({ id }) => id(tool));
      this.named.set(tool, isNamed);
    }
    return isNamed;
  }

  dispose(): void {
    clearTimeout(this.secondLook);
    this.store.dispose();
  }

  /** Made when first needed: the rules take their time to load, and a start must not wait for them. */
  private source(): Sources {
    if (this.sources) return this.sources;
    const organisationFile = settings.organisationPolicy();
    const options = {
      ...(organisationFile !== '' && { organisationFile }),
      trusted: workspace.isTrusted,
      folders: (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    };
    const others = this.ports.source({ ...options, root: this.ports.nowhere });
    return (this.sources = { files: this.ports.source(options), others });
  }

  private async load(source: PolicySource, file: string): Promise<LoadedPolicies> {
    const loaded = await source.forPath(file);
    if (!this.seen.has(loaded)) {
      this.seen.add(loaded);
      this.watcher.follow(loaded.dependencies);
      if (this.problems.take(loaded)) this.changed.fire();
    }
    return loaded;
  }

  private renew(): void {
    this.sources = undefined;
    void this.lookForAll();
  }

  private fileChanged(file: string): void {
    this.sources?.files.invalidate(file);
    this.sources?.others.invalidate(file);
    if (basename(file) === POLICY_FILE && this.found.size < MAX_FOUND) this.found.add(file);
    void this.look();
    // Watchers fold quick changes together, and may leave out that a file came and went.
    clearTimeout(this.secondLook);
    this.secondLook = setTimeout(() => void this.look(), SECOND_LOOK_MS);
  }

  /** Finds the workspace's policy files, so that mistakes show and the next suggestion need not wait. Never rejects. */
  async lookForAll(): Promise<void> {
    try {
      const uris = await workspace.findFiles(`**/${POLICY_FILE}`, '**/node_modules/**', MAX_FOUND);
      this.found = new Set(uris.map(fileOf).filter((file) => file !== undefined));
    } catch (error) {
      this.ports.failed(error);
    }
    await this.look();
  }

  /** Looks at the policy files that are known and at what holds for the active editor. Never rejects. */
  private async look(): Promise<void> {
    try {
      const { files, others } = this.source();
      const active = window.activeTextEditor?.document.uri;
      const activeFile = active && fileOf(active);
      const all = [...this.found, ...(activeFile === undefined ? [] : [activeFile])];
      const nowhere = this.load(others, join(this.ports.nowhere, 'document'));
      this.looked = await Promise.all([nowhere, ...all.map((file) => this.load(files, file))]);
      this.named.clear();
      this.problems.keepOnly(this.looked);
      if (active) await this.for(active);
    } catch (error) {
      this.ports.failed(error);
    }
    this.changed.fire();
  }
}
