import type { Offer } from '../../provenance/offer';
import type { UriShape } from '../intercept/shapes';

interface Cell {
  readonly notebook: UriShape;
  readonly offer: Offer;
}

const withLineFeeds = (text: string): string => text.replaceAll('\r\n', '\n');

/** Cells that a tool is adding to a notebook. Where they are is not known before they are there, with all of their text. */
export class ExpectedCells {
  private readonly cells = new Set<Cell>();

  /** Until the result is disposed of. */
  add(notebook: UriShape, offers: readonly Offer[]): { dispose(): void } {
    const added = offers.map((offer): Cell => ({ notebook, offer }));
    for (const cell of added) this.cells.add(cell);
    return {
      dispose: () => {
        for (const cell of added) this.cells.delete(cell);
      },
    };
  }

  /** What a cell that has just been opened is, if it was expected. */
  take({ scheme, path }: Pick<UriShape, 'scheme' | 'path'>, text: string): Offer | undefined {
    if (scheme !== 'vscode-notebook-cell' || text === '') return undefined;
    const cell = [...this.cells].find(
      ({ notebook, offer }) =>
        notebook.path === path && withLineFeeds(offer.insertText) === withLineFeeds(text),
    );
    if (cell) this.cells.delete(cell);
    return cell?.offer;
  }
}
