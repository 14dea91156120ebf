/** The commands that judge by the policy, or that write one. */
import { agentHookCommand } from './agentHookCommand';
import { auditVerifyCommand } from './auditCommand';
import type { Command } from './command';
import { evalCommand } from './evalCommand';
import { explainCommand } from './explainCommand';
import { gamedayCommand } from './gamedayCommand';
import { initCommand } from './initCommand';
import { replayCommand } from './replayCommand';
import { testCommand } from './testCommand';
import { validateCommand } from './validateCommand';

/** Here for those commands about lines that need it now and then, since it takes the policy's engine. */
export { modulesOfPaths } from './pathModules';

export const POLICY_COMMANDS: readonly Command[] = [
  initCommand,
  evalCommand,
  validateCommand,
  explainCommand,
  testCommand,
  replayCommand,
  gamedayCommand,
  agentHookCommand,
  auditVerifyCommand,
];
