/** Settings whose value an edit changes: what the `changed` of a rule speaks of (contract 1). */
import type { Direction } from '../model';
import { compareQuantities } from './settings/quantity';
import type { Setting } from './settings/setting';

export { changedSettings, type SettingChange } from './settings/compare';
export { MAX_SETTINGS, readSettings } from './settings/read';
export type { Setting } from './settings/setting';

const ON = new Set(['true', 'yes', 'on', 'enabled', 'enable', '1']);
const OFF = new Set(['false', 'no', 'off', 'disabled', 'disable', '0', 'none', 'suspended']);

/**
 * Whether a rule's key names this setting: its last dotted part is the setting's own name, the parts before it the
 * nearest names that it stands in. Letter case, `-` and `_` do not count, so `deletion_protection` is also
 * `deletionProtection`. A name of three words and more may have something in front, as the inputs of a module have:
 * `db_backup_retention_period`.
 */
export function settingMatches(key: string, { path, key: name }: Setting): boolean {
  const wanted = key.split('.').map(folded);
  if (wanted.length - 1 > path.length || !isNamed(key, wanted.at(-1)!, name)) return false;
  return wanted.every(
    (part, i) => i === wanted.length - 1 || part === folded(path.at(i + 1 - wanted.length)!),
  );
}

function isNamed(key: string, wanted: string, name: string): boolean {
  const own = folded(name);
  if (own === wanted) return true;
  return own.endsWith(wanted) && SEVERAL_WORDS.test(key) && name.split(/[-_]/).length > 3;
}

/** Of two words, such as `max_size`, too many names end. */
const SEVERAL_WORDS = /^[a-z]+(?:[-_][a-z]+){2,}$/;

const folded = (name: string): string => name.replace(/[-_]/g, '').toLowerCase();

/**
 * Whether a setting went that way. `lower` and `higher` want two values that can be compared; `removed` wants it
 * gone; `on` and `off` want it so now, be it new, where it was not before.
 */
export function settingMoved(
  direction: Direction,
  old: Setting | undefined,
  now: Setting | undefined,
): boolean {
  switch (direction) {
    case 'removed':
      return old !== undefined && now === undefined;
    case 'on':
      return isOneOf(ON, now) && !isOneOf(ON, old);
    case 'off':
      return isOneOf(OFF, now) && !isOneOf(OFF, old);
    case 'lower':
    case 'higher': {
      const difference = old && now ? compareQuantities(now.value, old.value) : undefined;
      return difference !== undefined && (direction === 'lower' ? difference < 0 : difference > 0);
    }
  }
}

const isOneOf = (words: ReadonlySet<string>, setting: Setting | undefined): boolean =>
  setting !== undefined && words.has(setting.value.toLowerCase());
