import { assert, atLastLine, untilWithheld, type Step } from './step';

const FILE = 'infra/teardown.sh';

export const teardownWithheld: Step = {
  name: 'teardown-withheld',
  async run({ session }) {
    const { workbench } = session;
    await atLastLine(session, FILE);
    await workbench.type('terraform des');
    const note = await untilWithheld(session, 'troy -auto-approve');
    return `typed "terraform des" in ${FILE}: suggestion "troy -auto-approve" was withheld; note reads “${note}”`;
  },
};

/** Goes on where the step before stopped: the note stands at the line. */
export const noteExplains: Step = {
  name: 'note-explains',
  async run({ session, look }) {
    const { workbench } = session;
    const hover = await workbench.hoverNote('withheld');
    await look();
    for (const part of ['terraform/destroy', 'Instead:']) {
      assert(hover.includes(part), `The hover lacks “${part}”: ${hover}`);
    }
    await workbench.press('Escape');
    await workbench.revert();
    return `pointed at the note: the hover reads “${hover.replace(/\s*\n\s*/g, ' · ')}”`;
  },
};
