import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { SETTINGS } from '../contract/manifest';
import type { OpenRepositories } from '../node/openRepositories';
import { AuditedSuggestions } from './auditedSuggestions';
import { AuditTrail } from './auditTrail';
import type { AuditPorts } from './auditTrail';
import { DisposableStore } from './disposableStore';
import { fileOf } from './documentFile';
import type { UriShape } from './intercept/shapes';
import type { JudgedCall, JudgedItem } from './intercept/suggestionJudge';
import { settings } from './settings';

export interface AuditingPorts extends Pick<AuditPorts, 'now' | 'unwritable' | 'failed'> {
  readonly repositories: Pick<OpenRepositories, 'for' | 'all'>;
  /** Milliseconds, monotonic. */
  clock(): number;
}

/** What of this window's doings is taken into the audit logs of its repositories. */
export class Auditing implements Disposable {
  private readonly store = new DisposableStore();
  private readonly suggestions: AuditedSuggestions;
  /** For whoever sees something else that is to be recorded. */
  readonly trail: AuditTrail;

  constructor(ports: AuditingPorts) {
    const { repositories, clock } = ports;
    this.trail = new AuditTrail({
      ...ports,
      placeOf: async (uri) => {
        const file = workspace.isTrusted ? fileOf(uri) : undefined;
        return file === undefined ? undefined : repositories.for(file);
      },
      repositories: () => (workspace.isTrusted ? repositories.all : []),
    });
    this.suggestions = new AuditedSuggestions(clock);
    this.store.add(settings.onDidChange(SETTINGS.mode, () => this.trail.record(modeFact())));
    this.store.add(this.trail);
  }

  judged(call: JudgedCall): void {
    for (const fact of this.suggestions.judged(call)) this.trail.record(fact);
  }

  accepted(tool: string, item: JudgedItem): void {
    this.trail.record(this.suggestions.accepted(tool, item));
  }

  /** A person wrote into a policy that a rule's finding in this document is wrong. */
  exceptionWritten(what: string, rule: string, uri: UriShape): void {
    this.trail.record({ kind: 'exception', uri, what, findings: [{ rule }] });
  }

  dispose(): void {
    this.store.dispose();
  }
}

const modeFact = () => ({ kind: 'mode', state: settings.mode() }) as const;
