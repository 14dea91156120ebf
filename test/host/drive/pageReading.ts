/** Reads what the workbench shows in places that have no plain text of their own. */
import type { Page } from 'playwright-core';
import type { GetComputedStyle, PageDocument } from './pageDom';

declare const document: PageDocument;
declare const getComputedStyle: GetComputedStyle;

/** The editor that has, or last had, the focus. */
export const EDITOR = '.editor-group-container.active .editor-instance .monaco-editor';

export interface StatusBarItem {
  /** What is written in the bar, icons left out. */
  readonly text: string;
  /** Text and tooltip together, as a screen reader says them. */
  readonly label: string;
  /** VS Code's classes, among them `warning-kind` and `error-kind` for the backgrounds. */
  readonly kinds: readonly string[];
}

/** Text that a decoration appends to a line, and the middle of the place where it stands. */
export interface Note {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Notes in the order of the page. They are content of CSS pseudo-elements, so no element holds their text. */
export function readNotes(page: Page): Promise<Note[]> {
  return page.evaluate((editor) => {
    return [...document.querySelectorAll(`${editor} .view-line span`)].flatMap((span) => {
      const { content } = getComputedStyle(span, '::after');
      if (!content.startsWith('"')) return [];
      // CSS escapes a quotation mark and a backslash as JSON does.
      const text = (JSON.parse(content) as string).replaceAll('\u00a0', ' ').trim();
      const { x, y, width, height } = span.getBoundingClientRect();
      return text === '' ? [] : [{ text, x: x + width / 2, y: y + height / 2 }];
    });
  }, EDITOR);
}

/** Texts of the lines in view, from top to bottom, without what is only suggested or noted there. */
export function readLines(page: Page): Promise<string[]> {
  return page.evaluate((editor) => {
    const written = [...document.querySelectorAll(`${editor} .view-lines > .view-line`)].map((line) => {
      // Pieces of a line that are drawn alike stand beside each other in one element.
      const parts = [...line.querySelectorAll(':scope > span > span')];
      const text = parts
        .filter((part) => ![...part.classList].some((name) => name.startsWith('ghost-text')))
        .map((part) => part.textContent ?? '')
        .join('');
      return { top: line.getBoundingClientRect().top, text: text.replaceAll('\u00a0', ' ') };
    });
    return written.toSorted((a, b) => a.top - b.top).map(({ text }) => text.trimEnd());
  }, EDITOR);
}

export function readStatusBarItem(page: Page, domId: string): Promise<StatusBarItem | undefined> {
  return page.evaluate((id) => {
    const [element] = document.querySelectorAll(`.statusbar-item[id=${JSON.stringify(id)}]`);
    if (element === undefined) return undefined;
    return {
      text: (element.textContent ?? '').trim(),
      label: element.getAttribute('aria-label') ?? '',
      kinds: [...element.classList],
    };
  }, domId);
}
