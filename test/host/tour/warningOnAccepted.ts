import { untilHover, showHoverAt } from '../drive/hovers';
import { chooseQuickFix, showQuickFixes } from '../drive/quickFixes';
import { assert, atLastLine, type Step } from './step';

const FILE = 'migrations/0001_orders.sql';
const LINE = 13;
const MEDIUM = /medium risk, 4 AI lines/;

export const warningOnAccepted: Step = {
  name: 'warning-on-accepted',
  async run({ session, look }) {
    const { workbench } = session;
    await atLastLine(session, FILE);
    await workbench.press('Enter');
    await workbench.type('CREATE IN');
    await workbench.untilSuggested('DEX order_items_sku');
    await workbench.accept();
    const { text } = await workbench.untilStatus('parapet.status', MEDIUM);
    await showHoverAt(workbench, LINE, 3);
    const warning = await untilHover(workbench, /Parapet\(index-locks-table\)/);
    await look();
    await workbench.press('Escape');
    return `accepted an index in ${FILE}: it is underlined, the status bar reads “${text}”; pointed at it: “${warning.replace(/\s*\n\s*/g, ' · ')}”`;
  },
};

/** Goes on where the step before stopped: the cursor is in the warning. */
export const snippetRemoved: Step = {
  name: 'snippet-removed',
  async run({ session, look }) {
    const { workbench } = session;
    const { page } = workbench;
    const fixes = await showQuickFixes(workbench);
    await look();
    await chooseQuickFix(workbench, 'Explain index-locks-table');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const explanation = await dialog.innerText();
    assert(explanation.includes('nobody can place an order'), `It does not say why: ${explanation}`);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await workbench.focusGroup();
    await showQuickFixes(workbench);
    await chooseQuickFix(workbench, 'Remove the AI snippet');
    const { text } = await workbench.untilStatus('parapet.status', /low risk, 3 AI lines/);
    await workbench.revert();
    return `its quick fixes are ${fixes.map((fix) => `“${fix.trim()}”`).join(', ')}; the first took the index away: the status bar reads “${text}”`;
  },
};
