import { pointAtCommit, commit, leaveSourceControl, writeCommitMessage } from '../drive/sourceControl';
import { pointAtNothing, untilHover } from '../drive/hovers';
import { inRepository } from '../paths';
import { run } from '../processes';
import { assert, type Step } from './step';

const FILE = 'migrations/0002_tidy_orders.sql';
const SUBJECT = 'Count old orders';

async function output(command: string, args: readonly string[], cwd: string): Promise<string> {
  const finished = await run(command, args, { cwd });
  assert(finished.code === 0, `${command} ${args.join(' ')} failed: ${finished.output}`);
  return finished.output.trimEnd();
}

const indented = (text: string): string => text.replace(/^/gm, '    ');

export const committed: Step = {
  name: 'committed',
  async run({ session, look }) {
    const { workbench, folder } = session;
    await writeCommitMessage(workbench, SUBJECT);
    await commit(workbench, ['teardown.sh', '0002_tidy_orders.sql']);
    const message = await output('git', ['log', '-1', '--format=%B'], folder);
    await pointAtCommit(workbench, SUBJECT);
    await untilHover(workbench, /AI-Lines/);
    await look();
    await pointAtNothing(workbench);
    await leaveSourceControl(workbench);
    const trailers = ['Assisted-by: demo.assistant:1.0.0', 'AI-Lines: 3/5', 'AI-Risk: low'];
    assert(message.startsWith(`${SUBJECT}\n\n`), `The message is not the one that was typed: ${message}`);
    for (const trailer of trailers)
      assert(message.includes(`\n${trailer}`), `The commit lacks “${trailer}”: ${message}`);
    return `committed in the Source Control view; git log shows\n${indented(message)}`;
  },
};

export const blameTells: Step = {
  name: 'blame-tells',
  async run({ session }) {
    const { workbench, folder } = session;
    const blame = await output(process.execPath, [inRepository('dist', 'cli.js'), 'blame', FILE], folder);
    assert(
      /^[0-9a-f]{8} {2}ai demo\.assistant +7 {2}WHERE created_at/m.test(blame),
      `Line 7 is not the tool's: ${blame}`,
    );
    assert(/^[0-9a-f]{8} {2}human +6 {2}JOIN customers/m.test(blame), `Line 6 is not the person's: ${blame}`);
    const { text } = await workbench.untilStatus('parapet.status', /Parapet: on/);
    return `the status bar reads “${text}” again; parapet blame ${FILE} shows\n${indented(blame)}`;
  },
};
