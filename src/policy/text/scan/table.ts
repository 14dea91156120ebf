/** Dialects made ready for the scanner: which characters it has to stop at, and what may open there. */
import { NEWLINE } from '../characters';
import type {
  BlockComment,
  Dialect,
  HeredocRule,
  Interpolation,
  LineComment,
  Literal,
  StringRule,
} from '../dialects/dialect';

export type Opener =
  | { readonly type: 'line'; readonly open: string; readonly rule: LineComment }
  | { readonly type: 'block'; readonly open: string; readonly rule: BlockComment }
  | { readonly type: 'string'; readonly open: string; readonly rule: StringTable }
  | { readonly type: 'literal'; readonly open: string; readonly rule: Literal }
  | { readonly type: 'heredoc'; readonly open: string; readonly rule: HeredocRule }
  | { readonly type: 'arithmetic'; readonly open: string; readonly rule: Interpolation };

/** One flag for each ASCII character. */
export type Stops = Uint8Array;

export interface StringTable extends StringRule {
  readonly escapeCode: number;
  /** Where the scanner stops in a string that a line end closes, and in one that runs on. */
  readonly stopsInLine: Stops;
  readonly stopsInLines: Stops;
}

export interface DialectTable {
  readonly dialect: Dialect;
  /** All of it is code. */
  readonly isPlain: boolean;
  readonly escapeCode: number;
  /** By the first character, the longest first. */
  readonly openers: readonly (readonly Opener[] | undefined)[];
  readonly stops: Stops;
  /** As `stops`, and the brackets that interpolations are counted by. */
  readonly stopsInside: Stops;
  /** Text inside a heredoc whose word is not quoted. */
  readonly heredocText: StringTable | undefined;
}

const ASCII = 128;

export function tableOf(dialect: Dialect): DialectTable {
  const openers = openersOf(dialect);
  const byCharacter: (readonly Opener[] | undefined)[] = Array.from({ length: ASCII });
  for (const opener of openers) {
    for (const first of firstCharacters(opener)) byCharacter[first] = [...(byCharacter[first] ?? []), opener];
  }
  const characters = [...(dialect.escape ?? ''), ...(dialect.heredoc ? '\n' : '')].map((c) =>
    c.charCodeAt(0),
  );
  const stops = flags([...characters, ...openers.flatMap(firstCharacters)]);
  const inside = bracketsOf(dialect);
  return {
    dialect,
    isPlain: openers.length === 0 && !dialect.fences,
    escapeCode: dialect.escape?.charCodeAt(0) ?? -1,
    openers: byCharacter,
    stops,
    stopsInside: inside.length === 0 ? stops : flags([...set(stops), ...inside, NEWLINE]),
    heredocText: dialect.heredoc?.interpolations && stringTable(heredocText(dialect.heredoc.interpolations)),
  };
}

/** Nothing closes it but the end of the region it is read in. */
const heredocText = (interpolations: readonly Interpolation[]): StringRule => ({
  open: '',
  close: '',
  escape: '\\',
  lines: 'many',
  interpolations,
  kind: 'heredoc',
});

function openersOf(dialect: Dialect): Opener[] {
  const { lineComments = [], blockComments = [], strings = [], literals = [], heredoc, arithmetic } = dialect;
  const openers: Opener[] = [
    ...lineComments.map((rule) => ({ type: 'line' as const, open: rule.open, rule })),
    ...blockComments.map((rule) => ({ type: 'block' as const, open: rule.open, rule })),
    ...literals.map((rule) => ({ type: 'literal' as const, open: rule.open, rule })),
    ...strings.map((rule) => ({ type: 'string' as const, open: rule.open, rule: stringTable(rule) })),
  ];
  if (heredoc) openers.push({ type: 'heredoc', open: heredoc.open, rule: heredoc });
  if (arithmetic !== undefined) {
    openers.push({ type: 'arithmetic', open: arithmetic, rule: { open: arithmetic, close: ')', pair: '(' } });
  }
  return openers.toSorted((a, b) => b.open.length - a.open.length);
}

function firstCharacters({ type, open, rule }: Opener): number[] {
  const first = open.charCodeAt(0);
  const other = open.toUpperCase().charCodeAt(0);
  return type === 'line' && rule.ignoreCase && other !== first ? [first, other] : [first];
}

function stringTable(rule: StringRule): StringTable {
  const escapeCode = rule.escape === 'doubled' || rule.escape === 'none' ? -1 : rule.escape.charCodeAt(0);
  const opens = [
    ...(rule.interpolations ?? []).map(({ open }) => open),
    ...(rule.literals ?? []),
    rule.close,
  ];
  const codes = [escapeCode, ...opens.filter((open) => open !== '').map((open) => open.charCodeAt(0))];
  return { ...rule, escapeCode, stopsInLines: flags(codes), stopsInLine: flags([...codes, NEWLINE]) };
}

const bracketsOf = ({ strings = [], heredoc, arithmetic }: Dialect): number[] =>
  [
    ...strings.flatMap((rule) => rule.interpolations ?? []),
    ...(heredoc?.interpolations ?? []),
    ...(arithmetic === undefined ? [] : [{ close: ')', pair: '(' }]),
  ].flatMap(({ close, pair }) => [close.charCodeAt(0), ...(pair === undefined ? [] : [pair.charCodeAt(0)])]);

function flags(codes: readonly number[]): Stops {
  const stops = new Uint8Array(ASCII);
  for (const c of codes) if (c >= 0 && c < ASCII) stops[c] = 1;
  return stops;
}

const set = (stops: Stops): number[] => [...stops.keys()].filter((c) => stops[c] === 1);
