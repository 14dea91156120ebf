import path from 'node:path';
import type { PolicySpec } from '../policy/model';
import { parsePolicy, type ParsedPolicy } from '../policy/parse';
import type { Problem } from '../policy/problem';
import { isExtendsPath } from '../policy/reading/extendsEntry';
import { PolicyText } from '../policy/reading/policyText';
import { isThere, readPolicyFile } from './policyReader';
import { repositoryPath } from './policyRepository';

/** Of one policy: files that extend files, files in all, and their length together. */
const MAX_EXTENDS_DEPTH = 8;
const MAX_FILES = 32;
const MAX_TOTAL_LENGTH = 1024 * 1024;

const WRONG_ENDING = 'this file is not read: rename it to .parapet.yaml';

export interface PolicyPlace {
  /** Absolute path of the policy file. */
  readonly file: string;
  readonly kind: 'workspace' | 'organisation';
  /** Folder that nothing it extends may lie outside of, once links are followed; a workspace's paths count from it. */
  readonly boundary: string;
  readonly ignoreCase: boolean;
}

/** A well-formed file, alone or one of several. */
export interface Layer {
  readonly spec: PolicySpec;
  readonly parsed: ParsedPolicy;
}

/** Reads a policy file and, depth first, what it extends. A file that is reached twice counts once. */
export class LayerReader {
  readonly layers: Layer[] = [];
  readonly problems: Problem[] = [];
  readonly dependencies: string[] = [];
  private readonly seen = new Set<string>();
  private totalLength = 0;

  constructor(
    private readonly place: PolicyPlace,
    private readonly realBoundary: string,
  ) {}

  /** True where there is no such file, which for an organisation's policy is a problem. */
  async readRoot(): Promise<boolean> {
    const { file, kind } = this.place;
    this.dependencies.push(file);
    const read = await readPolicyFile(file, kind === 'organisation' ? undefined : this.realBoundary);
    if (read.kind === 'text') await this.add(file, read.text, [read.real]);
    else if (read.kind === 'unreadable') this.reportUnreadable(file, read.before, read.message);
    else if (kind === 'workspace') await this.warnOfOtherEnding(file);
    return read.kind === 'absent';
  }

  /** A file that looks like a policy and is none would be a silent nothing. */
  private async warnOfOtherEnding(file: string): Promise<void> {
    const other = file.replace(/\.yaml$/, '.yml');
    this.dependencies.push(other);
    if (await isThere(other)) {
      const problem = new PolicyText('', this.nameOf(other)).problem([0, 0], 'warning', WRONG_ENDING);
      this.problems.push(problem);
    }
  }

  /** `chain`: real paths of the files that led here, this one last. */
  private async add(file: string, text: string, chain: readonly string[]): Promise<void> {
    this.seen.add(chain.at(-1)!);
    this.totalLength += text.length;
    const parsed = parsePolicy(text, this.nameOf(file), { joined: true });
    this.problems.push(...parsed.problems);
    if (!parsed.spec) return;
    this.layers.push({ spec: parsed.spec, parsed });
    for (const [i, entry] of (parsed.spec.extends ?? []).entries()) {
      if (!isExtendsPath(entry)) continue;
      const problem = await this.extend(path.resolve(path.dirname(file), entry), chain);
      if (problem) this.problems.push(parsed.problemAt(['extends', i], 'error', problem));
    }
  }

  /** What is wrong with the entry itself; what is wrong in the file is reported there. */
  private async extend(file: string, chain: readonly string[]): Promise<string | undefined> {
    if (chain.length > MAX_EXTENDS_DEPTH)
      return `files extend each other more than ${MAX_EXTENDS_DEPTH} deep: put some together`;
    if (this.seen.size >= MAX_FILES)
      return `the policy is spread over more than ${MAX_FILES} files: put some together`;
    this.dependencies.push(file);
    const read = await readPolicyFile(file, this.realBoundary);
    if (read.kind === 'absent')
      return `there is no file ${this.nameOf(file)}: correct the path, which counts from this file`;
    if (read.kind === 'unreadable') {
      this.reportUnreadable(file, read.before, read.message);
      return `${this.nameOf(file)} cannot be used: mend it, or take it out`;
    }
    if (chain.includes(read.real))
      return `${this.nameOf(file)} extends this file in turn: take one of the two out`;
    if (this.seen.has(read.real)) return undefined;
    if (this.totalLength + read.text.length > MAX_TOTAL_LENGTH)
      return 'the files of this policy are longer than 1 MiB together: shorten them';
    await this.add(file, read.text, [...chain, read.real]);
    return undefined;
  }

  private reportUnreadable(file: string, before: string, message: string): void {
    const end = before.length;
    this.problems.push(new PolicyText(before, this.nameOf(file)).problem([end, end], 'error', message));
  }

  private nameOf(file: string): string {
    const { kind, boundary } = this.place;
    return kind === 'organisation' ? file : (repositoryPath(boundary, file) ?? file);
  }
}
