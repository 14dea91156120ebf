/** Drives VS Code's workbench in a page as a person would, and reads what a person would see. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { poll, REACT_MS } from './poll';
import type { Settings } from './settings';
import {
  EDITOR,
  readLines,
  readNotes,
  readStatusBarItem,
  type Note,
  type StatusBarItem,
} from './pageReading';
import {
  forgetSightings,
  installSuggestionWatch,
  isSuggesting,
  sightings,
  untilShown,
  type Sighting,
} from './suggestionWatch';

const START_MS = 60_000;

/** A hover comes after some 300 ms. */
const HOVER_MS = 3_000;
const POINTING_MS = 30_000;
/** Pixels: some lines up. */
const AWAY = 60;

const PICKER = '.quick-input-widget';

/** Quoted for use in an attribute selector. */
const quoted = (text: string): string => JSON.stringify(text);

const plain = (text: string): string => text.replaceAll('\u00a0', ' ').trim();

export class Workbench {
  constructor(readonly page: Page) {}

  /** Loads the workbench at `url` (Server.url) and waits until it can be used. */
  async load(url: string): Promise<void> {
    this.page.setDefaultTimeout(REACT_MS);
    await installSuggestionWatch(this.page);
    await this.page.goto(url, { timeout: START_MS });
    await this.untilLoaded();
  }

