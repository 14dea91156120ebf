/** An assistant that nobody is early enough for: its provider stands before its own `activate` is called. */
import * as vscode from 'vscode';

type Answer = vscode.InlineCompletionItemProvider['provideInlineCompletionItems'];

/** What its `exports` are. */
export interface EarlyAssistant {
  /** What it suggests from now on, wherever it is asked; without an answer, what its script says. */
  suggest(answer: Answer | undefined): void;
}

/** In the workspace: what a line ends with before the cursor, and what is suggested then. */
const SCRIPT = '.early.json';

let told: Answer | undefined;

async function scripted(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.InlineCompletionItem[]> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) return [];
  const line = document.lineAt(position).text.slice(0, position.character);
  try {
    const text = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, SCRIPT));
    const script = JSON.parse(new TextDecoder().decode(text)) as Readonly<Record<string, string>>;
    return Object.entries(script)
      .filter(([typed]) => line.endsWith(typed))
      .map(([, insert]) => new vscode.InlineCompletionItem(insert, new vscode.Range(position, position)));
  } catch {
    // Most workspaces have none.
    return [];
  }
}

const registration = vscode.languages.registerInlineCompletionItemProvider(
  { pattern: '**' },
  { provideInlineCompletionItems: (...args) => (told ? told(...args) : scripted(args[0], args[1])) },
);

export function activate({ subscriptions }: vscode.ExtensionContext): EarlyAssistant {
  subscriptions.push(registration);
  return {
    suggest(answer) {
      told = answer;
    },
  };
}
