import { keyOf, type Choice } from '../pattern/literal';

/** A list of choices in the making, those that are alike once. */
export interface Placing {
  readonly list: readonly Choice[];
  /** The choice's place in the list, where it is put if it is not there. */
  of(this: void, choice: Choice): number;
}

export function placing(): Placing {
  const list: Choice[] = [];
  const places = new Map<Choice, number>();
  const byKey = new Map<string, number>();
  return {
    list,
    of(choice) {
      let place = places.get(choice);
      if (place === undefined) {
        const key = choice.map(keyOf).join('\0');
        place = byKey.get(key) ?? list.push(choice) - 1;
        byKey.set(key, place);
        places.set(choice, place);
      }
      return place;
    },
  };
}
