/**
 * As much of the browser's API as the functions use that run in the page. TypeScript's own `dom` library would give
 * the whole product a `window` that it does not have.
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PageElement {
  readonly textContent: string | null;
  readonly classList: Iterable<string>;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): Box;
  checkVisibility(): boolean;
  matches(selector: string): boolean;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export type PageDocument = Pick<PageElement, 'querySelectorAll'>;

/** `element` is a PageElement; `part` a pseudo-element such as `::after`. */
export type GetComputedStyle = (element: PageElement, part: string) => { readonly content: string };

export type MutationObserverClass = new (callback: () => void) => {
  observe(
    target: PageDocument,
    options: {
      readonly subtree: boolean;
      readonly childList: boolean;
      readonly characterData: boolean;
      readonly attributes: boolean;
      readonly attributeFilter: readonly string[];
    },
  ): void;
};
