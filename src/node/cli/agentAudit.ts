/** Verdicts on what agents are about to do, in the audit log of the repository that they do it in. */
import type { Agent } from '../../agents/request';
import { auditRules, type AuditEvent } from '../../audit/record';
import { AuditLog, sha256 } from '../auditLog';
import { realPath, repositoryPath } from '../policyRepository';
import { repositoryOf } from './agentEdits';
import type { Judged } from './agentJudge';

/**
 * @param folders where the agent acts and was started; the first that lies in a repository has the log
 * @throws Error where it cannot be written
 */
export async function logVerdicts(
  agent: Agent,
  folders: readonly string[],
  judged: readonly Judged[],
  now: Date,
): Promise<void> {
  for (const one of judged.filter(({ action }) => action !== 'allow')) {
    const repositories = await Promise.all([one.file, ...folders].map(repositoryOf));
    const repository = repositories.find((found) => found !== undefined);
    if (!repository) continue;
    const at = repositoryPath(await realPath(repository.topLevel), await realPath(one.file));
    const event: AuditEvent = {
      kind: 'verdict',
      time: now.toISOString(),
      where: 'agent',
      tool: agent.tool,
      ...(agent.session !== undefined && { session: agent.session }),
      what: one.what,
      ...(one.what === 'edit' && at !== undefined && { path: at }),
      action: one.action,
      level: one.level,
      rules: auditRules(one.findings),
      textHash: sha256(one.text),
      length: one.text.length,
    };
    const result = new AuditLog(repository.commonDir, { now: () => now }).append([event]);
    if (!result.ok) throw new Error(result.message);
  }
}
