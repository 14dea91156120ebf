import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticSeverity,
  l10n,
  languages,
  Uri,
  WorkspaceEdit,
} from 'vscode';
import type { CodeActionProvider, Disposable, Range, TextDocument } from 'vscode';
import { COMMANDS } from '../../contract/manifest';
import type { Action } from '../../contract/verdict';
import type { PlacedRemark, Snippet } from '../../risk/review';
import { DisposableStore } from '../disposableStore';
import { oneLine } from '../plainText';
import { canBeWrong } from '../wrongFinding';
import { rangeWithLineFeeds } from './documentText';
import type { UncommittedFile, UncommittedWork } from './uncommittedWork';

const SOURCE = 'Parapet';
const SELECTOR = [{ scheme: 'file' }, { scheme: 'untitled' }, { scheme: 'vscode-notebook-cell' }];

/** A remark, as Problems shows it. */
class SnippetDiagnostic extends Diagnostic {
  constructor(
    readonly remark: PlacedRemark,
    readonly snippet: Range,
    range: Range,
  ) {
    super(range, messageOf(remark), SEVERITIES[remark.action]);
    this.source = SOURCE;
    this.code = remark.rule;
  }
}

interface Shown {
  /** With `\n` for every line end. */
  readonly text: string;
  readonly diagnostics: readonly SnippetDiagnostic[];
}

const SEVERITIES: Readonly<Record<Action, DiagnosticSeverity>> = {
  allow: DiagnosticSeverity.Hint,
  warn: DiagnosticSeverity.Warning,
  approve: DiagnosticSeverity.Warning,
  block: DiagnosticSeverity.Error,
};

/** The inline warnings on what was accepted, with their quick fixes. */
export class AcceptedWarnings implements CodeActionProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly collection = this.store.add(languages.createDiagnosticCollection('parapet.accepted'));
  private readonly shown = new Map<string, Shown>();

  constructor(private readonly work: UncommittedWork) {
    this.store.add(work.onDidChange(() => this.update()));
    this.store.add(
      languages.registerCodeActionsProvider(SELECTOR, this, {
        providedCodeActionKinds: [CodeActionKind.QuickFix],
      }),
    );
  }

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const shown = this.shown.get(document.uri.toString());
    if (!shown) return [];
    // Places are known in the text that was looked at; a moment after a key press that is not this one.
    const isCurrent = document.getText().replaceAll('\r\n', '\n') === shown.text;
    return shown.diagnostics
      .filter((one) => range.intersection(one.range))
      .flatMap((one) => [
        ...(isCurrent ? [removeSnippet(document, one)] : []),
        explainRule(document, one),
        ...(canBeWrong(one.remark.rule) ? [findingIsWrong(document, one)] : []),
      ]);
  }

  dispose(): void {
    this.store.dispose();
  }

  private update(): void {
    const now = new Map(this.work.reviewed.map((file) => [file.uri.toString(), file]));
    for (const key of this.shown.keys()) if (!now.has(key)) this.collection.delete(Uri.parse(key));
    this.shown.clear();
    for (const [key, file] of now) {
      const diagnostics = diagnosticsOf(file);
      this.shown.set(key, { text: file.text, diagnostics });
      this.collection.set(file.uri, diagnostics);
    }
  }
}

const diagnosticsOf = (file: UncommittedFile): SnippetDiagnostic[] =>
  file.snippets.flatMap((snippet) =>
    snippet.remarks
      .filter(({ action }) => action !== 'allow')
      .map(
        (remark) =>
          new SnippetDiagnostic(
            remark,
            rangeOf(file, snippet),
            rangeWithLineFeeds(file.text, remark.start, remark.end),
          ),
      ),
  );

const rangeOf = ({ text }: UncommittedFile, { start, end }: Snippet): Range =>
  rangeWithLineFeeds(text, start, end);

function messageOf({ message, instead, action }: PlacedRemark): string {
  const words = [oneLine(message)];
  if (action === 'approve') words.push(l10n.t('This change needs an approval.'));
  if (instead) words.push(`${l10n.t('Instead:')} ${oneLine(instead, 1_000)}`);
  return words.join('\n');
}

function removeSnippet({ uri }: TextDocument, diagnostic: SnippetDiagnostic): CodeAction {
  const action = new CodeAction(l10n.t('Remove the AI snippet'), CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  action.edit.delete(uri, diagnostic.snippet);
  action.diagnostics = [diagnostic];
  return action;
}

function explainRule({ uri }: TextDocument, diagnostic: SnippetDiagnostic): CodeAction {
  const { rule } = diagnostic.remark;
  const title = l10n.t('Explain {0}', oneLine(rule, 80));
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { command: COMMANDS.explainRule, title, arguments: [rule, uri.toString()] };
  action.diagnostics = [diagnostic];
  return action;
}

function findingIsWrong(document: TextDocument, diagnostic: SnippetDiagnostic): CodeAction {
  const title = l10n.t('This finding is wrong…');
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  const line = document.lineAt(diagnostic.range.start.line).text;
  const { rule } = diagnostic.remark;
  action.command = {
    command: COMMANDS.findingIsWrong,
    title,
    arguments: [rule, document.uri.toString(), line],
  };
  action.diagnostics = [diagnostic];
  return action;
}
