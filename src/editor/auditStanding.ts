import { createHash } from 'node:crypto';
import type { AuditEvent } from '../audit/record';
import type { FoundPolicies } from './policies';

export interface StandingPorts {
  mode(): string;
  policies(): FoundPolicies;
  /** From the top level of a repository; undefined for a file that is not in it. */
  pathIn(root: string, file: string): string | undefined;
  textOnDisk(file: string): string | undefined;
  /** Another one whenever the file has changed. */
  stampOnDisk(file: string): string;
  now(): Date;
}

interface Hashed {
  readonly stamp: string;
  readonly text: Pick<AuditEvent, 'textHash' | 'length'> | undefined;
}

/** What holds in a repository until something else does: the mode, and each policy file by its hash. */
export class AuditStanding {
  private readonly hashes = new Map<string, Hashed>();

  constructor(private readonly ports: StandingPorts) {}

  of(root: string): AuditEvent[] {
    const { files, organisation, broken } = this.ports.policies();
    const mode: AuditEvent = { ...this.event('mode'), state: this.ports.mode() };
    const inRepository = files.flatMap((file) => {
      const path = this.ports.pathIn(root, file);
      if (path === undefined) return [];
      return { ...this.event('policy'), what: 'repository', path, ...this.stateOf(file, broken.has(path)) };
    });
    if (organisation === undefined) return [mode, ...inRepository];
    const state = this.stateOf(organisation, broken.has(organisation));
    return [mode, ...inRepository, { ...this.event('policy'), what: 'organisation', ...state }];
  }

  private event<K extends AuditEvent['kind']>(kind: K) {
    return { kind, time: this.ports.now().toISOString(), where: 'editor' };
  }

  private stateOf(file: string, isBroken: boolean): Pick<AuditEvent, 'state' | 'textHash' | 'length'> {
    const text = this.textOf(file);
    return text ? { state: isBroken ? 'invalid' : 'valid', ...text } : { state: 'gone' };
  }

  private textOf(file: string): Hashed['text'] {
    const stamp = this.ports.stampOnDisk(file);
    const known = this.hashes.get(file);
    if (known?.stamp === stamp) return known.text;
    const content = this.ports.textOnDisk(file);
    const text =
      content === undefined
        ? undefined
        : { textHash: createHash('sha256').update(content).digest('hex'), length: content.length };
    this.hashes.set(file, { stamp, text });
    return text;
  }
}
