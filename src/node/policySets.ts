import type { CompiledPolicy } from '../policy/compile';
import { policySet, type PolicySet } from '../policy/policySet';

const REMEMBERED = 256;

/** The same policies give the same set, which remembers what holds for a path. */
export class PolicySets {
  private readonly ids = new WeakMap<CompiledPolicy, number>();
  private readonly sets = new Map<string, PolicySet>();
  private next = 0;

  of(policies: readonly CompiledPolicy[]): PolicySet {
    const key = policies.map((policy) => this.idOf(policy)).join(' ');
    let set = this.sets.get(key);
    if (!set) {
      if (this.sets.size >= REMEMBERED) this.sets.clear();
      set = policySet(policies);
      this.sets.set(key, set);
    }
    return set;
  }

  private idOf(policy: CompiledPolicy): number {
    const id = this.ids.get(policy) ?? this.next++;
    this.ids.set(policy, id);
    return id;
  }
}
