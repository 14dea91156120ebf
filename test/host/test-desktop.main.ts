/** `npm run test:desktop`: the in-host tests in a desktop VS Code, downloaded where there is none yet. */
import { inDesktopHost } from './inHost/desktopHost';
import { exitOnSignals } from './processes';
import { main } from './say';
import { runSuites } from './suites/runSuites';

exitOnSignals();
main(() => {
  const [version = 'stable'] = process.argv.slice(2);
  const suite = { name: `in-host (desktop, ${version})`, run: () => inDesktopHost(version) };
  return runSuites([suite], {});
});
