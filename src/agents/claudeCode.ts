/**
 * Claude Code: `PreToolUse` and `PostToolUse` of https://code.claude.com/docs/en/hooks, as of version 2.1 in
 * November 2026. Other clients read `.claude/settings.json` too and call its hooks with additions of their own; what
 * they write is recorded as theirs.
 */
import { forPosixShell } from './guardedCommand';
import { idAt, textAt } from './json';
import type { Agent, AgentClient, Decision, JsonObject } from './request';
import { actionsOf } from './toolCall';

const ID = 'claude-code';
const EDITORS = 'Write|Edit|MultiEdit|NotebookEdit';
/** Seconds. */
const TIMEOUT = 30;

const hook = { type: 'command', command: forPosixShell(ID), timeout: TIMEOUT };

export const claudeCode: AgentClient = {
  id: ID,
  title: 'Claude Code',
  hookFile: {
    path: '.claude/settings.json',
    content: {
      hooks: {
        PreToolUse: [{ matcher: `Bash|PowerShell|${EDITORS}`, hooks: [hook] }],
        PostToolUse: [{ matcher: EDITORS, hooks: [hook] }],
      },
    },
  },
  folderVariables: ['CLAUDE_PROJECT_DIR'],

  read(input) {
    const event = textAt(input, 'hook_event_name');
    const tool = textAt(input, 'tool_name');
    if ((event !== 'PreToolUse' && event !== 'PostToolUse') || tool === undefined) return undefined;
    const folder = textAt(input, 'cwd');
    return {
      phase: event === 'PreToolUse' ? 'before' : 'after',
      agent: agentOf(input),
      folders: folder === undefined ? [] : [folder],
      actions: actionsOf(tool, input['tool_input']),
    };
  },

  answer: (input, decision) =>
    textAt(input, 'hook_event_name') === 'PreToolUse' ? answerBefore(decision) : {},
};

/** The common fields name no model. */
function agentOf(input: JsonObject): Agent {
  const session = idAt(input, 'session_id', 'conversation_id');
  const version = idAt(input, 'cursor_version');
  // Cursor names itself; only Copilot and VS Code send the time.
  const tool =
    version !== undefined ? 'cursor' : textAt(input, 'timestamp') !== undefined ? 'github.copilot-agent' : ID;
  return {
    tool,
    ...(version !== undefined && { toolVersion: version }),
    ...(session !== undefined && { session }),
  };
}

const before = (fields: JsonObject): JsonObject => ({
  hookSpecificOutput: { hookEventName: 'PreToolUse', ...fields },
});

/** Never `allow`, which would skip the questions that the client itself asks. */
export function answerBefore({ action, reason }: Decision): JsonObject {
  switch (action) {
    case 'block':
      return before({ permissionDecision: 'deny', permissionDecisionReason: reason });
    case 'approve':
      // The reason is shown to the person; the context is what the model gets to read.
      return before({
        permissionDecision: 'ask',
        permissionDecisionReason: reason,
        additionalContext: reason,
      });
    case 'warn':
      return before({ additionalContext: reason });
    case 'allow':
      return {};
  }
}
