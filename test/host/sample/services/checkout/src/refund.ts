import type { Item } from './pricing';

export interface Refund {
  readonly order: string;
  readonly items: readonly Item[];
  readonly reason: string;
}

/** Only what was bought can be given back. */
export function isRefundable(refund: Refund, bought: readonly Item[]): boolean {
  return refund.items.every((item) =>
    bought.some((one) => one.sku === item.sku && one.quantity >= item.quantity),
  );
}
