/** Knows every inline suggestion that is in the page, and that ever was, if only for a moment. */
import type { Page } from 'playwright-core';
import type { MutationObserverClass, PageDocument, PageElement } from './pageDom';

/** What the page showed of a suggestion at one moment. */
export interface Sighting {
  /** `insertion`: ghost text. `deletion`: a line that a next-edit suggestion strikes out. `edit`: its other parts. */
  readonly kind: 'insertion' | 'deletion' | 'edit';
  /** As drawn: non-breaking spaces are spaces, lines are separated by \n. */
  readonly text: string;
}

declare const document: PageDocument;
declare const MutationObserver: MutationObserverClass;
/** The page's global object; the script below fills both: what is drawn now, and all that was. */
declare const window: { parapetShown?: readonly Sighting[]; parapetSightings?: Sighting[] };

/**
 * Runs in the page, before the workbench loads. An observer is called after every change of the document and before
 * the next frame, so that nothing can be painted that it has not seen.
 */
function watch(): void {
  const sightings: Sighting[] = [];
  window.parapetSightings = sightings;
  // Everything stands inside, since only this function reaches the page.
  const NON_BREAKING = /\u00a0/g;
  const GHOST = '.ghost-text-decoration, .ghost-text-decoration-preview, .suggest-preview-text';
  const DELETION = '.inlineCompletions-char-delete, .inlineCompletions-line-delete';
  const EDIT = '.inline-edits-view, .inline-edits-long-distance-hint-widget';
  const plain = (element: PageElement): string => (element.textContent ?? '').replace(NON_BREAKING, ' ');
  const insertion = (): string => {
    const parts = [...document.querySelectorAll(GHOST)];
    const inline = parts.filter((part) => !part.matches('.suggest-preview-text')).map((part) => plain(part));
    const below = parts
      .filter((part) => part.matches('.suggest-preview-text'))
      .flatMap((block) => [...block.querySelectorAll('.view-line')].map((line) => plain(line)));
    return [inline.join(''), ...below].join('\n');
  };
  const lineAt = (element: PageElement): string => {
    const box = element.getBoundingClientRect();
    if (box.width === 0) return '';
    const middle = (box.top + box.bottom) / 2;
    const line = [...document.querySelectorAll('.view-lines .view-line')].find((candidate) => {
      const { top, bottom } = candidate.getBoundingClientRect();
      return top <= middle && middle <= bottom;
    });
    return line === undefined ? '' : plain(line);
  };
  const shownNow = (): Sighting[] => {
    const all: Sighting[] = [{ kind: 'insertion', text: insertion() }];
    for (const element of document.querySelectorAll(DELETION))
      all.push({ kind: 'deletion', text: lineAt(element) });
    for (const element of document.querySelectorAll(EDIT))
      if (element.checkVisibility()) all.push({ kind: 'edit', text: plain(element) });
    return all.filter(({ text }) => text.trim() !== '');
  };
  const look = (): void => {
    const shown = shownNow();
    window.parapetShown = shown;
    for (const { kind, text } of shown) {
      const last = sightings.findLast((sighting) => sighting.kind === kind);
      if (last?.text !== text) sightings.push({ kind, text });
    }
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['class', 'style'],
  });
}

/** To be called once, before the page is loaded. */
export async function installSuggestionWatch(page: Page): Promise<void> {
  await page.addInitScript(watch);
}

/** All sightings since the page was loaded or `forgetSightings` was called. */
export const sightings = (page: Page): Promise<readonly Sighting[]> =>
  page.evaluate(() => window.parapetSightings ?? []);

export const forgetSightings = (page: Page): Promise<void> =>
  page.evaluate(() => {
    if (window.parapetSightings) window.parapetSightings.length = 0;
  });

/** Whether any suggestion is drawn. */
export const isSuggesting = (page: Page): Promise<boolean> =>
  page.evaluate(() => (window.parapetShown?.length ?? 0) > 0);

/** Waits until a suggestion of that kind is drawn that contains `text`. */
export async function untilShown(
  page: Page,
  kind: Sighting['kind'],
  text: string,
  timeoutMs: number,
): Promise<void> {
  const wanted = { kind, text };
  try {
    await page.waitForFunction(
      ({ kind: wantedKind, text: wantedText }) =>
        window.parapetShown?.some((shown) => shown.kind === wantedKind && shown.text.includes(wantedText)),
      wanted,
      { timeout: timeoutMs },
    );
  } catch (error) {
    const seen = JSON.stringify(await sightings(page));
    throw new Error(`No ${kind} with “${text}” appeared within ${timeoutMs} ms. Ever seen: ${seen}`, {
      cause: error,
    });
  }
}
