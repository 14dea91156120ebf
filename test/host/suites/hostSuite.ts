import { inBrowserHost } from '../inHost/browserHost';
import { say } from '../say';
import type { Suite } from './suite';

/** `test/editor/host`, inside the extension host of a VS Code in the browser. */
export const hostSuite: Suite = {
  name: 'in-host',
  async run({ grep }) {
    const { error, ...counts } = await inBrowserHost(grep);
    if (error !== undefined) say(error);
    return counts;
  },
};
