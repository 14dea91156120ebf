import { scan } from '../../../../src/policy/text/scan';
import type { TextClass } from '../../../../src/policy/text/types';

/** The stretches of one class, as they stand in the text. */
export const stretches = (text: string, language: string | undefined, kind: TextClass): string[] =>
  scan(text, language)
    .filter((span) => span.kind === kind)
    .map(({ start, end }) => text.slice(start, end));

/** Pieces of which random texts are made: what opens, closes, escapes or joins anything in any language. */
export const FRAGMENTS: readonly string[] = [
  ...'abxr01 \t\n\\\'"`/*#$%{}()[]<>@-=~;:,|&^!?.',
  ...[
    '//',
    '/*',
    '*/',
    '"""',
    "'''",
    '${',
    '$(',
    '#{',
    '{{',
    '<<A\n',
    'A\n',
    '<<-"B"\n',
    '\tB\n',
    'bash <<A\n',
  ],
  ...[
    '<<~C\n',
    '<<<D\n',
    'r#"',
    'R"x(',
    ')x"',
    '$$',
    '$t$',
    'AS $$',
    '%w[',
    '=begin\n',
    '=end\n',
    '@"\n',
    '\n"@',
  ],
  ...[
    '<#',
    '#>',
    '--',
    '--[[',
    ']]',
    '<!--',
    '-->',
    '```sh\n',
    '```\n',
    'REM ',
    '\r\n',
    '\\\n',
    '`\n',
    '^\n',
  ],
  ...['key: ', 'a = ', '--flag=', '- x: ', 'return /', 'é', '\u{1F600}', '\u0000'],
];
