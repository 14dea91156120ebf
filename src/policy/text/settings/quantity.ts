/** Numbers with units, compared as far as they can be. */

/** A number and the unit behind it, as written. */
interface Part {
  readonly number: number;
  readonly unit: string;
}

type Scale = ReadonlyMap<string, number>;

const scale = (units: Readonly<Record<string, number>>): Scale => new Map(Object.entries(units));

const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DURATIONS = scale({
  ...every('ns nanosecond nanoseconds', 1e-9),
  ...every('us µs microsecond microseconds', 1e-6),
  ...every('ms msec millisecond milliseconds', 1e-3),
  ...every('s sec secs second seconds', SECOND),
  ...every('m min mins minute minutes', MINUTE),
  ...every('h hr hrs hour hours', HOUR),
  ...every('d day days', DAY),
  ...every('w week weeks', 7 * DAY),
  ...every('mo month months', 30 * DAY),
  ...every('y yr year years', 365 * DAY),
});

const MEBI = 1024 ** 2;
const GIBI = 1024 ** 3;

/** Kubernetes quantities, and what Docker, the JVM and databases write. `m` is there for `512m` beside `1g`. */
const BYTES = scale({
  ...every('b B byte bytes', 1),
  ...every('k K kB KB', 1e3),
  ...every('M MB', 1e6),
  ...every('G GB', 1e9),
  ...every('T TB', 1e12),
  ...every('P PB', 1e15),
  ...every('E EB', 1e18),
  ...every('kb Ki KiB', 1024),
  ...every('m mb Mi MiB', MEBI),
  ...every('g gb Gi GiB', GIBI),
  ...every('t tb Ti TiB', 1024 * GIBI),
  ...every('Pi PiB', MEBI * GIBI),
  ...every('Ei EiB', GIBI * GIBI),
  '': 1,
});

/** Plain numbers, thousandths of Kubernetes, and the suffix of long integers. */
const COUNTS = scale({ '': 1, m: 1e-3, L: 1, l: 1 });
const PERCENT = scale({ '%': 1 });

/** Tried in this order: the first in which both values can be read. `5m` alone is no duration, beside `30s` it is. */
const SCALES = [COUNTS, PERCENT, DURATIONS, BYTES];

/** Below 0 where `a` is less than `b`, above where it is more; undefined where the two cannot be compared. */
export function compareQuantities(a: string, b: string): number | undefined {
  const [partsA, partsB] = [partsOf(a), partsOf(b)];
  if (!partsA || !partsB) return undefined;
  for (const units of SCALES) {
    const [sumA, sumB] = [total(partsA, units), total(partsB, units)];
    if (sumA !== undefined && sumB !== undefined) return sumA - sumB;
  }
  return undefined;
}

const PART = /([+-]?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?) ?([a-zA-Zµ%]*)\s*/gy;
const ISO_DURATION = /^P(?:\d+[YMWD])*(?:T(?:[\d.]+[HMS])+)?$/;
const MAX_LENGTH = 64;

function partsOf(value: string): readonly Part[] | undefined {
  if (value === '' || value.length > MAX_LENGTH) return undefined;
  if (ISO_DURATION.test(value)) return isoParts(value);
  const parts: Part[] = [];
  let end = 0;
  for (const match of value.matchAll(PART)) {
    parts.push({ number: Number(match[1]!.replaceAll('_', '')), unit: match[2]! });
    end = match.index + match[0].length;
  }
  return end === value.length ? parts : undefined;
}

/** `P1DT12H` of ISO 8601; before the `T` an `M` is a month. */
function isoParts(value: string): readonly Part[] {
  const [date = '', time = ''] = value.slice(1).split('T');
  return [...designated(date, 'mo'), ...designated(time, 'm')];
}

const designated = (text: string, month: string): Part[] =>
  [...text.matchAll(/([\d.]+)([A-Z])/g)].map(([, number, unit]) => ({
    number: Number(number),
    unit: unit === 'M' ? month : unit!.toLowerCase(),
  }));

/** Several parts make one quantity only where each has a unit: `1h30m`. */
function total(parts: readonly Part[], units: Scale): number | undefined {
  let sum = 0;
  for (const { number, unit } of parts) {
    const factor = units.get(unit);
    if (factor === undefined || (parts.length > 1 && unit === '')) return undefined;
    sum += number * factor;
  }
  return sum;
}

function every(names: string, value: number): Record<string, number> {
  return Object.fromEntries(names.split(' ').map((name) => [name, value]));
}
