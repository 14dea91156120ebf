/**
 * What tests and the tour use to try Parapet in a real VS Code in a real browser. A session is one VS Code server with
 * one open window:
 *
 *   const session = await openEditor({ files: { 'infra/a.sh': '' }, script: [{ typed: 'terraform pl', insert: 'an' }] });
 *   await session.workbench.openFile('infra/a.sh');
 *   await session.workbench.type('terraform pl');
 *   await session.workbench.untilSuggested('an');
 *   await session.close();
 */
import fs from 'node:fs';
import path from 'node:path';
import type { ScriptEntry } from './assistant/src/script';
import { AssistantJournal } from './drive/assistantJournal';
import { launchBrowser } from './drive/browser';
import { startCodeServer, type Server } from './drive/codeServer';
import { literalTypingSettings, quietSettings, type Settings } from './drive/settings';
import { Workbench } from './drive/workbench';
import { packageAll, vsixPath, type AssistantName } from './install/packages';
import { provisionEditor } from './install/provision';
import { inCache } from './paths';
import { createWorkspace, removeWorkspace, writeFiles, type Files } from './workspace';

export type { ScriptEntry } from './assistant/src/script';
export type { JournalRecord } from './drive/assistantJournal';
export type { Sighting } from './drive/suggestionWatch';
export type { StatusBarItem } from './drive/pageReading';
export { poll } from './drive/poll';
export type { AssistantName, Files, Settings, Workbench };

export interface EditorOptions {
  /** The workspace's files; without them it is a copy of the sample workspace. Either way a git repository. */
  readonly files?: Files;
  /** What the assistants offer besides the demo's own script: becomes `.assistant.json`, not committed. */
  readonly script?: readonly ScriptEntry[];
  /** Default: `assistant` and `assistant-edits`. */
  readonly assistants?: readonly AssistantName[];
  /** VSIX files of further extensions. */
  readonly extensions?: readonly string[];
  /** User settings besides those that make typing literal and VS Code quiet. */
  readonly settings?: Settings;
  /** False: without Parapet, to see what would appear. */
  readonly parapet?: boolean;
  /** True: VS Code asks whether to trust the folder; until then it runs restricted. */
  readonly workspaceTrust?: boolean;
  /** Environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What ends a session, in the order in which it was begun. */
type Undo = () => Promise<void> | void;

export class EditorSession {
  readonly #server: Server;
  readonly #settings: Settings;
  readonly #undo: readonly Undo[];

  private constructor(
    /** The window, with the workspace open and the assistants active. */
    readonly workbench: Workbench,
    /** Absolute path of the workspace. */
    readonly folder: string,
    /** What the assistants offered, shown or not. */
    readonly journal: AssistantJournal,
    parts: { readonly server: Server; readonly settings: Settings; readonly undo: readonly Undo[] },
  ) {
    this.#server = parts.server;
    this.#settings = parts.settings;
    this.#undo = parts.undo;
  }

  static async open(options: EditorOptions = {}): Promise<EditorSession> {
    const undo: Undo[] = [];
    try {
      return await EditorSession.#open(options, undo);
    } catch (error) {
      await endInReverse(undo);
      throw error;
    }
  }

  static async #open(options: EditorOptions, undo: Undo[]): Promise<EditorSession> {
    await packageAll();
    const editor = await provisionEditor();
    const assistants = options.assistants ?? ['assistant', 'assistant-edits'];
    const extensions = [...(options.parapet === false ? [] : (['parapet'] as const)), ...assistants];

    const folder = await createWorkspace(options.files ?? 'sample');
    undo.push(() => removeWorkspace(folder));
    if (options.script !== undefined)
      writeFiles(folder, { '.assistant.json': JSON.stringify(options.script) });
    const journal = new AssistantJournal(path.join(path.dirname(folder), 'assistant.jsonl'));

    const settings = { ...literalTypingSettings, ...options.settings };
    const server = await startCodeServer(editor, {
      extensions: [...extensions.map(vsixPath), ...(options.extensions ?? [])],
      settings,
      env: { DEMO_ASSISTANT_JOURNAL: journal.file, ...options.env },
      proposedApi: ['demo.assistant-edits'],
      workspaceTrust: options.workspaceTrust ?? false,
    });
    undo.push(() => server.stop());
    const browser = await launchBrowser();
    undo.push(() => browser.close());

    const workbench = new Workbench(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
    const session = new EditorSession(workbench, folder, journal, { server, settings, undo });
    try {
      await workbench.load(server.url(folder));
      await session.#untilAssistantsAreActive(assistants);
    } catch (error) {
      await session.keepScreenshot('failed-start');
      throw error;
    }
    return session;
  }

  async #untilAssistantsAreActive(assistants: readonly AssistantName[]): Promise<void> {
    for (const name of assistants) {
      const isActive = (record: { assistant: string; event: string }): boolean =>
        record.assistant === name && record.event === 'activated';
      await this.journal.until(isActive, `${name} to be active`, 60_000);
    }
  }

  /** Reloads the window: a new extension host, the same files and settings. */
  async reload(): Promise<void> {
    const names = new Set(this.journal.records().map((record) => record.assistant as AssistantName));
    this.journal.clear();
    await this.workbench.reload();
    await this.#untilAssistantsAreActive([...names]);
  }

  /**
   * Changes user settings from those that the session began with (not from those that an earlier call made), as a
   * person would who edits them; takes a second. The editor that was active before is active afterwards.
   */
  changeSettings(changes: Settings): Promise<void> {
    return this.workbench.writeUserSettings({ ...quietSettings, ...this.#settings, ...changes });
  }

  /** Reads a file as it is on disk. */
  read(file: string): string {
    return fs.readFileSync(path.join(this.folder, file), 'utf8');
  }

  /** Writes a file as another program would. */
  write(file: string, text: string): void {
    writeFiles(this.folder, { [file]: text });
  }

  /** Text of a log that an extension of this window keeps: `parapet.parapet`, file name without `.log`. */
  extensionLog(extension: string, name: string): string {
    const logs = path.join(this.#server.userDataDir, 'logs');
    const files = fs.existsSync(logs) ? fs.readdirSync(logs, { recursive: true, encoding: 'utf8' }) : [];
    const wanted = path.join(extension, `${name}.log`);
    return files
      .filter((file) => file.endsWith(wanted))
      .toSorted()
      .map((file) => fs.readFileSync(path.join(logs, file), 'utf8'))
      .join('');
  }

  /** Saves what the window shows to `.vscode-test/screenshots/NAME.png`, to look at after a failure. */
  async keepScreenshot(name: string): Promise<string> {
    const file = inCache('screenshots', `${name.replace(/[^\w-]+/g, '-').slice(0, 100)}.png`);
    await this.workbench.screenshot(file);
    return file;
  }

  /** Ends the browser and the server and removes the workspace. */
  close(): Promise<void> {
    return endInReverse(this.#undo);
  }
}

async function endInReverse(undo: readonly Undo[]): Promise<void> {
  for (const step of undo.toReversed()) await step();
}

/** Opens a VS Code with Parapet and the demo assistants. Takes about ten seconds; the caller closes it. */
export const openEditor = (options?: EditorOptions): Promise<EditorSession> => EditorSession.open(options);

/** To be called inside a `describe`: after a failed test, keeps a screenshot named after it. */
export function keepScreenshotsOfFailures(session: () => EditorSession | undefined): void {
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await session()
      ?.keepScreenshot(this.currentTest.fullTitle())
      .catch(() => undefined);
  });
}
