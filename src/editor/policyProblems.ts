import { isAbsolute, join } from 'node:path';
import { workspace } from 'vscode';
import type { Disposable, TextDocument } from 'vscode';
import { POLICY_FILE } from '../contract/manifest';
import type { PathPolicies } from '../node/policyFiles';
import type { Problem } from '../policy/problem';
import { DisposableStore } from './disposableStore';
import { PolicyDiagnostics } from './policyDiagnostics';
import { draftProblems } from './policyDraft';

type Looked = Pick<PathPolicies, 'root' | 'files' | 'dependencies' | 'problems'>;

/** Milliseconds after the last key press. */
const DRAFT_MS = 300;

/** Shows what is wrong with policy files: as they are on disk, and as they stand in an editor while somebody writes. */
export class PolicyProblems implements Disposable {
  private readonly store = new DisposableStore();
  private readonly diagnostics = this.store.add(new PolicyDiagnostics());
  /** Files with unsaved changes, whose problems are those of the draft. */
  private readonly drafts = new Map<string, NodeJS.Timeout>();

  /** `draftEnded` is told when a file on disk counts again. */
  constructor(private readonly draftEnded: (file: string) => void) {
    this.store.add(workspace.onDidChangeTextDocument(({ document }) => this.edited(document)));
    this.store.add(workspace.onDidCloseTextDocument(({ uri }) => this.endDraft(uri.fsPath)));
  }

  /** Absolute paths of the files that have an error. */
  get broken(): readonly string[] {
    return this.diagnostics.broken;
  }

  /** Takes over what was found for one path; true where it is news. */
  take(looked: Looked): boolean {
    const news = [...byFile(looked)].map(
      ([file, problems]) => !this.drafts.has(file) && this.diagnostics.set(file, problems),
    );
    return news.includes(true);
  }

  /** Forgets files that have no say any more. */
  keepOnly(looked: readonly Looked[]): void {
    this.diagnostics.keepOnly(
      new Set([...looked.flatMap((one) => [...byFile(one).keys()]), ...this.drafts.keys()]),
    );
  }

  dispose(): void {
    for (const timer of this.drafts.values()) clearTimeout(timer);
    this.store.dispose();
  }

  private edited(document: TextDocument): void {
    const { uri, isDirty } = document;
    if (uri.scheme !== 'file' || !uri.path.endsWith(`/${POLICY_FILE}`)) return;
    const file = uri.fsPath;
    if (!isDirty) return this.endDraft(file);
    clearTimeout(this.drafts.get(file));
    const name = workspace.asRelativePath(uri);
    const check = (): void => void this.diagnostics.set(file, draftProblems(document.getText(), name));
    this.drafts.set(file, setTimeout(check, DRAFT_MS));
  }

  private endDraft(file: string): void {
    const timer = this.drafts.get(file);
    if (timer === undefined) return;
    clearTimeout(timer);
    this.drafts.delete(file);
    this.draftEnded(file);
  }
}

/** Every file that has a say, with what is wrong in it. */
function byFile({ root, files, dependencies, problems }: Looked): ReadonlyMap<string, readonly Problem[]> {
  const result = new Map<string, Problem[]>([...dependencies, ...files].map((file) => [file, []]));
  for (const problem of problems) {
    const file = isAbsolute(problem.file) ? problem.file : join(root, problem.file);
    result.set(file, [...(result.get(file) ?? []), problem]);
  }
  return result;
}
