import { inBrowserHost } from '../inHost/browserHost';
import type { Suite } from './suite';

/** `test/editor/host`, inside the extension host of a VS Code in the browser. */
export const hostSuite: Suite = {
  name: 'in-host',
  run: ({ grep }) => inBrowserHost(grep),
};
