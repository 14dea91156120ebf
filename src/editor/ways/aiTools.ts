/** Which extensions are AI tools, as far as their manifest and what they have done tell. */
import { isOfVsCode } from '../intercept/ofVsCode';
import { isObject } from '../intercept/shapes';

/** VS Code brings no participant and no tool to life that the manifest does not declare. */
export const CONTRIBUTIONS = ['chatParticipants', 'languageModelTools'] as const;

export interface AiToolPorts {
  manifestOf(extension: string): unknown;
  /** Inline completion providers that it has registered. */
  providersOf(extension: string): number;
  /** A policy of this workspace has an entry for it under `tools`. */
  isNamed(extension: string): boolean;
}

export class AiTools {
  private readonly declared = new Map<string, boolean>();

  constructor(private readonly ports: AiToolPorts) {}

  has(extension: string): boolean {
    return this.declares(extension) || this.ports.providersOf(extension) > 0 || this.ports.isNamed(extension);
  }

  private declares(extension: string): boolean {
    let known = this.declared.get(extension);
    if (known === undefined) {
      known = !isOfVsCode(extension) && declaresAi(this.ports.manifestOf(extension));
      this.declared.set(extension, known);
    }
    return known;
  }
}

/** @param contributions the manifest's keys that say so */
export function declaresAi(manifest: unknown, contributions: readonly string[] = CONTRIBUTIONS): boolean {
  const contributes = isObject(manifest) && 'contributes' in manifest ? manifest.contributes : undefined;
  if (!isObject(contributes)) return false;
  return contributions.some((key) => {
    const value: unknown = Reflect.get(contributes, key);
    return Array.isArray(value) && value.length > 0;
  });
}
