/** The matrix as a page for people. */
import type { Cell, Reason, Table } from './matrix';

const INTRODUCTION = `# What the built-in rules cover

Dangers by notation. A number says how many rules fill a cell: a rule fills it when one of the rule's own \`match\` tests,
which run with every build, is written in that notation. So no cell is claimed without proof. \`open\` is a cell that
nobody has filled or explained yet; a letter points to the reason below the table why it is empty on purpose. Each table says
why it leaves out the dangers that it does not show. Equivalent forms (flags, quoting, argument lists, \`sh -c\`)
are made alike before a rule looks, so a command proven in one language is found in the others as well.

This page is made from the packs: \`UPDATE_COVERAGE=1 npm run test:unit\` writes it anew, and a test fails while it is out of
date.
`;

export function coveragePage(tables: readonly Table[]): string {
  const counted = tables.flatMap((table) => table.rows.flatMap((row) => row.cells));
  const count = (kind: Cell['kind']): number => counted.filter((cell) => cell.kind === kind).length;
  const totals = `Of ${counted.length} cells ${count('filled')} are filled, ${count('explained')} empty on purpose, ${count('open')} open.\n`;
  return [INTRODUCTION, totals, ...tables.map(section), rulesByDanger(tables)].join('\n');
}

function section({ family, others, rows }: Table): string {
  const letters = new Map<Reason, string>();
  const letterOf = (reason: Reason): string => {
    const letter = letters.get(reason) ?? String.fromCharCode('a'.charCodeAt(0) + letters.size);
    letters.set(reason, letter);
    return letter;
  };
  const symbol = (cell: Cell): string => {
    if (cell.kind === 'filled') return String(cell.rules.length);
    return cell.kind === 'open' ? 'open' : letterOf(cell.reason);
  };
  const table = grid([
    ['danger', ...family.dialects.map(({ name }) => name)],
    ...rows.map(({ danger, cells }) => [danger, ...cells.map(symbol)]),
  ]);
  const notes = [...letters].map(([{ reason }, letter]) => `- ${letter}: ${reason}`);
  return [`## ${family.title}\n`, table, `${[...notes, `- Not shown: ${others}`].join('\n')}\n`].join('\n');
}

function rulesByDanger(tables: readonly Table[]): string {
  const byDanger = new Map<string, Map<string, string[]>>();
  for (const { family, rows } of tables) {
    for (const { danger, cells } of rows) {
      const rules = byDanger.get(danger) ?? new Map<string, string[]>();
      byDanger.set(danger, rules);
      cells.forEach((cell, i) => {
        if (cell.kind !== 'filled') return;
        for (const id of cell.rules)
          rules.set(id, [...(rules.get(id) ?? []), family.dialects[i]?.name ?? '']);
      });
    }
  }
  const lines = [...byDanger].flatMap(([danger, rules]) => [
    `### ${danger}\n`,
    ...[...rules]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, dialects]) => `- \`${id}\`: ${[...new Set(dialects)].join('; ')}`),
    '',
  ]);
  return ['## Rules by danger\n', ...lines].join('\n').trimEnd() + '\n';
}

/** A table as Prettier lays it out. */
function grid(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, i) => Math.max(3, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [first = '', ...others] = rows.map(line);
  return [first, rule, ...others].join('\n') + '\n';
}
