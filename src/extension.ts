import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { extensions, l10n, Uri, window, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { SETTINGS } from './contract/manifest';
import { AcceptGuard } from './editor/accepts/acceptGuard';
import { Auditing } from './editor/auditing';
import { BulkWatch } from './editor/bulkWatch';
import { fileOf } from './editor/documentFile';
import { versionOf } from './editor/extensionVersion';
import { AiCoverage } from './editor/coverage/aiCoverage';
import { Missed } from './editor/coverage/missed';
import type { Installed } from './editor/intercept/install';
import { REGISTER } from './editor/intercept/interception';
import { Labelling } from './editor/labels/labelling';
import { Log } from './editor/log';
import type { ParapetApi } from './editor/parapetApi';
import { Policies } from './editor/policies';
import { registerCommands } from './editor/registerCommands';
import { SelfTesting } from './editor/selfTesting';
import { settings } from './editor/settings';
import { StatusBar } from './editor/statusBar';
import { WriteTroubles } from './editor/writeTroubles';
import { statusState } from './editor/statusModel';
import type { StatusFacts } from './editor/statusModel';
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

/** Policies change on disk without a word where watchers do not reach; then they are noticed this much later. */
const POLICY_AGE_MS = 1_000;

const clock = (): number => performance.now();
const now = (): Date => new Date();

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

function build(context: ExtensionContext, installed: Installed): ParapetApi {
  const { seam, ways, interception, installMs } = installed;
  const { subscriptions, extensionUri, globalState } = context;
  const channel = window.createOutputChannel('Parapet', { log: true });
  const log = new Log(channel);
  const identity = new GitIdentity(clock);
  const policies = new Policies({
    source: (options) => new PolicyLoader({ ...options, now, clock, maxAgeMs: POLICY_AGE_MS }),
    emailFor: (root) => identity.emailFor(root),
    nowhere: Uri.joinPath(extensionUri, 'dist').fsPath,
    failed: log.failure('policies could not be read'),
  });
  const runtime: Runtime = {
    kind: process.versions['electron'] === undefined ? 'node' : 'electron',
    program: process.execPath,
    script: Uri.joinPath(extensionUri, 'dist', 'hook.js').fsPath,
  };
  const troubles = new WriteTroubles(log);
  const repositories = new OpenRepositories({
    now,
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
    now,
    clock,
    unwritable: troubles.say,
    failed: log.failure('something could not be audited'),
  });
  const bulk = new BulkWatch({
    repositories,
    session: randomUUID(),
    fileOf: (uri) => (workspace.isTrusted ? fileOf(uri) : undefined),
    budgetsFor: (uri, tool) => policies.budgetsFor(uri, tool),
    flagged: (flag, uri) => auditing.bulk(flag, uri),
    unwritable: troubles.say,
    failed: log.failure('what tools change could not be counted'),
  });
  const labelling = new Labelling({
    repositories,
    extensionUri,
    memory: globalState,
    install: (repository) => repository.installHooks(runtime),
    putBack: (repository) => repository.putBackHooks(runtime),
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
    now,
    clock,
    failed: log.failure('labels could not be kept'),
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
    failed: log.failure('an extension could not be looked into'),
  });
  const accepts = new AcceptGuard(missed, suggestions, labelling, log);
  const coverage = new AiCoverage({
    interception,
    missed,
    accepts,
    roots: async () => (await labelling.repositories()).map(({ root }) => root),
    agentClientsIn,
    now,
    failed: log.failure('agents could not be looked for'),
  });
  const selfTesting = new SelfTesting(installed, clock, (result) => {
    log.selfTest(result);
    statusBar.update();
  });
  const facts = (): StatusFacts => ({
    mode: settings.mode(),
    selfTest: selfTesting.result,
    brokenPolicies: policies.broken,
    failure: suggestions.failure,
    withheld: suggestions.recent.withheld,
    uncommitted: labelling.work.state,
    late: seam.late,
    bulk: bulk.current,
  });
  const statusBar = new StatusBar(facts);

  seam.connect(suggestions.judge.judge, (item) => labelling.pieceAccepted(item));
  const failed = log.failure('an edit of a tool could not be followed');
  const parts = { interception, policies, suggestions, labelling, auditing, bulk, clock, failed };
  ways.connect(guardTools(context, parts));
  if (seam.late > 0) log.error(`${seam.late} suggestions came too early and were shown unjudged`);

  log.coverage(interception.coverage(), installMs);
  void selfTesting.run();
  const ready = policies
    .lookForAll()
    .then(() => suggestions.warmUp())
    .catch(log.failure('the rules could not be loaded'));

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
    selfTesting,
    ...registerCommands({ ...parts, seam, log, initialPolicy: proposePolicy, now }),
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
  );
  return {
    coverage: () => interception.coverage(),
    missed: () => missed.ids(),
    aiCoverage: () => coverage.rows(),
    judgesAccepts: () => accepts.isOn,
    selfTest: () => selfTesting.result,
    recent: () => suggestions.recent.list(),
    status: () => statusState(facts()),
    labels: (uri) => labelling.documents.at(uri)?.tracked.live.labelled(),
    uncommitted: () => labelling.work.state,
    bulk: () => bulk.current,
    ready,
    installMs,
  };
}

/** The hooks of a repository work with the Parapet they know, so that this is worth a line in the log and no more. */
function renewRuntime(repository: OpenRepository, runtime: Runtime, log: Log): void {
  try {
    repository.renewRuntime(runtime);
  } catch (error) {
    log.error('the git hooks could not be told where Parapet lies', error);
  }
}
