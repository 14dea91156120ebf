/** A card number never leaves this service; others see its token. */
export interface Token {
  readonly value: string;
  readonly expires: Date;
}
