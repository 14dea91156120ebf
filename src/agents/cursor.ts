/**
 * Cursor: `beforeShellExecution`, `preToolUse` and `afterFileEdit` of https://cursor.com/docs/hooks, as of version 2 in
 * November 2026. There `ask` is taken for commands; for `preToolUse` it is accepted and not acted on.
 */
import { forAnyShell } from './guardedCommand';
import { asObjectOrText, idAt, textAt, textsAt } from './json';
import type { Agent, AgentAction, AgentClient, JsonObject } from './request';
import { actionsOf } from './toolCall';

const ID = 'cursor';
/** Seconds. */
const TIMEOUT = 30;

const hook = { command: forAnyShell(ID), timeout: TIMEOUT };

export const cursor: AgentClient = {
  id: ID,
  title: 'Cursor',
  hookFile: {
    path: '.cursor/hooks.json',
    content: {
      version: 1,
      hooks: {
        beforeShellExecution: [hook],
        preToolUse: [{ ...hook, matcher: 'Write|StrReplace|Edit|MultiEdit|ApplyPatch|EditNotebook|Delete' }],
        afterFileEdit: [hook],
      },
    },
  },
  folderVariables: ['CURSOR_PROJECT_DIR'],

  read(input) {
    const event = EVENTS[textAt(input, 'hook_event_name') ?? ''];
    if (!event) return undefined;
    const folder = textAt(input, 'cwd') ?? workingFolder(input);
    return {
      phase: event.phase,
      agent: agentOf(input),
      folders: [...(folder ? [folder] : []), ...textsAt(input, 'workspace_roots')],
      actions: event.actions(input),
    };
  },

  answer(input, { action, reason }) {
    const event = EVENTS[textAt(input, 'hook_event_name') ?? ''];
    if (event?.phase !== 'before' || (action !== 'block' && action !== 'approve')) return {};
    return {
      permission: action === 'block' ? 'deny' : 'ask',
      user_message: reason,
      agent_message: reason,
    };
  },
};

interface CursorEvent {
  readonly phase: 'before' | 'after';
  readonly actions: (input: JsonObject) => AgentAction[];
}

const ofTool = (input: JsonObject): AgentAction[] =>
  actionsOf(textAt(input, 'tool_name') ?? '', input['tool_input']);

const EVENTS: { readonly [event: string]: CursorEvent | undefined } = Object.assign(
  Object.create(null) as { [event: string]: CursorEvent },
  {
    beforeShellExecution: {
      phase: 'before',
      actions: (input) => actionsOf('Shell', { command: input['command'] }),
    },
    preToolUse: { phase: 'before', actions: ofTool },
    postToolUse: { phase: 'after', actions: ofTool },
    afterFileEdit: {
      phase: 'after',
      actions: (input) => actionsOf('Edit', { file_path: input['file_path'], edits: input['edits'] }),
    },
  } satisfies { [event: string]: CursorEvent },
);

const workingFolder = (input: JsonObject): string | undefined =>
  textAt(asObjectOrText(input['tool_input']) ?? {}, 'working_directory');

function agentOf(input: JsonObject): Agent {
  const toolVersion = idAt(input, 'cursor_version');
  const model = idAt(input, 'model_id', 'model');
  const session = idAt(input, 'conversation_id');
  return {
    tool: ID,
    ...(toolVersion !== undefined && { toolVersion }),
    ...(model !== undefined && { model }),
    ...(session !== undefined && { session }),
  };
}
