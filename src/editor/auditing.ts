import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { bulkEvent } from '../audit/bulkEvent';
import type { AuditEvent } from '../audit/record';
import { SETTINGS } from '../contract/manifest';
import type { OpenRepositories } from '../node/openRepositories';
import type { OpenRepository } from '../node/openRepository';
import type { ToolBulk } from '../node/toolSessions';
import { AuditedSuggestions } from './auditedSuggestions';
import { AuditStanding } from './auditStanding';
import type { StandingPorts } from './auditStanding';
import { AuditTrail } from './auditTrail';
import type { AuditPorts } from './auditTrail';
import { DisposableStore } from './disposableStore';
import { fileOf } from './documentFile';
import type { UriShape } from './intercept/shapes';
import type { JudgedCall, JudgedItem } from './intercept/suggestionJudge';
import type { Policies } from './policies';
import { settings } from './settings';
import type { ToolChange } from './ways/toolWays';

export interface AuditingPorts
  extends
    Pick<AuditPorts<OpenRepository>, 'now' | 'unwritable' | 'failed'>,
    Pick<StandingPorts, 'pathIn' | 'textOnDisk' | 'stampOnDisk'> {
  readonly repositories: Pick<OpenRepositories, 'for' | 'all'>;
  readonly policies: Pick<Policies, 'files' | 'onDidChange'>;
  /** Milliseconds, monotonic. */
  clock(): number;
}

/** What of this window's doings is taken into the audit logs of its repositories. */
export class Auditing implements Disposable {
  private readonly store = new DisposableStore();
  private readonly suggestions: AuditedSuggestions;
  private readonly standing: AuditStanding;
  /** What was last said to hold in a repository. */
  private readonly said = new Map<OpenRepository, string>();
  /** For whoever sees something else that is to be recorded. */
  readonly trail: AuditTrail<OpenRepository>;

  constructor(private readonly ports: AuditingPorts) {
    const { repositories, policies, clock } = ports;
    this.suggestions = new AuditedSuggestions(clock);
    this.standing = new AuditStanding({ ...ports, mode: settings.mode, policies: () => policies.files });
    this.trail = new AuditTrail({
      ...ports,
      placeOf: async (uri) => {
        const file = workspace.isTrusted ? fileOf(uri) : undefined;
        return file === undefined ? undefined : repositories.for(file);
      },
      repositories: () => this.trusted,
      standing: (repository) => this.news(repository),
    });
    this.store.add(policies.onDidChange(() => this.look()));
    this.store.add(workspace.onDidGrantWorkspaceTrust(() => this.look()));
    // Also where nothing was ever recorded: with the guardrails off, nothing else would be.
    this.store.add(settings.onDidChange(SETTINGS.mode, () => this.trusted.forEach((one) => this.say(one))));
    for (const way of ['applyEdit', 'files'] as const)
      this.store.add(
        settings.onDidChange(SETTINGS[`${way}Mode`], () =>
          this.trail.record({ kind: 'mode', what: way, state: settings.modeOfWay(way) }),
        ),
      );
    this.store.add(this.trail);
  }

  judged(call: JudgedCall): void {
    const facts = this.suggestions.judged(call);
    // A policy may have been changed without a word, and this is its verdict.
    if (facts.length > 0) this.look();
    for (const fact of facts) this.trail.record(fact);
  }

  accepted(tool: string, item: JudgedItem): void {
    this.look();
    this.trail.record(this.suggestions.accepted(tool, item));
  }

  /** A tool was going to change a document or a file by itself; `made` where it then has. */
  toolChange({ tool, way, change, evaluation, withheld }: ToolChange, made: boolean): void {
    const { action, findings, risk } = evaluation;
    if (!made && action === 'allow') return;
    this.trail.record({
      kind: made ? 'accept' : 'verdict',
      uri: change.uri,
      tool,
      what: way,
      action,
      level: risk.level,
      findings,
      text: change.edits[0]?.insert ?? '',
      ...(!made && { outcome: withheld ? 'refused' : 'shown' }),
    });
  }

  /** A tool has come to change far more than usual in this session. */
  bulk(flag: ToolBulk, uri: UriShape): void {
    const { rules, length, ...fact } = bulkEvent(flag);
    this.trail.record({ ...fact, uri, tool: flag.tool, session: flag.session, findings: rules, length });
  }

  /** A person wrote into a policy that a rule's finding in this document is wrong. */
  exceptionWritten(what: string, rule: string, uri: UriShape): void {
    this.trail.record({ kind: 'exception', uri, what, findings: [{ rule }] });
  }

  /** A repository was opened, or policies may have changed: a log that has begun is told what holds. */
  look(): void {
    for (const repository of this.trusted)
      if (this.said.has(repository) || repository.audit.hasBegun) this.say(repository);
  }

  dispose(): void {
    this.store.dispose();
  }

  private get trusted(): readonly OpenRepository[] {
    return workspace.isTrusted ? this.ports.repositories.all : [];
  }

  private say(repository: OpenRepository): void {
    const events = this.news(repository);
    if (events.length > 0) this.trail.add(repository, events);
  }

  /** What holds in a repository, if this window has not said so; the log leaves out what it has been told by others. */
  private news(repository: OpenRepository): readonly AuditEvent[] {
    const events = this.standing.of(repository.root);
    const said = JSON.stringify(
      events.map(({ kind, what, path, state, textHash }) => [kind, what, path, state, textHash]),
    );
    if (this.said.get(repository) === said) return [];
    this.said.set(repository, said);
    return events;
  }
}
