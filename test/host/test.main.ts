/** `npm test`: every suite, provisioning what it needs. */
import { parseArgs } from 'node:util';
import { provisionChromium } from './install/chromium';
import { packageAll } from './install/packages';
import { provisionEditor } from './install/provision';
import { exitOnSignals } from './processes';
import { main, say, sayWhile, UserError } from './say';
import { runSuites } from './suites/runSuites';
import type { Suite } from './suites/suite';
import { SUITES } from './suites/suites';

const NAMES = SUITES.map((suite) => suite.name).join(', ');
const HELP = `npm test                       runs every suite: ${NAMES}
npm test -- --only unit,types  runs these
npm test -- --grep PATTERN     runs the tests whose title matches (in suites that mocha runs)`;

/** Suites that need VSIX files, and those that need an editor and a browser besides. */
const NEED_PACKAGES = new Set(['package', 'in-host', 'browser', 'crash']);
const NEED_EDITOR = new Set(['in-host', 'browser', 'crash']);

function chosenSuites(only: string | undefined): readonly Suite[] {
  if (only === undefined) return SUITES;
  const names = only.split(',');
  const unknown = names.find((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown !== undefined) throw new UserError(`There is no suite ${unknown}.\n${HELP}`);
  return SUITES.filter((suite) => names.includes(suite.name));
}

function parse(args: readonly string[]): { only?: string; grep?: string; help?: boolean } {
  try {
    const options = {
      only: { type: 'string' },
      grep: { type: 'string' },
      help: { type: 'boolean' },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\n${HELP}`);
  }
}

async function test(args: readonly string[]): Promise<number> {
  const { only, grep, help } = parse(args);
  if (help) {
    say(HELP);
    return 0;
  }
  const suites = chosenSuites(only);
  if (suites.some((suite) => NEED_EDITOR.has(suite.name))) {
    await provisionEditor();
    await provisionChromium();
  }
  if (suites.some((suite) => NEED_PACKAGES.has(suite.name))) {
    await sayWhile('Packaging Parapet, the demo assistants and the test runner', packageAll);
  }
  return runSuites(suites, grep === undefined ? {} : { grep });
}

exitOnSignals();
main(() => test(process.argv.slice(2)));
