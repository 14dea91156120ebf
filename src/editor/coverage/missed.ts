import type { Coverage } from '../intercept/interception';
import { isOfVsCode } from '../intercept/ofVsCode';

export interface MissedPorts {
  coverage(): readonly Coverage[];
  /** Whether a script of the extension names the function that registers providers; undefined where nobody can tell. */
  mayProvide(extension: string): Promise<boolean | undefined>;
  failed(error: unknown): void;
}

/** Extensions that may have registered a provider which the wrap did not see. */
export class Missed {
  /** What an extension's scripts say. */
  private readonly provides = new Map<string, boolean | undefined>();

  constructor(private readonly ports: MissedPorts) {}

  /** Those that have not been looked into yet count. */
  ids(): readonly string[] {
    return this.ports
      .coverage()
      .filter(mayBeMissed)
      .map(({ id }) => id)
      .filter((id) => this.provides.get(id) !== false);
  }

  /** Looks into the scripts of those that nobody has looked into. Never rejects. */
  async look(): Promise<void> {
    for (const covered of this.ports.coverage()) {
      const { id } = covered;
      if (!mayBeMissed(covered) || this.provides.has(id)) continue;
      try {
        this.provides.set(id, await this.ports.mayProvide(id));
      } catch (error) {
        this.provides.set(id, undefined);
        this.ports.failed(error);
      }
    }
  }
}

function mayBeMissed({ id, state, loadedBefore, providers }: Coverage): boolean {
  if (isOfVsCode(id)) return false;
  if (state === 'failed') return true;
  // An ES module that registers through the wrap was not there before it.
  return loadedBefore === 'yes' || (loadedBefore === 'unknown' && providers === 0);
}
