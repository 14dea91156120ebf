import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { commands, extensions, l10n, Uri, window, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { COMMANDS, SETTINGS } from './contract/manifest';
import { AcceptGuard } from './editor/accepts/acceptGuard';
import { Auditing } from './editor/auditing';
import { BulkWatch } from './editor/bulkWatch';
import { fileOf } from './editor/documentFile';
import { AiCoverage } from './editor/coverage/aiCoverage';
import type { CoverageRow } from './editor/coverage/coverageRows';
import { Missed } from './editor/coverage/missed';
import type { Installed } from './editor/intercept/install';
import { REGISTER } from './editor/intercept/interception';
import type { Coverage } from './editor/intercept/interception';
import { selfTest } from './editor/intercept/selfTest';
import type { SelfTestResult } from './editor/intercept/selfTest';
import { isObject } from './editor/intercept/shapes';
import { Labelling } from './editor/labels/labelling';
import type { UncommittedState } from './editor/labels/uncommittedWork';
import { Log } from './editor/log';
import { showMenu } from './editor/menu';
import { Policies } from './editor/policies';
import { createPolicy, openPolicy } from './editor/policyCommands';
import type { Notable } from './editor/recentJudgements';
import { settings } from './editor/settings';
import { StatusBar } from './editor/statusBar';
import { WriteTroubles } from './editor/writeTroubles';
import { findingIsWrong } from './editor/wrongFinding';
import { statusState } from './editor/statusModel';
import type { BulkSession, StatusFacts, StatusState } from './editor/statusModel';
import { Suggestions } from './editor/suggestions';
import { guardTools } from './editor/ways/guardTools';
import type { Runtime } from './git/hooks/runtimes';
import { GitIdentity } from './git/identity';
import { agentClientsIn } from './node/agentHooks';
import { scriptsName } from './node/extensionScripts';
import { proposePolicy } from './node/initPolicy';
import { OpenRepositories } from './node/openRepositories';
import type { OpenRepository } from './node/openRepository';
import { PolicyLoader, repositoryPath } from './node/policyFiles';
import { stampOnDisk, textOnDisk } from './node/textFile';
import type { LabelledText } from './provenance/model';

/** What other extensions and the tests may ask. Reading it changes nothing. */
export interface ParapetApi {
  /** How each other extension's suggestions are covered. */
  coverage(): readonly Coverage[];
  /** Extensions whose suggestions may come unseen, so that accepts are judged instead. */
  missed(): readonly string[];
  /** Every AI tool of this window, and how it is covered; worst first. */
  aiCoverage(): Promise<readonly CoverageRow[]>;
  /** Whether accepts are judged just now. */
  judgesAccepts(): boolean;
  /** What the start-up self-test found; undefined until it has run. */
  selfTest(): SelfTestResult | undefined;
  /** Judgements of this session that were not simply `allow`, newest first. */
  recent(): readonly Notable[];
  status(): StatusState;
  /** Who wrote what of an open document. */
  labels(uri: Uri): LabelledText | undefined;
  /** What tools wrote that is in no commit yet. */
  uncommitted(): UncommittedState;
  /** Tools that changed far more than usual in a session, until somebody has looked. */
  bulk(): readonly BulkSession[];
  /** Settles when policies have been looked at and rules loaded: from then on a verdict takes no longer than any other. */
  readonly ready: Promise<void>;
  /** Milliseconds that wrapping all extensions took at start-up. */
  readonly installMs: number;
}

/** Policies change on disk without a word where watchers do not reach; then they are noticed this much later. */
const POLICY_AGE_MS = 1_000;

const clock = (): number => performance.now();

/** @param installed the wrap, in place since before this was loaded */
export function start(context: ExtensionContext, installed: Installed): ParapetApi {
  try {
    return build(context, installed);
  } catch (error) {
    // Nobody may take suggestions for judged.
    void window.showErrorMessage(
      l10n.t('Parapet could not start and judges no suggestions: {0}', String(error)),
    );
    throw error;
  }
}

function build(
  context: ExtensionContext,
  { seam, ways, interception, apiSeenFromMain, installMs }: Installed,
): ParapetApi {
  const { subscriptions, extensionUri, globalState } = context;
  const channel = window.createOutputChannel('Parapet', { log: true });
  const log = new Log(channel);
  const identity = new GitIdentity(clock);
  const policies = new Policies({
    source: (options) =>
      new PolicyLoader({ ...options, now: () => new Date(), clock, maxAgeMs: POLICY_AGE_MS }),
    emailFor: (root) => identity.emailFor(root),
    nowhere: Uri.joinPath(extensionUri, 'dist').fsPath,
    failed: (error) => log.error('policies could not be read', error),
  });
  const runtime: Runtime = {
    kind: process.versions['electron'] === undefined ? 'node' : 'electron',
    program: process.execPath,
    script: Uri.joinPath(extensionUri, 'dist', 'hook.js').fsPath,
  };
  const troubles = new WriteTroubles(log);
  const repositories = new OpenRepositories({
    now: () => new Date(),
    log: troubles.say,
    opened: (repository) => {
      renewRuntime(repository, runtime, log);
      auditing.look();
    },
    changed: (repository) => {
      labelling.repositoryChanged(repository);
      bulk.look();
    },
  });
  const auditing = new Auditing({
    repositories,
    policies,
    pathIn: repositoryPath,
    textOnDisk,
    stampOnDisk,
    now: () => new Date(),
    clock,
    unwritable: troubles.say,
    failed: (error) => log.error('something could not be audited', error),
  });
  const bulk = new BulkWatch({
    repositories,
    session: randomUUID(),
    fileOf: (uri) => (workspace.isTrusted ? fileOf(uri) : undefined),
    flagged: (flag, uri) => auditing.bulk(flag, uri),
    failed: (error) => log.error('what tools change could not be counted', error),
  });
  const labelling = new Labelling({
    repositories,
    extensionUri,
    memory: globalState,
    install: (repository) => repository.installHooks(runtime),
    versionOf,
    accepted: (tool, item) => {
      auditing.accepted(tool, item);
      bulk.accepted(tool, item);
      coverage.accepted(tool);
    },
    textOnDisk,
    stampOnDisk,
    fileOf: (repository, path) => join(repository.root, path),
    policiesFor: (uri) => policies.for(uri),
    now: () => new Date(),
    clock,
    failed: (error) => log.error('labels could not be kept', error),
  });
  const suggestions = new Suggestions(policies, log, () => statusBar.update(), {
    offered: (call) => labelling.offered(call),
    recorded: (call) => {
      auditing.judged(call);
      coverage.judged(call);
    },
  });
  const missed = new Missed({
    coverage: () => interception.coverage(),
    mayProvide: async (id) => {
      const folder = extensions.getExtension(id)?.extensionPath;
      return folder === undefined ? undefined : scriptsName(folder, REGISTER);
    },
    failed: (error) => log.error('an extension could not be looked into', error),
  });
  const accepts = new AcceptGuard(missed, suggestions, labelling, log);
  const coverage = new AiCoverage({
    interception,
    missed,
    accepts,
    roots: async () => (await labelling.repositories()).map(({ root }) => root),
    agentClientsIn,
    now: () => new Date(),
    failed: (error) => log.error('agents could not be looked for', error),
  });
  let tested: SelfTestResult | undefined;
  const facts = (): StatusFacts => ({
    mode: settings.mode(),
    selfTest: tested,
    brokenPolicies: policies.broken,
    failure: suggestions.failure,
    withheld: suggestions.recent.withheld,
    uncommitted: labelling.work.state,
    late: seam.late,
    bulk: bulk.current,
  });
  const statusBar = new StatusBar(facts);

  seam.connect(suggestions.judge.judge);
  const failed = (error: unknown): void => log.error('an edit of a tool could not be followed', error);
  const parts = { interception, policies, suggestions, labelling, auditing, bulk, clock, failed };
  ways.connect(guardTools(context, parts));
  if (seam.late > 0) log.error(`${seam.late} suggestions came too early and were shown unjudged`);

  const test = async (): Promise<void> => {
    tested = await selfTest(interception, { extensions: extensions.all, apiOf: apiSeenFromMain, now: clock });
    log.selfTest(tested);
    statusBar.update();
  };
  log.coverage(interception.coverage(), installMs);
  void test();
  const ready = policies
    .lookForAll()
    .then(() => suggestions.warmUp())
    .catch((error: unknown) => log.error('the rules could not be loaded', error));

  const ports = { filesFor: (file: string) => policies.filesFor(file), initialPolicy: proposePolicy };
  const showLog = (): void => {
    seam.forgetLate();
    suggestions.acknowledgeFailure();
    log.show();
  };
  subscriptions.push(
    channel,
    policies,
    suggestions,
    accepts,
    coverage,
    labelling,
    auditing,
    bulk,
    repositories,
    statusBar,
    commands.registerCommand(COMMANDS.showMenu, async () =>
      showMenu(
        suggestions.recent.list(),
        labelling.work.state.files,
        bulk,
        await labelling.hooksAreMissing(),
      ),
    ),
    commands.registerCommand(COMMANDS.showLog, showLog),
    commands.registerCommand(COMMANDS.openPolicy, () => openPolicy(ports)),
    commands.registerCommand(COMMANDS.createPolicy, () => createPolicy(ports)),
    commands.registerCommand(COMMANDS.findingIsWrong, (rule: unknown, document: unknown, text: unknown) =>
      findingIsWrong(rule, document, text, {
        filesFor: ports.filesFor,
        now: () => new Date(),
        written: (what, about, uri) => auditing.exceptionWritten(what, about, uri),
      }),
    ),
    policies.onDidChange(() => {
      labelling.work.look();
      statusBar.update();
    }),
    labelling.work.onDidChange(() => statusBar.update()),
    bulk.onDidChange(() => statusBar.update()),
    settings.onDidChange(SETTINGS.mode, () => {
      log.info(`mode: ${settings.mode()}`);
      statusBar.update();
    }),
    extensions.onDidChange(() => {
      if (tested?.state === 'nothing') void test();
    }),
  );
  return {
    coverage: () => interception.coverage(),
    missed: () => missed.ids(),
    aiCoverage: () => coverage.rows(),
    judgesAccepts: () => accepts.isOn,
    selfTest: () => tested,
    recent: () => suggestions.recent.list(),
    status: () => statusState(facts()),
    labels: (uri) => labelling.documents.at(uri)?.tracked.live.labelled(),
    uncommitted: () => labelling.work.state,
    bulk: () => bulk.current,
    ready,
    installMs,
  };
}

function versionOf(extension: string): string | undefined {
  const manifest: unknown = extensions.getExtension(extension)?.packageJSON;
  return isObject(manifest) && 'version' in manifest ? String(manifest.version) : undefined;
}

/** The hooks of a repository work with the Parapet they know, so that this is worth a line in the log and no more. */
function renewRuntime(repository: OpenRepository, runtime: Runtime, log: Log): void {
  try {
    repository.renewRuntime(runtime);
  } catch (error) {
    log.error('the git hooks could not be told where Parapet lies', error);
  }
}
