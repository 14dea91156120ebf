import { poll } from '../harness';
import { atLastLine, type Step, type Tour } from './step';

const MODE = 'parapet.interception.mode';
const VAULT = 'services/vault/src/tokens.ts';
const SCRIPT = 'infra/teardown.sh';
const INFRA = 'infra/main.tf';

/** Waits for the log's line about `file` and returns it. */
function logLine({ session }: Tour, file: string): Promise<string> {
  const log = (): string[] => session.extensionLog('parapet.parapet', 'Parapet').split('\n');
  const find = (): string | undefined =>
    log().find((line) => line.includes('observed') && line.includes(file));
  return poll(
    () => Promise.resolve(find()),
    `a line about ${file} in the log`,
    () => Promise.resolve(log().slice(-20)),
  );
}

export const observeMode: Step = {
  name: 'observe-mode',
  async run(tour) {
    const { session, look } = tour;
    const { workbench } = session;
    await session.changeSettings({ [MODE]: 'observe' });
    await workbench.untilStatus('parapet.status', /observing/);

    await atLastLine(session, VAULT);
    await workbench.type('export function mask');
    await workbench.untilSuggested('slice(-4)');
    await workbench.revert();

    await workbench.openFile(INFRA);
    await workbench.goTo(7, '  instance_class    = "db.m6g.'.length + 1);
    await workbench.type('x');
    await workbench.untilDeletionSuggested('prevent_destroy = true');
    await workbench.revert();

    await atLastLine(session, SCRIPT);
    await workbench.type('terraform des');
    await workbench.untilSuggested('troy -auto-approve');
    await look();
    await workbench.revert();

    const lines = [];
    for (const file of [VAULT, INFRA, SCRIPT]) lines.push(await logLine(tour, file));
    await session.changeSettings({});
    await workbench.untilStatus('parapet.status', /judges every inline AI suggestion/);
    return `in observe mode all three appeared; the log reads “${lines.at(-1)?.replace(/^\S+ \S+ \[\w+\] /, '')}”`;
  },
};
