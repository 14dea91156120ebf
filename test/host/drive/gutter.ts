/** What stands in the gutter beside the lines of the active editor. */
import type { Page } from 'playwright-core';
import type { PageDocument, PageElement } from './pageDom';
import { EDITOR } from './pageReading';

declare const document: PageDocument;
declare const getComputedStyle: (element: PageElement) => { readonly backgroundImage: string };

/** How many lines in sight have the icon with that file name. */
export function gutterIcons(page: Page, icon: string): Promise<number> {
  return page.evaluate(
    ({ editor, name }) =>
      [...document.querySelectorAll(`${editor} .glyph-margin-widgets *`)].filter((element) =>
        getComputedStyle(element).backgroundImage.includes(name),
      ).length,
    { editor: EDITOR, name: icon },
  );
}
