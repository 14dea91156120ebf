import { hoversAt, showHoverAt, untilHover } from '../drive/hovers';
import { assert, type Step } from './step';

const FILE = 'migrations/0002_tidy_orders.sql';
const TYPED = 'JOIN customers ON customers.id = orders.customer';

export const labelTells: Step = {
  name: 'label-tells',
  async run({ session, look }) {
    const { workbench } = session;
    await workbench.openFile(FILE);
    await showHoverAt(workbench, 6, 10);
    const hover = await untilHover(workbench, /Written by AI/);
    await look();
    for (const part of ['demo.assistant', 'allow'])
      assert(hover.includes(part), `The hover lacks “${part}”: ${hover}`);
    await workbench.press('Escape');
    return `pointed at the accepted text: “${hover.replace(/\s*\n\s*/g, ' · ')}”`;
  },
};

export const editedInside: Step = {
  name: 'edited-inside',
  async run({ session, look }) {
    const { workbench } = session;
    await workbench.goTo(5);
    await workbench.press('Enter');
    await workbench.type(TYPED);
    const atTyped = await hoversAt(workbench, 6, 10);
    assert(
      atTyped.every((text) => !text.includes('Written by AI')),
      `Typed, and yet: ${atTyped}`,
    );
    await showHoverAt(workbench, 7, 10);
    await untilHover(workbench, /Written by AI/);
    await look();
    await workbench.press('Escape');
    await workbench.save();
    const { text } = await workbench.untilStatus('parapet.status', /3 AI lines/);
    return `typed a line between the accepted ones: it is the person's, the lines around it still the tool's; the status bar still reads “${text}”`;
  },
};
