import type { CompiledPolicy } from '../policy/compile';
import { loadPolicy, type LoadedPolicy, type PolicyPlace } from './policyLayers';
import { signature } from './policyReader';

export interface PolicyFileState {
  readonly loaded: LoadedPolicy;
  /** What holds: the policy itself, or while it is invalid the last valid one of this session. */
  readonly holding: CompiledPolicy | undefined;
}

/** One policy file over time: read again only when it, or a file it extends, has changed. */
export class PolicyFile {
  private state: PolicyFileState | undefined;
  private signatures: ReadonlyMap<string, string> | undefined;
  private pending: Promise<PolicyFileState> | undefined;

  constructor(
    readonly place: PolicyPlace,
    private readonly now: () => Date,
  ) {}

  /** Whether anything would be lost with it. */
  get isAbsent(): boolean {
    return this.state?.loaded.kind === 'absent';
  }

  /** Looks at the disk; those who ask together share one look. */
  current(): Promise<PolicyFileState> {
    if (this.pending) return this.pending;
    const look = this.look().finally(() => {
      if (this.pending === look) this.pending = undefined;
    });
    this.pending = look;
    return look;
  }

  /** The next look reads the file whatever its date says, and does not share one that is under way. */
  invalidate(): void {
    this.signatures = undefined;
    this.pending = undefined;
  }

  private async look(): Promise<PolicyFileState> {
    const known = this.signatures;
    if (this.state && known && (await isUnchanged(known))) return this.state;
    // Before it is read: what changes meanwhile is read again.
    const own = await signature(this.place.file);
    const loaded = await loadPolicy(this.place, this.now());
    const signatures = new Map([[this.place.file, own]]);
    for (const file of loaded.dependencies) {
      if (!signatures.has(file)) signatures.set(file, await signature(file));
    }
    const state = { loaded, holding: this.holding(loaded) };
    // Another look may have begun later and ended before; what it found is newer.
    if (this.signatures === known) {
      this.state = state;
      this.signatures = signatures;
    }
    return state;
  }

  /**
   * With a mistake in it the policy before goes on to hold. Taken away it holds no longer, but for an organisation's,
   * which is only out of reach.
   */
  private holding(loaded: LoadedPolicy): CompiledPolicy | undefined {
    if (loaded.kind === 'valid') return loaded.policy;
    const lasts = loaded.kind === 'invalid' || this.place.kind === 'organisation';
    return lasts ? this.state?.holding : undefined;
  }
}

async function isUnchanged(signatures: ReadonlyMap<string, string>): Promise<boolean> {
  for (const [file, known] of signatures) if ((await signature(file)) !== known) return false;
  return true;
}
