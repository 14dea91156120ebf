/** Which policies hold for a file on this machine (contract 1), kept up to date with the disk. */
import path from 'node:path';
import { POLICY_FILE } from '../contract/manifest';
import { recommendedPolicy } from '../policy/compile';
import type { PolicySet } from '../policy/policySet';
import { hasErrors, type Problem } from '../policy/problem';
import { PolicyText } from '../policy/reading/policyText';
import { PolicyFile, type PolicyFileState } from './policyFile';
import type { PolicyPlace } from './policyLayers';
import { PolicyMemo } from './policyMemo';
import { placeOf, type FilePlace, type TopLevels } from './policyPlaces';
import { foldersUp, ignoresCase, repositoryPath } from './policyRepository';
import { PolicySets } from './policySets';

export { findRepository, repositoryPath } from './policyRepository';

/** Between a file and its top level: nobody needs more, and somebody may make more to slow us down. */
const MAX_POLICY_FILES = 32;

/** Files looked for before those that were not there are forgotten. */
const REMEMBERED = 4096;

export interface PolicyLoaderOptions extends TopLevels {
  /** Absolute path of the organisation's policy. */
  readonly organisationFile?: string;
  /** In a workspace that is not trusted the recommended rules hold besides its own. Default: trusted. */
  readonly trusted?: boolean;
  /**
   * Milliseconds for which what was found on disk is taken to hold. Default 0: every call looks. With `Infinity`
   * something has to call `invalidate`.
   */
  readonly maxAgeMs?: number;
  /** Milliseconds, monotonic. */
  readonly clock?: () => number;
  /** Decides which adjustments have expired. */
  readonly now: () => Date;
}

export interface PathPolicies {
  /** The file's top level, as the caller spells it. */
  readonly root: string;
  /** What policies and `Edit.path` call the file: from the top level, links followed, NFC, with `/`. */
  readonly path: string;
  readonly policies: PolicySet;
  /** Policy files found for it, absolute, nearest first, the organisation's last. */
  readonly files: readonly string[];
  /** All files that have a say or would have if they were there, absolute, links followed: what to watch. */
  readonly dependencies: readonly string[];
  /** Their `file` counts from `root`; an organisation's is absolute. */
  readonly problems: readonly Problem[];
  /** `invalid` while a file has an error, and its last valid content or the recommended rules stand in for it. */
  readonly state: 'ok' | 'invalid';
}

/** Finds, reads and remembers policies. Holds nothing that needs disposing. */
export class PolicyLoader {
  private readonly recommended = recommendedPolicy();
  private readonly sets = new PolicySets();
  private readonly files = new Map<string, PolicyFile>();
  private readonly paths: PolicyMemo<PathPolicies>;
  private readonly states: PolicyMemo<PolicyFileState>;
  /** Does not change while we run. */
  private readonly caseOfRoots: PolicyMemo<boolean>;

  constructor(private readonly options: PolicyLoaderOptions) {
    const { maxAgeMs = 0, clock = () => performance.now() } = options;
    this.paths = new PolicyMemo(maxAgeMs, clock);
    this.states = new PolicyMemo(maxAgeMs, clock);
    this.caseOfRoots = new PolicyMemo(Infinity, clock);
  }

  /** What holds for a file, which need not exist. Rejects only where the machine fails. */
  forPath(file: string): Promise<PathPolicies> {
    return this.paths.get(file, () => this.look(file));
  }

  /** Something on disk has changed: this policy file (or one that policies extend), or no one knows what. */
  invalidate(file?: string): void {
    this.paths.clear();
    this.states.clear();
    for (const policy of this.files.values()) {
      if (file === undefined || policy.place.file === file) policy.invalidate();
    }
  }

  private async look(file: string): Promise<PathPolicies> {
    const place = await placeOf(file, this.options);
    const ignoreCase = await this.caseOfRoots.get(place.root, () => ignoresCase(place.root));
    const found = await this.workspacePolicies(place, ignoreCase);
    const policies = found.states.flatMap(({ holding }) => holding ?? []);
    const { organisationFile, trusted = true } = this.options;
    const dependencies = found.states.flatMap(({ loaded }) => loaded.dependencies);
    const problems = [...found.problems, ...found.states.flatMap(({ loaded }) => loaded.problems)];
    const files = found.files.map((at) => path.join(place.givenRoot, path.relative(place.root, at)));
    let needsRecommended = !trusted || found.isIncomplete || found.files.length === 0;

    if (organisationFile !== undefined) {
      const organisation = await this.organisationPolicy(organisationFile, ignoreCase);
      if (organisation.policy) policies.push(organisation.policy);
      problems.push(...organisation.problems);
      needsRecommended ||= hasErrors(organisation.problems);
      dependencies.push(...organisation.dependencies);
      files.push(organisationFile);
    }
    if (needsRecommended) policies.push(this.recommended);
    return {
      root: place.givenRoot,
      path: place.path,
      policies: this.sets.of(policies),
      files,
      dependencies: [...new Set(dependencies)],
      problems,
      state: hasErrors(problems) ? 'invalid' : 'ok',
    };
  }

  /** The policy files from the file's folder up to the top level, nearest first. */
  private async workspacePolicies({ root, folder: own }: FilePlace, ignoreCase: boolean) {
    const folders = foldersUp(own).filter((folder) => repositoryPath(root, folder) !== undefined);
    const states: PolicyFileState[] = [];
    const files: string[] = [];
    const problems: Problem[] = [];
    // From the top, whose policies come first where there are too many.
    for (const folder of folders.toReversed()) {
      const file = path.join(folder, POLICY_FILE);
      const state = await this.stateOf({ file, kind: 'workspace', boundary: root, ignoreCase });
      if (state.loaded.kind !== 'absent' && files.length === MAX_POLICY_FILES) {
        problems.push(
          new PolicyText('', repositoryPath(root, file) ?? file).problem([0, 0], 'error', TOO_MANY),
        );
        break;
      }
      states.unshift(state);
      if (state.loaded.kind !== 'absent') files.unshift(file);
    }
    const isIncomplete =
      problems.length > 0 || states.some(({ loaded, holding }) => loaded.kind === 'invalid' && !holding);
    return { states, files, problems, isIncomplete };
  }

  private async organisationPolicy(file: string, ignoreCase: boolean) {
    const problem = (message: string): Problem => new PolicyText('', file).problem([0, 0], 'error', message);
    if (!path.isAbsolute(file)) {
      return {
        policy: undefined,
        dependencies: [],
        problems: [problem('the path of the organisation’s policy has to be absolute')],
      };
    }
    const boundary = path.dirname(file);
    const { loaded, holding } = await this.stateOf({ file, kind: 'organisation', boundary, ignoreCase });
    const missing =
      loaded.kind === 'absent'
        ? [problem('the organisation’s policy is not there: correct the setting, or put it back')]
        : [];
    return { policy: holding, dependencies: loaded.dependencies, problems: [...missing, ...loaded.problems] };
  }

  private stateOf(place: PolicyPlace): Promise<PolicyFileState> {
    const key = JSON.stringify(place);
    let file = this.files.get(key);
    if (!file) {
      if (this.files.size >= REMEMBERED) this.forgetAbsent();
      file = new PolicyFile(place, this.options.now);
      this.files.set(key, file);
    }
    const known = file;
    return this.states.get(key, () => known.current());
  }

  private forgetAbsent(): void {
    for (const [key, file] of this.files) if (file.isAbsent) this.files.delete(key);
  }
}

const TOO_MANY = `more than ${MAX_POLICY_FILES} policy files hold for one path, and this one is not read: put some together`;
