/** A name with a value, as configuration in any language writes it. */
export interface Setting {
  /** Names of what it stands in, the outermost first: YAML parents, block headers, sections, dotted prefixes. */
  readonly path: readonly string[];
  readonly key: string;
  /** Without quotes; `''` for a setting that holds others, `true` for a flag without a value. */
  readonly value: string;
  /** UTF-16 offsets, from the key to the end of the value. */
  readonly start: number;
  readonly end: number;
}
