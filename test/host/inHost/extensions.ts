import type { VsixName } from '../install/packages';

/** What the in-host tests find beside each other, in the browser's VS Code and the desktop's. */
export const IN_HOST_EXTENSIONS: readonly VsixName[] = [
  'parapet',
  'runner',
  'assistant',
  'assistant-esm',
  'assistant-edits',
  'early',
];

/** The environment variable that names the demo assistants' journal (assistant/src/journal.ts). */
export const JOURNAL = 'DEMO_ASSISTANT_JOURNAL';
