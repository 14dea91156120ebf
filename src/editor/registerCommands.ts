import { commands } from 'vscode';
import type { Disposable } from 'vscode';
import { COMMANDS } from '../contract/manifest';
import type { Auditing } from './auditing';
import type { BulkWatch } from './bulkWatch';
import type { Seam } from './intercept/seam';
import type { Labelling } from './labels/labelling';
import type { Log } from './log';
import { showMenu } from './menu';
import type { Policies } from './policies';
import { createPolicy, openPolicy } from './policyCommands';
import type { PolicyCommandPorts } from './policyCommands';
import type { Suggestions } from './suggestions';
import { findingIsWrong } from './wrongFinding';
import type { WrongFindingPorts } from './wrongFinding';

export interface CommandParts extends Pick<PolicyCommandPorts, 'initialPolicy'> {
  readonly seam: Seam;
  readonly log: Log;
  readonly policies: Policies;
  readonly suggestions: Suggestions;
  readonly labelling: Labelling;
  readonly bulk: BulkWatch;
  readonly auditing: Auditing;
  now(): Date;
}

/** The commands that belong to no part alone. */
export function registerCommands(parts: CommandParts): readonly Disposable[] {
  const { seam, log, suggestions, labelling, bulk, auditing, initialPolicy, now } = parts;
  const filesFor: PolicyCommandPorts['filesFor'] = (file) => parts.policies.filesFor(file);
  const written: WrongFindingPorts['written'] = (what, rule, document) =>
    auditing.exceptionWritten(what, rule, document);
  return [
    commands.registerCommand(COMMANDS.showMenu, async () => {
      const { files } = labelling.work.state;
      await showMenu(suggestions.recent.list(), files, bulk, await labelling.hooksAreMissing());
    }),
    commands.registerCommand(COMMANDS.showLog, () => {
      seam.forgetLate();
      suggestions.acknowledgeFailure();
      log.show();
    }),
    commands.registerCommand(COMMANDS.openPolicy, () => openPolicy({ filesFor, initialPolicy })),
    commands.registerCommand(COMMANDS.createPolicy, () => createPolicy({ filesFor, initialPolicy })),
    commands.registerCommand(COMMANDS.findingIsWrong, (rule: unknown, document: unknown, text: unknown) =>
      findingIsWrong(rule, document, text, { filesFor, now, written }),
    ),
  ];
}
