import type { CompiledPolicy } from './compile';
import { PolicyContext, Situation } from './context';
import { canonicalPath } from './globs';

/** A tool that does not say who it is; `tools: ["*"]` means it too. */
const UNNAMED_TOOL = 'unknown';

/** Suggestions come for one file many times in a row; more than these are not worth remembering. */
const REMEMBERED = 64;

/** Policies that hold together: each is judged alone and the strictest verdict wins. */
export class PolicySet {
  readonly #situations = new Map<string, Situation>();

  constructor(readonly policies: readonly CompiledPolicy[]) {}

  /** What holds for a path (relative to the repository's top level), a tool and an author. */
  situation(path: string, tool: string | undefined, author: string | undefined): Situation {
    const key = `${path}\0${tool ?? ''}\0${author ?? ''}`;
    let situation = this.#situations.get(key);
    if (!situation) {
      situation = this.#makeSituation(canonicalPath(path), tool ?? UNNAMED_TOOL, author);
      if (this.#situations.size >= REMEMBERED) this.#situations.clear();
      this.#situations.set(key, situation);
    }
    return situation;
  }

  #makeSituation(path: string, tool: string, author: string | undefined): Situation {
    const contexts = this.policies.flatMap((policy) => {
      const { folder } = policy.origin;
      if (folder === '') return [new PolicyContext(policy, path, path, tool, author)];
      if (!path.startsWith(`${folder}/`)) return [];
      return [new PolicyContext(policy, path, path.slice(folder.length + 1), tool, author)];
    });
    return new Situation(path, contexts);
  }
}

export const policySet = (policies: readonly CompiledPolicy[]): PolicySet => new PolicySet(policies);
