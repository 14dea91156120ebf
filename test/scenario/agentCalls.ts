/** Calls of hooks in the form that each client documents, with the folder and the tool's arguments filled in. */

export interface AgentCall {
  readonly client: 'claude-code' | 'copilot' | 'cursor';
  readonly name: string;
  readonly input: object;
}

/** https://code.claude.com/docs/en/hooks, common input fields and those of the event. */
export const claudeCode = (
  event: 'PreToolUse' | 'PostToolUse',
  cwd: string,
  tool: string,
  args: object,
): object => ({
  session_id: 'abc123',
  transcript_path: '/home/dev/.claude/projects/p/00893aaf-19fa-41d2-8238-13269b9b3ca0.jsonl',
  cwd,
  permission_mode: 'default',
  hook_event_name: event,
  tool_name: tool,
  tool_input: args,
  tool_use_id: 'toolu_01ABC123',
  ...(event === 'PostToolUse' && { tool_response: { success: true } }),
});

/** https://docs.github.com/en/copilot/reference/hooks-reference, the form in camel case. */
export const copilot = (
  event: 'preToolUse' | 'postToolUse',
  cwd: string,
  tool: string,
  args: unknown,
): object => ({
  sessionId: 'session-7',
  timestamp: 1704614600000,
  cwd,
  toolName: tool,
  toolArgs: args,
  ...(event === 'postToolUse' && { toolResult: { resultType: 'success', textResultForLlm: 'done' } }),
});

/** https://code.visualstudio.com/docs/agent-customization/hooks. */
export const vscode = (
  event: 'PreToolUse' | 'PostToolUse',
  cwd: string,
  tool: string,
  args: object,
): object => ({
  timestamp: '2026-02-09T10:30:00.000Z',
  cwd,
  sessionId: 'session-identifier',
  hookEventName: event,
  transcript_path: '/path/to/transcript.json',
  tool_name: tool,
  tool_input: args,
  tool_use_id: 'tool-123',
  ...(event === 'PostToolUse' && { tool_response: 'File edited successfully' }),
});

/** https://cursor.com/docs/hooks, the common schema and the event's fields. */
export const cursor = (event: string, root: string, fields: object): object => ({
  conversation_id: 'conversation-9',
  generation_id: 'generation-1',
  model: 'claude-opus-4-7-thinking-max',
  model_id: 'claude-opus-4-7',
  hook_event_name: event,
  cursor_version: '2.0.77',
  workspace_roots: [root],
  user_email: 'dev@example.com',
  transcript_path: null,
  ...fields,
});
