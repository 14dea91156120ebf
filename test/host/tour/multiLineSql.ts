import { atLastLine, untilWithheld, type Step } from './step';

const FILE = 'migrations/0002_tidy_orders.sql';

export const multiLineSql: Step = {
  name: 'multi-line-sql',
  async run({ session, look }) {
    const { workbench } = session;
    await atLastLine(session, FILE);
    await workbench.type('SELECT co');
    await workbench.untilSuggested("interval '2 years'");
    await workbench.accept();
    await workbench.press('Enter');
    await workbench.forgetSuggestions();
    await workbench.type('DELETE FR');
    const note = await untilWithheld(session, 'OM order_items;\nDELETE FROM orders;');
    await look();
    await workbench.revert();
    return `typed "SELECT co" in ${FILE}: three harmless lines appeared and were accepted; typed "DELETE FR": three lines that empty two tables were withheld; note reads “${note}”`;
  },
};
