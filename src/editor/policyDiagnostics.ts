import { Diagnostic, DiagnosticSeverity, languages, Range, Uri } from 'vscode';
import type { Disposable } from 'vscode';
import { hasErrors } from '../policy/problem';
import type { Problem } from '../policy/problem';

/** Mistakes in policy files: in the Problems view and at their place in the file. */
export class PolicyDiagnostics implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('parapet');
  private readonly shown = new Map<string, { readonly key: string; readonly isBroken: boolean }>();

  /** Absolute paths of the files that have an error. */
  get broken(): readonly string[] {
    return [...this.shown].filter(([, { isBroken }]) => isBroken).map(([file]) => file);
  }

  /** Replaces what is said of this file; true where that changes anything. */
  set(file: string, problems: readonly Problem[]): boolean {
    const key = JSON.stringify(problems);
    if (key === (this.shown.get(file)?.key ?? '[]')) return false;
    if (problems.length === 0) this.shown.delete(file);
    else this.shown.set(file, { key, isBroken: hasErrors(problems) });
    this.collection.set(Uri.file(file), problems.map(diagnosticOf));
    return true;
  }

  /** Forgets all files but these. */
  keepOnly(files: ReadonlySet<string>): void {
    for (const file of this.shown.keys()) if (!files.has(file)) this.set(file, []);
  }

  dispose(): void {
    this.collection.dispose();
  }
}

/** A range that is longer than its line ends with the line. */
function diagnosticOf({ severity, message, line, column, start, end }: Problem): Diagnostic {
  const length = Math.max(1, end - start);
  const range = new Range(line - 1, column - 1, line - 1, column - 1 + length);
  const level = severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
  const diagnostic = new Diagnostic(range, message, level);
  diagnostic.source = 'Parapet';
  return diagnostic;
}
