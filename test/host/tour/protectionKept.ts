import { assert, untilWithheld, type Step } from './step';

const FILE = 'infra/main.tf';

export const protectionKept: Step = {
  name: 'protection-kept',
  async run({ session, look }) {
    const { workbench, journal } = session;
    await workbench.openFile(FILE);
    await workbench.goTo(7, '  instance_class    = "db.m6g.'.length + 1);
    await workbench.forgetSuggestions();
    journal.clear();
    await workbench.type('x');
    const note = await untilWithheld(session, 'lifecycle {\n  }');
    const seen = await workbench.everSuggested();
    assert(seen.length === 0, `Something of the edit suggestion was shown: ${JSON.stringify(seen)}`);
    await look();
    await workbench.revert();
    return `resized the database in ${FILE}: the edit suggestion that deletes "prevent_destroy = true" was withheld; note reads “${note}”`;
  },
};
