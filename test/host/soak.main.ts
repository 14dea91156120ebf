/** `npm run soak`: the random tests, in larger counts, from a seed that is printed. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { exitOnSignals } from './processes';
import { main, say, UserError } from './say';
import { setSoak } from './soak';
import { runSuites } from './suites/runSuites';
import { SUITES } from './suites/suites';

const HELP = `npm run soak                        runs the random tests 20 times as often as \`npm test\` does
npm run soak -- --seed 7            as an earlier run did: its seed is the first thing it printed
npm run soak -- --factor 100        100 times as often
npm run soak -- --only unit         in these suites; --grep PATTERN: these tests`;

const RANDOM_SUITES = ['unit', 'scenario', 'in-host', 'crash'];
const DEFAULT_FACTOR = '20';
const OPTIONS = {
  seed: { type: 'string' },
  factor: { type: 'string', default: DEFAULT_FACTOR },
  only: { type: 'string', default: RANDOM_SUITES.join(',') },
  grep: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const naturalNumber = (name: string, text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new UserError(`--${name} wants a whole number, not ${text}.\n${HELP}`);
  return Number(text);
};

async function soak(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) {
    say(HELP);
    return 0;
  }
  const seed = values.seed === undefined ? randomInt(1_000_000_000) : naturalNumber('seed', values.seed);
  const names = values.only.split(',');
  setSoak(seed, naturalNumber('factor', values.factor));
  say(`seed ${seed}`);
  const suites = SUITES.filter((suite) => names.includes(suite.name));
  return runSuites(suites, values.grep === undefined ? {} : { grep: values.grep });
}

exitOnSignals();
main(() => soak(process.argv.slice(2)));
