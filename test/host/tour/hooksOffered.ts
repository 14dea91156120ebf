import { answerNotification, clearNotifications, untilNotification } from '../drive/notifications';
import type { Step } from './step';

/** Goes on where the first accepted suggestion stopped: Parapet asks, this once. */
export const hooksOffered: Step = {
  name: 'hooks-offered',
  async run({ session, look }) {
    const { workbench } = session;
    const offer = await untilNotification(workbench, /each commit of “shop”/);
    await look();
    await answerNotification(workbench, /each commit of “shop”/, 'Install Hooks');
    const done = await untilNotification(workbench, /installed in “shop”/);
    await clearNotifications(workbench);
    return `the first accepted suggestion brought an offer: “${offer}”; “Install Hooks” was selected: “${done}”`;
  },
};
