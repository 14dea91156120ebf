/** How a decision before a tool is used is told: in the place that Claude Code and VS Code look in, or at the top. */
import type { Decision, JsonObject } from './request';

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

/** At the top, where GitHub Copilot's command line looks; the same for `warn` and `allow`, which it has no place for. */
export function answerAtTop({ action, reason }: Decision): JsonObject {
  if (action !== 'block' && action !== 'approve') return {};
  return {
    permissionDecision: action === 'block' ? 'deny' : 'ask',
    permissionDecisionReason: reason,
  };
}
