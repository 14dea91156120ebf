/** Texts that are made to be slow to judge, of the length of a long suggestion. */
import type { Edit } from '../../src/contract/edit';
import { builtInRules } from '../../src/policy/builtIn';
import type { RuleSpec, TestCase } from '../../src/policy/model';

export interface AdversarialText {
  readonly name: string;
  readonly edit: Edit;
}

/** UTF-16 units. */
export const ADVERSARIAL_LENGTH = 10_000;

/** What the reading of a language might go over again and again. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  'x.sh': [
    'A=$A$A\n',
    'A=rm\n$A -rf $A\n',
    "sh -c '",
    'bash -c "sh -c \'rm -rf /\'" ',
    'cat <<A > a.sh\nrm -rf /\nA\n',
    'cat <<A\n',
    'rm \\\n -rf \\\n',
    'echo cm0gLXJmIC8= | base64 -d | sh\n',
    '{rm,-rf,/} ',
    'for a in b c; do rm -rf $a; done\n',
    'echo / | xargs rm -rf\n',
    'alias a="rm -rf"\na /\n',
    'rm ',
    'rm -rf "',
    '$(',
    'QUFB',
  ],
  'x.ts': [
    'a = "rm"; run(a, "-rf", "/");\n',
    '"rm", "-rf", ',
    '"rm" + " -rf" + ',
    '`${`',
    'await db.delete(users);\n',
    "'DROP TABLE ' + ",
  ],
  'x.py': ['a = "rm"\nrun([a, "-rf", "/"])\n', '"DROP " "TABLE " ', 'shutil.rmtree(a)\n', "f'{"],
  'x.tf': ['prevent_destroy = false\n', 'resource "aws_s3_bucket" "a" {\n', 'a = [\n'],
  'x.yaml': ['- run: rm -rf /\n', 'command: ["rm", "-rf", "/"]\n', 'replicas: 0\n', 'a:\n  '],
  'x.sql': ['DELETE FROM a;\n', 'DELETE FROM a, ', 'DROP TABLE a ', "'"],
};

/**
 * Every built-in rule's own dangers over and over: by the line, in one line, and where they are only printed; then those
 * of many rules in turn; then the shapes.
 * @param every takes only each so-manieth rule
 */
export function adversarialTexts(length = ADVERSARIAL_LENGTH, every = 1): AdversarialText[] {
  const made: AdversarialText[] = [];
  const add = (name: string, place: Pick<Edit, 'path' | 'languageId'>, piece: string): void => {
    const insert = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    made.push({ name, edit: { ...place, before: '', replaced: '', insert, after: '' } });
  };
  const byPlace = new Map<string, { place: Pick<Edit, 'path' | 'languageId'>; pieces: string[] }>();
  builtInRules().rules.forEach(({ spec }, i) => {
    if (i % every !== 0) return;
    for (const { place, text } of ownDangers(spec)) {
      const line = text.replace(/\s*\n\s*/g, ' ');
      add(`${spec.id}, by the line`, place, `${text}\n`);
      add(`${spec.id}, in one line`, place, `${line}; `);
      add(`${spec.id}, printed`, place, `echo "${line}"; `);
      const key = `${place.path} ${place.languageId ?? ''}`;
      const known = byPlace.get(key);
      if (known) known.pieces.push(line);
      else byPlace.set(key, { place, pieces: [line] });
    }
  });
  for (const [key, { place, pieces }] of byPlace) {
    if (pieces.length < 2) continue;
    add(`${pieces.length} dangers in turn, ${key}`, place, `${pieces.join('\n')}\n`);
    add(`${pieces.length} dangers in one line, ${key}`, place, `${pieces.toReversed().join('; ')}; `);
  }
  for (const [path, pieces] of Object.entries(SHAPES))
    for (const piece of pieces) add(`${JSON.stringify(piece)} in ${path}`, { path }, piece);
  return made;
}

interface Danger {
  readonly place: Pick<Edit, 'path' | 'languageId'>;
  readonly text: string;
}

/** The first and the shortest of what a rule's tests insert. */
function ownDangers({ tests, where }: RuleSpec): Danger[] {
  const dangers = (tests?.match ?? []).map((test) => danger(test, where)).filter(({ text }) => text.trim());
  const shortest = dangers.toSorted((a, b) => a.text.length - b.text.length)[0];
  return [...new Set([dangers[0], shortest])].filter((one) => one !== undefined);
}

function danger(test: TestCase, where: RuleSpec['where']): Danger {
  const { path, languageId, insert = '' } = typeof test === 'string' ? { insert: test } : test;
  const language = languageId ?? (path === undefined ? where?.languages?.[0] : undefined);
  const glob = where?.paths?.[0]
    ?.replace(/^\*\*\//, '')
    .replace(/\*+/g, 'x')
    .replace(/[{,].*$/, '');
  return {
    place: {
      path: path ?? glob ?? (language === undefined ? 'x.sh' : 'x'),
      ...(language && { languageId: language }),
    },
    text: insert,
  };
}
