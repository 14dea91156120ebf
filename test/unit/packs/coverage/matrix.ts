/** Dangers × dialects, read off the packs: a cell is filled by a rule whose own test is of that dialect. */
import type { Pack, PackRule } from '../../../../src/packs/index';
import type { TestCase } from '../../../../src/policy/model';
import { canonicalLanguage } from '../../../../src/policy/text/languages';
import { FAMILIES, languageOf, type Dialect, type Family, type Specimen } from './dialects';

/** Which dangers a table shows, and why it leaves out the others. */
export interface Scope {
  readonly shows: readonly string[];
  readonly others: string;
}

/** `empty.yaml`. */
export interface Reasons {
  /** By id of a family. */
  readonly tables: Readonly<Record<string, Scope>>;
  readonly cells: readonly Reason[];
}

/** Why cells are empty on purpose. Both sides of a cell have to be named. */
export interface Reason {
  readonly reason: string;
  readonly dangers: readonly string[];
  /** Names of dialects, or of families for all of theirs. */
  readonly dialects: readonly string[];
}

export type Cell =
  /** Rules as `pack/name`. */
  | { readonly kind: 'filled'; readonly rules: readonly string[] }
  | { readonly kind: 'explained'; readonly reason: Reason }
  | { readonly kind: 'open' };

export interface Table {
  readonly family: Family;
  readonly others: string;
  readonly rows: readonly { readonly danger: string; readonly cells: readonly Cell[] }[];
}

/** Every danger that a rule names, most telling name first in the alphabet. */
export const dangersOf = (packs: readonly Pack[]): string[] =>
  [...new Set(packs.flatMap((pack) => pack.rules.map((rule) => rule.danger)))].toSorted();

export function coverage(packs: readonly Pack[], reasons: Reasons): Table[] {
  const dangers = new Set(dangersOf(packs));
  const proofs = packs.flatMap((pack) =>
    pack.rules.map((rule) => ({
      id: `${pack.pack}/${rule.id}`,
      danger: rule.danger,
      specimens: rule.tests.match.map((test) => specimenOf(rule, test)),
    })),
  );
  return FAMILIES.map((family) => ({
    family,
    others: reasons.tables[family.id]?.others ?? '',
    rows: (reasons.tables[family.id]?.shows ?? [])
      .filter((danger) => dangers.has(danger))
      .toSorted()
      .map((danger) => ({
        danger,
        cells: family.dialects.map((dialect): Cell => {
          const rules = proofs
            .filter((proof) => proof.danger === danger && proof.specimens.some((it) => dialect.shows(it)))
            .map(({ id }) => id);
          if (rules.length > 0) return { kind: 'filled', rules };
          const reason = reasons.cells.find((entry) => speaksOf(entry, danger, family, dialect));
          return reason ? { kind: 'explained', reason } : { kind: 'open' };
        }),
      })),
  }));
}

function speaksOf(reason: Reason, danger: string, family: Family, dialect: Dialect): boolean {
  return (
    reason.dangers.includes(danger) &&
    (reason.dialects.includes(dialect.name) || reason.dialects.includes(family.id))
  );
}

function specimenOf(rule: PackRule, test: TestCase): Specimen {
  const first = rule.where?.languages?.[0];
  if (typeof test === 'string') return { path: '', language: first && canonicalLanguage(first), text: test };
  const { path = '', languageId, before = '', replaced = '', insert = '', after = '' } = test;
  return {
    path,
    language: languageId ?? languageOf(path, first && canonicalLanguage(first)),
    text: before + replaced + insert + after,
  };
}
