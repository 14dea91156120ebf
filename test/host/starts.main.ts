/** `npm run starts`: of how many assistants Parapet is too late in 30 starts of a real editor; `-- --count N` starts. */
import { parseArgs } from 'node:util';
import { benchStarts, startsTable } from '../bench/starts';
import { provisionChromium } from './install/chromium';
import { exitOnSignals } from './processes';
import { main, say } from './say';

const { values } = parseArgs({
  options: { count: { type: 'string', default: '30' }, json: { type: 'boolean' } },
});

exitOnSignals();
main(async () => {
  await provisionChromium();
  const row = await benchStarts(Number(values.count));
  say(values.json ? JSON.stringify(row) : startsTable(row));
  return row.missed.every(({ isGuarded }) => isGuarded) ? 0 : 1;
});
