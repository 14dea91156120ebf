import { createHash } from 'node:crypto';
import { auditRules } from '../audit/record';
import type { AuditEvent, AuditKind, AuditRule } from '../audit/record';
import type { AuditResult } from '../node/auditLog';
import type { UriShape } from './intercept/shapes';

/** What happened, as whoever saw it knows it. */
export interface AuditFact extends Pick<
  AuditEvent,
  'tool' | 'session' | 'what' | 'outcome' | 'state' | 'action' | 'level' | 'length'
> {
  readonly kind: Exclude<AuditKind, 'pruned' | 'torn' | 'lost'>;
  /** The document or file that it was about. What is about none is recorded in every repository that is open. */
  readonly uri?: UriShape;
  readonly findings?: readonly AuditRule[];
  /** What was suggested, inserted, written. Its hash and length are recorded, and the text is not kept. */
  readonly text?: string;
}

/** A repository, as far as its audit log is concerned. */
export interface AuditedRepository {
  readonly audit: {
    append(events: readonly AuditEvent[]): AuditResult;
  };
}

export interface AuditedFile<R extends AuditedRepository> {
  readonly repository: R;
  /** From the top level. */
  readonly path: string;
}

export interface AuditPorts<R extends AuditedRepository> {
  /** Undefined outside of a work tree and in a workspace that is not trusted. */
  placeOf(uri: UriShape): Promise<AuditedFile<R> | undefined>;
  /** Those that are open. */
  repositories(): readonly R[];
  /** What holds there; told before anything else is. */
  standing(repository: R): readonly AuditEvent[];
  now(): Date;
  /** Told once while a log cannot be written, and again only after it could be in between. */
  unwritable(message: string, repository: R): void;
  failed(error: unknown): void;
}

/** Verdicts come in bursts, with every key press; everything else is on the disk at once. Milliseconds. */
const VERDICT_WAITS_MS = 300;
/** Another process holds the log for a moment only. */
const BUSY_RETRY_MS = 50;
const MOST_BUSY_RETRIES = 100;
/** Somebody has to make room, or mount the disk again. */
const FAILED_RETRY_MS = 30_000;
/** Records of one repository that wait for that. */
const MOST_WAITING = 1_000;

interface Queue {
  waiting: AuditEvent[];
  /** How many came while there was no more room. */
  lost: number;
  busy: number;
  isFailing: boolean;
  timer: { readonly due: number; readonly handle: NodeJS.Timeout } | undefined;
}

/** Takes what happened in this window into the audit logs of the repositories it happened in. Nothing here throws. */
export class AuditTrail<R extends AuditedRepository = AuditedRepository> {
  private readonly queues = new Map<R, Queue>();

  constructor(private readonly ports: AuditPorts<R>) {}

  /** Returns at once; the record is written a moment later. */
  record(fact: AuditFact): void {
    const event = eventOf(fact, this.ports.now());
    const { uri } = fact;
    if (!uri) for (const repository of this.ports.repositories()) this.add(repository, [event]);
    else void this.addAt(uri, event);
  }

  /** What is to be recorded in one repository alone. */
  add(repository: R, events: readonly AuditEvent[]): void {
    const queue = this.queueOf(repository);
    const fitting = events.slice(0, MOST_WAITING - queue.waiting.length);
    queue.waiting.push(...fitting);
    queue.lost += events.length - fitting.length;
    if (queue.isFailing || queue.busy > 0) return;
    this.writeIn(repository, queue, events.every(({ kind }) => kind === 'verdict') ? VERDICT_WAITS_MS : 0);
  }

  /** Writes what waits. */
  dispose(): void {
    for (const [repository, queue] of this.queues) {
      this.write(repository, queue);
      clearTimeout(queue.timer?.handle);
    }
  }

  private async addAt(uri: UriShape, event: AuditEvent): Promise<void> {
    try {
      const place = await this.ports.placeOf(uri);
      if (place) this.add(place.repository, [{ ...event, path: place.path }]);
    } catch (error) {
      this.ports.failed(error);
    }
  }

  private queueOf(repository: R): Queue {
    let queue = this.queues.get(repository);
    if (!queue) {
      const waiting = [...this.ports.standing(repository)];
      queue = { waiting, lost: 0, busy: 0, isFailing: false, timer: undefined };
      this.queues.set(repository, queue);
    }
    return queue;
  }

  private writeIn(repository: R, queue: Queue, milliseconds: number): void {
    const due = performance.now() + milliseconds;
    if (queue.timer && queue.timer.due <= due) return;
    clearTimeout(queue.timer?.handle);
    const handle = setTimeout(() => {
      queue.timer = undefined;
      this.write(repository, queue);
    }, milliseconds);
    queue.timer = { due, handle };
  }

  private write(repository: R, queue: Queue): void {
    if (queue.waiting.length === 0) return;
    const { lost } = queue;
    const time = this.ports.now().toISOString();
    const events: AuditEvent[] = [
      ...queue.waiting,
      ...(lost > 0 ? [{ kind: 'lost' as const, time, where: 'editor', gone: lost }] : []),
    ];
    const result = this.append(repository, events);
    if (result?.ok) {
      Object.assign(queue, { waiting: [], lost: 0, busy: 0, isFailing: false });
      return;
    }
    if (result?.isBusy && queue.busy++ < MOST_BUSY_RETRIES) {
      this.writeIn(repository, queue, BUSY_RETRY_MS);
      return;
    }
    queue.busy = 0;
    if (result && !queue.isFailing) this.ports.unwritable(result.message, repository);
    queue.isFailing = true;
    this.writeIn(repository, queue, FAILED_RETRY_MS);
  }

  private append(repository: R, events: readonly AuditEvent[]): AuditResult | undefined {
    try {
      return repository.audit.append(events);
    } catch (error) {
      this.ports.failed(error);
      return undefined;
    }
  }
}

function eventOf(fact: AuditFact, now: Date): AuditEvent {
  const { kind, tool, session, what, outcome, state, action, level, findings, length, text } = fact;
  return {
    kind,
    time: now.toISOString(),
    where: 'editor',
    ...(tool !== undefined && { tool }),
    ...(session !== undefined && { session }),
    ...(what !== undefined && { what }),
    ...(outcome !== undefined && { outcome }),
    ...(state !== undefined && { state }),
    ...(action !== undefined && { action }),
    ...(level !== undefined && { level }),
    ...(findings && { rules: auditRules(findings) }),
    ...(length !== undefined && { length }),
    ...(text !== undefined && {
      textHash: createHash('sha256').update(text).digest('hex'),
      length: text.length,
    }),
  };
}
