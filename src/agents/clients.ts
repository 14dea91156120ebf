/** Every client of an agent that Parapet knows. A new one is a file that implements `AgentClient`, and a line here. */
import { claudeCode } from './claudeCode';
import { copilot } from './copilot';
import { cursor } from './cursor';
import type { AgentClient } from './request';

export const AGENT_CLIENTS: readonly AgentClient[] = [claudeCode, copilot, cursor];

export const clientOf = (id: string): AgentClient | undefined =>
  AGENT_CLIENTS.find((client) => client.id === id);
