import { assert, type Step } from './step';

const PLACE = 'infra/teardown.sh:8';

export const linesListed: Step = {
  name: 'lines-listed',
  async run({ session, look }) {
    const { workbench } = session;
    const { page } = workbench;
    await page.locator('.statusbar-item[id="parapet.parapet.parapet.status"]').click();
    const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: PLACE });
    await row.waitFor();
    await look();
    const text = (await row.innerText()).replace(/\s+/g, ' ').trim();
    await row.click();
    await page.waitForSelector('.tab.active[data-resource-name="teardown.sh"]');
    await page.waitForSelector('[id="status.editor.selection"][aria-label^="Ln 8,"]');
    assert(text.includes('terraform plan'), `The row does not show the line: ${text}`);
    return `clicked on the status bar: the list says “${text}”; selecting it led to the line`;
  },
};
