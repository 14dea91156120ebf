/**
 * A list in parts, in its order, each as long as it may be: of so many, and of so much weight, unless it is a single one.
 *
 * @param weightOf one of them
 */
export function inParts<T>(
  all: readonly T[],
  most: { readonly count: number; readonly weight: number },
  weightOf: (one: T) => number,
): T[][] {
  const parts: T[][] = [];
  let weight = 0;
  for (const one of all) {
    const part = parts.at(-1);
    const next = weight + weightOf(one);
    if (part && part.length < most.count && next <= most.weight) {
      part.push(one);
      weight = next;
    } else {
      parts.push([one]);
      weight = weightOf(one);
    }
  }
  return parts;
}
