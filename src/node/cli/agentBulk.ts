/** Counts what an agent changes in its session, and tells where that is far more than usual. */
import type { Agent } from '../../agents/request';
import { bulkEvent } from '../../audit/bulkEvent';
import type { BulkFlag } from '../../risk/bulk';
import { AuditLog } from '../auditLog';
import { ToolSessions } from '../toolSessions';
import type { AgentTouch } from './agentEdits';

const COUNTED: Readonly<Record<BulkFlag['measure'], string>> = {
  files: 'files changed',
  deletedFiles: 'files deleted',
  addedLines: 'lines added',
  removedLines: 'lines removed',
  modules: 'modules changed',
};

/**
 * @returns a line for whoever looks on, for each measure that has just been passed
 * @throws Error where it cannot be written
 */
export function countTouches(agent: Agent, touches: readonly AgentTouch[], now: Date): readonly string[] {
  // A client that names no session is counted by the day.
  const session = agent.session ?? now.toISOString().slice(0, 10);
  return touches.flatMap(({ repository, ...touch }) => {
    const flags = new ToolSessions(repository.commonDir, () => now).touched(agent.tool, session, [touch]);
    if (flags.length === 0) return [];
    const event = { time: now.toISOString(), where: 'agent', tool: agent.tool, session };
    const log = new AuditLog(repository.commonDir, { now: () => now });
    const result = log.append(flags.map((flag) => ({ ...event, ...bulkEvent(flag) })));
    if (!result.ok) throw new Error(result.message);
    return flags.map((flag) => lineFor(agent.tool, flag));
  });
}

const lineFor = (tool: string, flag: BulkFlag): string =>
  `${tool} has come to ${flag.count} ${COUNTED[flag.measure]} in this session; ${flag.limit} is ${whatFor(flag)}`;

function whatFor({ from, budget = '' }: BulkFlag): string {
  switch (from) {
    case 'usual':
      return 'what is usual at most';
    case 'past':
      return 'three times the most of its earlier ones';
    case 'budget':
      return `the most that a budget of the policy allows (${budget})`;
  }
}
