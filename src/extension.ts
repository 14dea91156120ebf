import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import { Auditing } from './editor/auditing';
import { BulkWatch } from './editor/bulkWatch';
import { fileOf } from './editor/documentFile';
import { versionOf } from './editor/extensionVersion';
import { ToolCoverage } from './editor/coverage/toolCoverage';
import type { Installed } from './editor/intercept/install';
import { Labelling } from './editor/labels/labelling';
import { Log } from './editor/log';
import { apiOf } from './editor/parapetApi';
import type { ParapetApi } from './editor/parapetApi';
import { Policies } from './editor/policies';
import { registerCommands } from './editor/registerCommands';
import { WriteTroubles } from './editor/writeTroubles';
import { Suggestions } from './editor/suggestions';
import { guardTools } from './editor/ways/guardTools';
import { WindowStatus } from './editor/windowStatus';
import { GitIdentity } from './git/identity';
import { agentClientsIn } from './node/agentHooks';
import { scriptsName } from './node/extensionScripts';
import { proposePolicy } from './node/initPolicy';
import { OpenRepositories } from './node/openRepositories';
import { OwnHooks } from './node/ownHooks';
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
  const hooks = new OwnHooks(Uri.joinPath(extensionUri, 'dist', 'hook.js').fsPath, log);
  const identity = new GitIdentity(clock);
  const policies = new Policies({
    source: (options) => new PolicyLoader({ ...options, now, clock, maxAgeMs: POLICY_AGE_MS }),
    emailFor: (root) => identity.emailFor(root),
    nowhere: Uri.joinPath(extensionUri, 'dist').fsPath,
    failed: log.failure('policies could not be read'),
  });
  const troubles = new WriteTroubles(log);
  const repositories = new OpenRepositories({
    now,
    log: troubles.say,
    opened: (repository) => {
      hooks.renew(repository);
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
    install: hooks.install,
    putBack: hooks.putBack,
    versionOf,
    accepted: (tool, item) => {
      auditing.accepted(tool, item);
      bulk.accepted(tool, item);
      coverage.tools.accepted(tool);
    },
    textOnDisk,
    stampOnDisk,
    fileOf: (repository, path) => join(repository.root, path),
    policiesFor: (uri) => policies.for(uri),
    now,
    clock,
    failed: log.failure('labels could not be kept'),
  });
  const suggestions = new Suggestions(policies, log, () => status.update(), {
    offered: (call) => labelling.offered(call),
    recorded: (call) => {
      auditing.judged(call);
      coverage.tools.judged(call);
    },
  });
  const coverage = new ToolCoverage({
    ...{ interception, suggestions, labelling, log, now },
    scriptsName,
    agentClientsIn,
  });
  const status = new WindowStatus({ installed, policies, suggestions, labelling, bulk, log, clock });

  seam.connect(suggestions.judge.judge, (item) => labelling.pieceAccepted(item));
  const failed = log.failure('an edit of a tool could not be followed');
  const parts = { interception, policies, suggestions, labelling, auditing, bulk, clock, failed };
  ways.connect(guardTools(context, parts));
  if (seam.late > 0) log.error(`${seam.late} suggestions came too early and were shown unjudged`);

  log.coverage(interception.coverage(), installMs);
  void status.testInterception();
  const ready = policies
    .lookForAll()
    .then(() => suggestions.warmUp())
    .catch(log.failure('the rules could not be loaded'));

  subscriptions.push(
    ...[channel, policies, suggestions, coverage, labelling, auditing, bulk, repositories, status],
    ...registerCommands({ ...parts, seam, log, initialPolicy: proposePolicy, now }),
  );
  return apiOf({ installed, suggestions, labelling, coverage, status, bulk, ready });
}
