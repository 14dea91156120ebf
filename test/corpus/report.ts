/** What `npm run corpus` prints. */
import { HALVES } from './cases';
import { cellName, figuresBy, figuresOf, missesOf, share, type Figures, type Rate } from './figures';
import type { Judged } from './judge';

const COLUMNS: readonly (readonly [string, keyof Omit<Figures, 'cases'>])[] = [
  ['stop recall', 'stopRecall'],
  ['precision', 'stopPrecision'],
  ['warn recall', 'warnRecall'],
  ['precision', 'warnPrecision'],
  ['pass found', 'passFound'],
];

const percent = (rate: Rate): string =>
  rate.of === 0 ? '–' : `${(share(rate) * 100).toFixed(1)} % ${rate.right}/${rate.of}`;

function table(title: string, rows: ReadonlyMap<string, Figures>): string {
  const width = Math.max(title.length, ...[...rows.keys()].map((name) => name.length));
  const head = [title.padEnd(width), 'cases', ...COLUMNS.map(([name]) => name.padStart(16))].join(' ');
  const lines = [...rows].map(([name, figures]) =>
    [
      name.padEnd(width),
      String(figures.cases).padStart(5),
      ...COLUMNS.map(([, key]) => percent(figures[key]).padStart(16)),
    ].join(' '),
  );
  return [head, ...lines].join('\n');
}

const missLine = ({ file, line, criticality, expect, got, rules, cell }: Judged): string =>
  `test/corpus/${file}:${line}  ${criticality}: expected ${expect}, got ${got}${rules.length > 0 ? ` (${rules.join(', ')})` : ''}  [${cell.danger} / ${cell.dialect}]`;

/** Halves first, then each cell over both halves, then every miss. */
export function reportText(judged: readonly Judged[]): string {
  const halves = new Map([...figuresBy(judged, ({ half }) => half), ['both', figuresOf(judged)]]);
  const parts = [table('half', halves), table('danger / dialect', figuresBy(judged, cellName))];
  for (const half of HALVES) {
    const misses = missesOf(judged.filter((one) => one.half === half));
    parts.push([`Misses, ${half}: ${misses.length}`, ...misses.map(missLine)].join('\n'));
  }
  return parts.join('\n\n');
}

/** The same for machines; texts of the edits are left to the files. */
export const reportData = (judged: readonly Judged[]): object => ({
  halves: Object.fromEntries(figuresBy(judged, ({ half }) => half)),
  both: figuresOf(judged),
  cells: Object.fromEntries(figuresBy(judged, cellName)),
  misses: missesOf(judged).map(
    ({ file, line, half, criticality, expect, got, action, rules, cell, note }) => ({
      file,
      line,
      half,
      criticality,
      expect,
      got,
      action,
      rules,
      cell,
      ...(note !== undefined && { note }),
    }),
  ),
});
