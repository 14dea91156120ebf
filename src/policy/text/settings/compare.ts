import type { Setting } from './setting';

/** What became of one setting; without `old` it is new, without `new` it is gone. */
export interface SettingChange {
  readonly key: string;
  readonly path: readonly string[];
  readonly old?: Setting;
  readonly new?: Setting;
}

/**
 * The settings whose value differs. Those of one name and path are paired in order, once what is alike at both ends
 * is set aside; what is left over is paired by name and nearest parent where as many went as came, since then the
 * text around them was renamed or moved.
 */
export function changedSettings(
  before: readonly Setting[],
  after: readonly Setting[],
): readonly SettingChange[] {
  const paired = new Pairing();
  const rest = withoutCommonEnds(before, after);
  const byPlace = grouped(rest.before, rest.after, ({ path, key }) => [...path, key].join('\0'));
  for (const group of byPlace) paired.pair(group);
  const leftOver = paired.takeSingles();
  for (const group of grouped(leftOver.before, leftOver.after, ({ path, key }) => `${path.at(-1)}\0${key}`)) {
    paired.pair(group, group.before.length === group.after.length);
  }
  return paired.changes();
}

interface Sides {
  readonly before: readonly Setting[];
  readonly after: readonly Setting[];
}

class Pairing {
  readonly #changes: SettingChange[] = [];
  #before: Setting[] = [];
  #after: Setting[] = [];

  pair(group: Sides, inOrder = true): void {
    const { before, after } = withoutCommonEnds(group.before, group.after);
    const pairs = inOrder ? Math.min(before.length, after.length) : 0;
    for (let i = 0; i < pairs; i++) {
      const old = before[i]!;
      const now = after[i]!;
      if (old.value !== now.value) this.#changes.push({ key: now.key, path: now.path, old, new: now });
    }
    this.#before.push(...before.slice(pairs));
    this.#after.push(...after.slice(pairs));
  }

  takeSingles(): Sides {
    const singles = { before: this.#before, after: this.#after };
    this.#before = [];
    this.#after = [];
    return singles;
  }

  /** In the order of the text. */
  changes(): readonly SettingChange[] {
    const gone = this.#before.map((old): SettingChange => ({ key: old.key, path: old.path, old }));
    const added = this.#after.map((now): SettingChange => ({ key: now.key, path: now.path, new: now }));
    const place = (change: SettingChange): number => (change.new ?? change.old)!.start;
    return [...this.#changes, ...gone, ...added].toSorted((a, b) => place(a) - place(b));
  }
}

function grouped(
  before: readonly Setting[],
  after: readonly Setting[],
  keyOf: (setting: Setting) => string,
): Sides[] {
  const groups = new Map<string, { before: Setting[]; after: Setting[] }>();
  const groupOf = (setting: Setting): { before: Setting[]; after: Setting[] } => {
    const key = keyOf(setting);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { before: [], after: [] }));
    return group;
  };
  for (const setting of before) groupOf(setting).before.push(setting);
  for (const setting of after) groupOf(setting).after.push(setting);
  return [...groups.values()];
}

function withoutCommonEnds(before: readonly Setting[], after: readonly Setting[]): Sides {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && alike(before[start]!, after[start]!)) start++;
  let end = 0;
  while (end < shorter - start && alike(before.at(-1 - end)!, after.at(-1 - end)!)) end++;
  return { before: before.slice(start, before.length - end), after: after.slice(start, after.length - end) };
}

const alike = (a: Setting, b: Setting): boolean =>
  a.value === b.value &&
  a.key === b.key &&
  a.path.length === b.path.length &&
  a.path.every((name, i) => name === b.path[i]);
