/** A stand-in for an AI completion extension: offers what a script says, through VS Code's API alone. */
import * as vscode from 'vscode';
import { make, type AssistantCall } from './calls';
import { journal } from './journal';
import { ScriptedProvider, ToldProvider } from './provider';
import type { ScriptEntry } from './script';

/** In the extension for what it always knows, in the workspace for what a test adds. */
const SCRIPTS = { own: 'suggestions.json', workspace: '.assistant.json' };

async function read(uri: vscode.Uri): Promise<readonly ScriptEntry[]> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return JSON.parse(text) as ScriptEntry[];
  } catch {
    // Neither script need be there, and a person may be half-way through writing one.
    return [];
  }
}

export function activate(context: vscode.ExtensionContext): void {
  const manifest = context.extension.packageJSON as {
    readonly name: string;
    readonly enabledApiProposals?: readonly string[];
  };
  const log = journal(manifest.name);
  const own = read(vscode.Uri.joinPath(context.extensionUri, SCRIPTS.own));

  const script = async (): Promise<readonly ScriptEntry[]> => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const added = await Promise.all(
      folders.map((folder) => read(vscode.Uri.joinPath(folder.uri, SCRIPTS.workspace))),
    );
    return [...added.flat(), ...(await own)];
  };

  const Provider = manifest.enabledApiProposals === undefined ? ScriptedProvider : ToldProvider;
  context.subscriptions.push(
    vscode.commands.registerCommand(`demo.${manifest.name}.accepted`, (text: string) =>
      log.write({ event: 'accepted', text }),
    ),
    vscode.commands.registerCommand(`demo.${manifest.name}.call`, (call: AssistantCall) => make(call)),
    vscode.languages.registerInlineCompletionItemProvider(
      { pattern: '**' },
      new Provider(manifest.name, script, log),
    ),
  );
  log.write({ event: 'activated' });
}
