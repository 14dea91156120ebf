/** What stands in the gutter beside the lines of the active editor. */
import type { Page } from 'playwright-core';
import type { PageDocument, PageElement } from './pageDom';
import { EDITOR } from './pageReading';

declare const document: PageDocument;
declare const getComputedStyle: (element: PageElement) => { readonly backgroundImage: string };

/** How many lines in sight have an icon whose file has such a name and is there; there may be one for each theme. */
export async function gutterIcons(page: Page, icon: RegExp): Promise<number> {
  const images = await page.evaluate(
    (editor) =>
      [...document.querySelectorAll(`${editor} .glyph-margin-widgets *`)].map(
        (element) => getComputedStyle(element).backgroundImage,
      ),
    EDITOR,
  );
  const addresses = images
    .map((image) => /^url\("(.*)"\)$/.exec(image)?.[1] ?? '')
    .filter((address) => icon.test(address));
  const there = await Promise.all(addresses.map(async (address) => (await page.request.get(address)).ok()));
  return there.filter(Boolean).length;
}
