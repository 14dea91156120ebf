import { pointAtNothing, pointAtStatus, untilHover } from '../drive/hovers';
import { assert, atLastLine, type Step } from './step';

const FILE = 'migrations/0002_tidy_orders.sql';

export const riskShown: Step = {
  name: 'risk-shown',
  async run({ session, look }) {
    const { workbench } = session;
    const before = await workbench.untilStatus('parapet.status', /low risk, 1 AI line/);
    await atLastLine(session, FILE);
    await workbench.type('SELECT co');
    await workbench.untilSuggested("interval '2 years'");
    await workbench.accept();
    await workbench.press('Enter');
    await workbench.save();
    const after = await workbench.untilStatus('parapet.status', /low risk, 3 AI lines/);
    await pointAtStatus(workbench, 'parapet.status');
    const why = await untilHover(workbench, /of 100/);
    await look();
    await pointAtNothing(workbench);
    assert(why.includes('infra/teardown.sh'), `The tooltip does not name the file that weighs most: ${why}`);
    return `accepted three lines in ${FILE}: the status bar read “${before.text}”, now “${after.text}”; pointed at it: “${why.replace(/\s*\n\s*/g, ' · ')}”`;
  },
};
