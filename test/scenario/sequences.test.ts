/** Random sequences of writing and of git, against an oracle that every line carries in itself. */
import { mkdirSync, rmSync } from 'node:fs';
import { randomFactor, randomSeed } from '../host/soak';
import { Folder } from '../unit/node/folder';
import { HookDesk } from './sequences/hookDesk';
import { Sequence } from './sequences/sequence';
import { Workplace } from './sequences/workplace';

const SEQUENCES = 100;
/** Where nobody asks for other ones: a change is held against what was right before it. A soak draws its own. */
const FIRST_SEED = 20_000;
/** Git operations, each with what is written before it. */
const STEPS = 6;
const AT_ONCE = 2;
/** Of all; a minute where nothing else runs. */
const LIMIT_MS = 8 * 60_000;

/** One of so many has lines that are alike, by one writer or several. */
const ALIKE_EVERY = 3;
/** Of the lines of such a sequence, of 1. */
const ALIKE = 0.5;

describe('random sequences of writing and git', function () {
  const first = randomSeed() ?? FIRST_SEED;
  const count = Math.round(SEQUENCES * randomFactor());
  this.timeout(LIMIT_MS * Math.max(1, randomFactor()));
  const folder = new Folder();

  it(`leave every line with who wrote it (${count} from seed ${first})`, async () => {
    mkdirSync(folder.at('desk'));
    const desk = new HookDesk(folder.at('desk'));
    const template = new Workplace(folder.at('template'), desk.program);
    const failures: string[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < count) {
        const seed = first + next++;
        const place = template.copyTo(folder.at(`seed${seed}`));
        const alike = seed % ALIKE_EVERY === 0 ? ALIKE : 0;
        try {
          await new Sequence(place, { seed, steps: STEPS, alike }).run();
        } catch (error) {
          failures.push(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
        }
        rmSync(place.path, { recursive: true, force: true });
      }
    };
    try {
      await template.init();
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    } finally {
      await desk.close();
    }
    if (failures.length > 0) throw new Error(`${failures.length} of ${count}\n${failures.join('\n\n')}`);
  });
});
