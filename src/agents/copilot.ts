/**
 * GitHub Copilot's command line and its coding agent: `preToolUse` and `postToolUse` of
 * https://docs.github.com/en/copilot/reference/hooks-reference; and VS Code's agent, which reads the same files:
 * https://code.visualstudio.com/docs/agent-customization/hooks; both as of November 2026.
 */
import { forPosixShell, forPowerShell } from './guardedCommand';
import { asObject, idAt, textAt } from './json';
import { answerAtTop, answerBefore } from './preToolUse';
import type { AgentClient, Decision, JsonObject } from './request';
import { actionsOf } from './toolCall';

const ID = 'copilot';
/** Seconds; beyond them the call is let through. */
const TIMEOUT = 30;

const EDITORS = 'create|edit|str_replace_editor|apply_patch';

const hook = {
  type: 'command',
  bash: forPosixShell(ID),
  powershell: forPowerShell(ID),
  timeoutSec: TIMEOUT,
};

export const copilot: AgentClient = {
  id: ID,
  title: 'GitHub Copilot',
  hookFile: {
    path: '.github/hooks/parapet.json',
    content: {
      version: 1,
      hooks: {
        preToolUse: [{ ...hook, matcher: `bash|powershell|${EDITORS}` }],
        postToolUse: [{ ...hook, matcher: EDITORS }],
      },
    },
  },
  folderVariables: [],

  read(input) {
    const tool = textAt(input, 'toolName', 'tool_name');
    const phase = phaseOf(input);
    if (tool === undefined || phase === undefined) return undefined;
    const folder = textAt(input, 'cwd');
    const session = idAt(input, 'sessionId', 'session_id');
    return {
      phase,
      // As the extension's id begins, so that one entry of a policy's `tools` may name both.
      agent: { tool: 'github.copilot-agent', ...(session !== undefined && { session }) },
      folders: folder === undefined ? [] : [folder],
      actions: hasFailed(input) ? [] : actionsOf(tool, input['toolArgs'] ?? input['tool_input']),
    };
  },

  answer: (input, decision) => (phaseOf(input) === 'before' ? answerOf(input, decision) : {}),
};

const eventOf = (input: JsonObject): string | undefined => textAt(input, 'hookEventName', 'hook_event_name');

/** The form in camel case does not name its event: what a tool has come to is only there afterwards. */
function phaseOf(input: JsonObject): 'before' | 'after' | undefined {
  const event = eventOf(input)?.toLowerCase();
  if (event === 'pretooluse') return 'before';
  if (event === 'posttooluse') return 'after';
  if (event !== undefined || input['error'] !== undefined) return undefined;
  return resultOf(input) ? 'after' : 'before';
}

const resultOf = (input: JsonObject): JsonObject | undefined =>
  asObject(input['toolResult'] ?? input['tool_result']);

/** Refused, or tried in vain: what has changed meanwhile is of somebody else. */
function hasFailed(input: JsonObject): boolean {
  const type = textAt(resultOf(input) ?? {}, 'resultType', 'result_type');
  return type !== undefined && type !== 'success';
}

/** Where the event is named, VS Code may be asking, which wants the answer in a place of its own. */
const answerOf = (input: JsonObject, decision: Decision): JsonObject => ({
  ...answerAtTop(decision),
  ...(eventOf(input) === undefined ? {} : answerBefore(decision)),
});
