/**
 * Claude Code: `PreToolUse` and `PostToolUse` of https://code.claude.com/docs/en/hooks, as of version 2.1 in
 * November 2026. Other clients read `.claude/settings.json` too and call its hooks with additions of their own: Cursor, VS
 * Code, and GitHub Copilot's command line, which looks for the answer in another place. What they write is recorded as
 * theirs.
 */
import { forPosixShell } from './guardedCommand';
import { idAt, textAt } from './json';
import { answerAtTop, answerBefore } from './preToolUse';
import type { Agent, AgentClient, JsonObject } from './request';
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

  answer(input, decision) {
    if (textAt(input, 'hook_event_name') !== 'PreToolUse') return {};
    return { ...(isOfCopilot(input) ? answerAtTop(decision) : {}), ...answerBefore(decision) };
  },
};

/** Only Copilot and VS Code send the time. */
const isOfCopilot = (input: JsonObject): boolean => textAt(input, 'timestamp') !== undefined;

/** The common fields name no model. */
function agentOf(input: JsonObject): Agent {
  const session = idAt(input, 'session_id', 'conversation_id');
  const version = idAt(input, 'cursor_version');
  // Cursor names itself.
  const tool = version !== undefined ? 'cursor' : isOfCopilot(input) ? 'github.copilot-agent' : ID;
  return {
    tool,
    ...(version !== undefined && { toolVersion: version }),
    ...(session !== undefined && { session }),
  };
}
