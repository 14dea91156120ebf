import { assert, atLastLine, untilWithheld, type Step } from './step';

const VAULT = 'services/vault/src/tokens.ts';
const CHECKOUT = 'services/checkout/src/pricing.ts';

export const noAiModule: Step = {
  name: 'no-ai-module',
  async run({ session, look }) {
    const { workbench } = session;
    await atLastLine(session, CHECKOUT);
    await workbench.type('export function tot');
    await workbench.untilSuggested('al(items: readonly Item[])');
    await workbench.revert();

    await atLastLine(session, VAULT);
    await workbench.type('export function mask');
    const note = await untilWithheld(session, 'slice(-4)');
    const seen = await workbench.everSuggested();
    assert(seen.length === 0, `Something of a suggestion was shown: ${JSON.stringify(seen)}`);
    await look();
    await workbench.revert();
    return `${CHECKOUT} (AI with approval): the suggestion appeared; ${VAULT} (no AI): a harmless one was withheld; note reads “${note}”`;
  },
};
