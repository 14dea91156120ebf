/** One policy file with everything it extends by path, compiled. */
import path from 'node:path';
import { dayIsOver } from '../policy/actions';
import { compilePolicy, type CompiledPolicy, type PolicyLayer, type PolicyOrigin } from '../policy/compile';
import { hasErrors, type Problem } from '../policy/problem';
import { declaredRoles, undeclaredRoles } from '../policy/reading/roles';
import { LayerReader, type Layer, type PolicyPlace } from './policyLayerReader';
import { realPath, repositoryPath } from './policyRepository';

export type { PolicyPlace } from './policyLayerReader';

export type LoadedPolicy =
  | {
      readonly kind: 'absent';
      readonly problems: readonly Problem[];
      readonly dependencies: readonly string[];
    }
  | {
      readonly kind: 'valid';
      readonly policy: CompiledPolicy;
      /** Warnings. */
      readonly problems: readonly Problem[];
      /** Absolute paths of all files that had a say, also those that are missing. */
      readonly dependencies: readonly string[];
    }
  | {
      readonly kind: 'invalid';
      readonly problems: readonly Problem[];
      readonly dependencies: readonly string[];
    };

export async function loadPolicy(place: PolicyPlace, now: Date): Promise<LoadedPolicy> {
  const reader = new LayerReader(place, await realPath(place.boundary));
  const absent = await reader.readRoot();
  const { problems, layers, dependencies } = reader;
  if (absent) return { kind: 'absent', problems, dependencies };
  const policy = hasErrors(problems) ? undefined : compile(layers, place, problems, now);
  if (!policy || hasErrors(problems)) return { kind: 'invalid', problems, dependencies };
  return { kind: 'valid', policy, problems, dependencies };
}

function compile(
  layers: readonly Layer[],
  place: PolicyPlace,
  problems: Problem[],
  now: Date,
): CompiledPolicy | undefined {
  reportRoles(layers, problems);
  reportExpired(layers, problems, now);
  const reporting = layers.map(({ spec, parsed }): PolicyLayer => ({
    spec,
    report: (at, severity, message) => problems.push(parsed.problemAt(at, severity, message)),
  }));
  try {
    return compilePolicy(reporting, originOf(place), { ignoreCase: place.ignoreCase });
  } catch (error) {
    // A mistake of ours must not leave a repository without rules: the policy counts as invalid, which others cover.
    const message = error instanceof Error ? error.message : String(error);
    reporting[0]?.report([], 'error', `the policy cannot be used (${message}): please report this`);
    return undefined;
  }
}

function originOf({ kind, file, boundary }: PolicyPlace): PolicyOrigin {
  if (kind === 'organisation') return { kind, file, folder: '' };
  return {
    kind,
    file: repositoryPath(boundary, file) ?? file,
    folder: repositoryPath(boundary, path.dirname(file)) ?? '',
  };
}

function reportRoles(layers: readonly Layer[], problems: Problem[]): void {
  const declared = declaredRoles(layers.map(({ spec }) => spec));
  for (const { spec, parsed } of layers) {
    for (const { path: at, message } of undeclaredRoles(spec, declared)) {
      problems.push(parsed.problemAt(at, 'error', message));
    }
  }
}

function reportExpired(layers: readonly Layer[], problems: Problem[], now: Date): void {
  for (const { spec, parsed } of layers) {
    spec.adjust?.forEach(({ rule, expires }, i) => {
      if (expires === undefined || !dayIsOver(expires, now)) return;
      const message = `this adjustment expired on ${expires} and “${rule}” acts by its own action again: take it out, or give it a later day`;
      problems.push(parsed.problemAt(['adjust', i, 'expires'], 'warning', message));
    });
  }
}
