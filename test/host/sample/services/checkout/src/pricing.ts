export interface Item {
  readonly sku: string;
  readonly quantity: number;
  /** In cents. */
  readonly price: number;
}

/** Discount in cents; never more than the price. */
export function discount(item: Item, percent: number): number {
  const full = item.price * item.quantity;
  return Math.min(full, Math.round((full * percent) / 100));
}