  async untilLoaded(): Promise<void> {
    await this.page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: START_MS });
  }

  /** Reloads the window, which starts a new extension host. */
  async reload(): Promise<void> {
    await this.page.reload({ timeout: START_MS });
    await this.untilLoaded();
  }

  // --- finding one's way ---

  /** Opens a file of the workspace and puts the cursor into it. `file` is workspace-relative with `/`. */
  async openFile(file: string): Promise<void> {
    const { page } = this;
    const name = path.posix.basename(file);
    const folder = path.posix.dirname(file) === '.' ? '' : path.dirname(path.normalize(file));
    await this.#openPicker('ControlOrMeta+p');
    await page.keyboard.insertText(file);
    // The label goes on with whether it is unsaved, then the folder.
    const row = `[aria-label^=${quoted(name)}][aria-label*=${quoted(folder === '' ? name : ` ${folder}`)}]`;
    await page.waitForSelector(`${PICKER} .monaco-list-row.focused${row}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`.tab.active[data-resource-name=${quoted(name)}]`);
    await this.focusEditor();
  }

  async focusEditor(): Promise<void> {
    // The first line's beginning: nothing to click through to stands there.
    await this.page
      .locator(`${EDITOR} .view-lines`)
      .first()
      .click({ position: { x: 2, y: 8 } });
    await this.page.waitForSelector(`${EDITOR}.focused`);
  }

  /** Puts the focus into the editor that is open, wherever its cursor and its window into the text are. */
  async focusGroup(): Promise<void> {
    await this.page.waitForSelector(EDITOR);
    await this.page.keyboard.press('ControlOrMeta+1');
    await this.page.waitForSelector(`${EDITOR}.focused`);
  }

  /** Puts the cursor at a 1-based line and column; without a column at the line's end. */
  async goTo(line: number, column?: number): Promise<void> {
    const { page } = this;
    await this.#openPicker('Control+g');
    await page.keyboard.insertText(`${line}:${column ?? 1}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector(PICKER, { state: 'hidden' });
    await page.waitForSelector(`[id="status.editor.selection"][aria-label^="Ln ${line},"]`);
    if (column === undefined) await page.keyboard.press('End');
  }

  /** Runs a command by its title in the palette, e.g. `Parapet: Show Log`. */
  async runCommand(title: string): Promise<void> {
    const { page } = this;
    await this.#openPicker('F1');
    await page.keyboard.insertText(title);
    // The label may go on with the keys.
    const row = (label: string): string => `${PICKER} .monaco-list-row[aria-label${label}]`;
    await page.click(`${row(`=${quoted(title)}`)}, ${row(`^=${quoted(`${title}, `)}`)}`);
  }

  async #openPicker(keys: string): Promise<void> {
    const picker = this.page.locator(PICKER);
    if (await picker.isVisible()) {
      await this.page.keyboard.press('Escape');
      await picker.waitFor({ state: 'hidden' });
    }
    await this.page.keyboard.press(keys);
    await this.page.waitForSelector(`${PICKER} input:focus`);
  }

  // --- writing ---

  /** Types as a person does, key by key. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** Saves the active editor and waits until it is on disk. */
  async save(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+s');
    await this.page.waitForSelector('.tab.active:not(.dirty)');
  }

  /** Gives up what was typed into the active editor since it was saved. */
  async revert(): Promise<void> {
    await this.runCommand('File: Revert File');
    await this.page.waitForSelector('.tab.active:not(.dirty)');
  }

  /** Replaces the user's settings, in their editor: the server does not notice when the file changes on disk. */
  async writeUserSettings(settings: Settings): Promise<void> {
    await this.runCommand('Preferences: Open User Settings (JSON)');
    await this.page.waitForSelector('.tab.active[data-resource-name="settings.json"]');
    await this.page.waitForSelector(`${EDITOR}.focused`);
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.insertText(JSON.stringify(settings));
    await this.save();
    await this.runCommand('View: Close Editor');
    await this.page.waitForSelector('.tab[data-resource-name="settings.json"]', { state: 'detached' });
  }

  // --- suggestions ---

  /** Waits until a suggestion that inserts `text` is shown. */
  untilSuggested(text: string, timeoutMs = REACT_MS): Promise<void> {
    return untilShown(this.page, 'insertion', text, timeoutMs);
  }

  /** Waits until an edit suggestion strikes out a line that contains `text`. */
  untilDeletionSuggested(text: string): Promise<void> {
    return untilShown(this.page, 'deletion', text, REACT_MS);
  }

  /** Accepts the suggestion that is shown and waits until it is drawn no more. */
  async accept(): Promise<void> {
    await this.page.keyboard.press('Tab');
    await this.page.waitForSelector('.ghost-text-decoration, .suggest-preview-text', { state: 'detached' });
  }

  /** Every suggestion that was in the page, however briefly, since `forgetSuggestions`. */
  everSuggested(): Promise<readonly Sighting[]> {
    return sightings(this.page);
  }

  forgetSuggestions(): Promise<void> {
    return forgetSightings(this.page);
  }

  // --- reading ---

  /** Texts of the lines in view of the active editor, from top to bottom, without what is only suggested there. */
  lines(): Promise<string[]> {
    return readLines(this.page);
  }

  /** Texts that decorations append to lines, in the order of the page. */
  async notes(): Promise<string[]> {
    return (await readNotes(this.page)).map((note) => note.text);
  }

  /** Waits for a note that contains `text` and returns it whole. */
  async untilNote(text: string): Promise<string> {
    return (await this.#untilNote(text)).text;
  }

  #untilNote(text: string): Promise<Note> {
    const find = async (): Promise<Note | undefined> =>
      (await readNotes(this.page)).find((note) => note.text.includes(text));
    return poll(find, `a note with “${text}”`, () => this.notes());
  }

  /**
   * Text of the hover over the note that contains `text`, shown by pointing at it. Points again where none comes: a
   * note that is drawn anew at that moment, or a page that is busy, ends a hover before it is seen.
   */
  async hoverNote(text: string): Promise<string> {
    const { page } = this;
    // Others may be in the page that nobody sees.
    const shown = '.monaco-hover:not(.hidden) .hover-contents:visible';
    const hover = page.locator(shown, { hasText: /\S/ }).first();
    const point = async (): Promise<string | undefined> => {
      // What is suggested at the end of a line has a hover of its own there.
      if (await isSuggesting(page)) await page.keyboard.press('Escape');
      const note = await this.#untilNote(text);
      await page.mouse.move(note.x, note.y - AWAY);
      // Two moves, since a hover starts with a movement over its target.
      await page.mouse.move(note.x - 2, note.y);
      await page.mouse.move(note.x, note.y);
      const isThere = await hover.waitFor({ timeout: HOVER_MS }).then(
        () => true,
        () => false,
      );
      return isThere ? plain(await hover.innerText()) : undefined;
    };
    return poll(point, `the hover over the note with “${text}”`, () => this.notes(), POINTING_MS);
  }

  /** An item of the status bar by the id it was created with, if it is there. */
  statusBarItem(id: string, extension = 'parapet.parapet'): Promise<StatusBarItem | undefined> {
    return readStatusBarItem(this.page, `${extension}.${id}`);
  }

  /** Waits until the item's text and tooltip match. */
  async untilStatus(id: string, pattern: RegExp): Promise<StatusBarItem> {
    const matching = async (): Promise<StatusBarItem | undefined> => {
      const item = await this.statusBarItem(id);
      return item !== undefined && pattern.test(`${item.text} ${item.label}`) ? item : undefined;
    };
    return poll(matching, `the status bar item ${id} to match ${pattern}`, () => this.statusBarItem(id));
  }

  /** Messages of the notifications that are up. */
  notifications(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** Rows of the Problems view, which it opens: files, and under each `message  source  [Ln 3, Col 5]`. */
  async problems(): Promise<string[]> {
    if ((await this.page.locator('.markers-panel').count()) === 0)
      await this.runCommand('Problems: Focus on Problems View');
    await this.page.waitForSelector('.markers-panel');
    return this.page.locator('.markers-panel .monaco-list-row').allInnerTexts();
  }

  async screenshot(file: string): Promise<void> {
    // Without the fading in and out of hovers.
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }
}
