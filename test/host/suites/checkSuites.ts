import { ONE_PASSED, oneFailed } from '../counts';
import { npm } from '../install/npm';
import { inRepository } from '../paths';
import { run, type Finished } from '../processes';
import { say } from '../say';
import type { Suite } from './suite';

const check = (name: string, start: () => Promise<Finished>): Suite => ({
  name,
  async run() {
    const { code, output } = await start();
    if (code === 0) return ONE_PASSED;
    say(output);
    return oneFailed('see above');
  },
});

/** The linter and the formatter. */
export const lint = check('lint', () => npm(['run', '--silent', 'lint'], inRepository()));

export const types = check('types', () =>
  run(process.execPath, [inRepository('node_modules', 'typescript', 'bin', 'tsc')], { cwd: inRepository() }),
);
