import { assert, atLastLine, type Step } from './step';

const FILE = 'infra/teardown.sh';

export const harmlessSuggestion: Step = {
  name: 'harmless-suggestion',
  async run({ session, look }) {
    const { workbench } = session;
    await atLastLine(session, FILE);
    await workbench.type('terraform pl');
    await workbench.untilSuggested('an -out=tfplan');
    await look();
    await workbench.accept();
    await workbench.press('Enter');
    await workbench.save();
    assert(
      session.read(FILE).endsWith('terraform plan -out=tfplan\n'),
      `${FILE} does not hold what was accepted`,
    );
    return `typed "terraform pl" in ${FILE}: suggestion "an -out=tfplan" appeared and was accepted`;
  },
};
