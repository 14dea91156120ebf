import type { AssistantName } from '../install/packages';

/** What `npm start` shows Parapet with. */
export const DEMO_ASSISTANTS: readonly AssistantName[] = ['assistant', 'assistant-edits'];

/** Next-edit suggestions are drawn only for extensions that may use their API proposal. */
export const PROPOSED_API = 'demo.assistant-edits';
