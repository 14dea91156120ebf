/** Where in a policy a value stands: `['rules', 3, 'match', 'any', 0]`. */
export type KeyPath = readonly (string | number)[];

/** `rules[3].match.any[0]`, for messages. */
export const formatKeyPath = (path: KeyPath): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
