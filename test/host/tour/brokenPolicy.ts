import { assert, type Step } from './step';
import { poll } from '../harness';

const FILE = '.parapet.yaml';

export const brokenPolicy: Step = {
  name: 'broken-policy',
  async run({ session, look }) {
    const { workbench } = session;
    const right = session.read(FILE);
    const wrong = right.replace('criticality: high', 'criticality: hihg');
    const line = wrong.slice(0, wrong.indexOf('hihg')).split('\n').length;
    assert(wrong !== right, `${FILE} of the sample has changed`);

    await workbench.openFile(FILE);
    session.write(FILE, wrong);
    const status = await workbench.untilStatus('parapet.status', /policy error/);
    const problems = (): Promise<string[]> => workbench.problems();
    const hasProblem = async (): Promise<string | undefined> =>
      (await problems()).find((row) => row.includes(`[Ln ${line},`));
    const problem = await poll(hasProblem, `a problem at line ${line}`, problems);
    await look();

    session.write(FILE, right);
    await workbench.untilStatus('parapet.status', /judges every inline AI suggestion/);
    const hasNone = async (): Promise<true | undefined> =>
      (await problems()).some((row) => row.includes('[Ln ')) ? undefined : true;
    await poll(hasNone, 'no problem to be left', problems);
    // The view would take half of the later pictures.
    await workbench.press('ControlOrMeta+j');
    return `broke ${FILE}: the status bar reads “${status.label}”, Problems reads “${problem.replace(/\s+/g, ' ')}”; mended it: both are gone`;
  },
};
