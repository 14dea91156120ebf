import { HASH } from '../../audit/record';
import type { AuditHead } from '../../audit/chain';
import { verifyAudit, type AuditVerdict } from '../../audit/verify';
import { AuditLog, sha256 } from '../auditLog';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { repositoryHere } from './repositoryHere';
import { styleFor } from './style';

const HELP = `Usage: parapet audit verify [--anchor COUNT:HEAD]… [--json]

Whether the audit log of this repository is as it was written: names the first record that was changed, removed, moved
or put in. Exits 1 where there is one.

A log whose end was cut, or that was rewritten from some record on by somebody who computed the hashes anew, shows only
against an anchor: what this command printed at an earlier time, kept where nobody who can write the log can change it.

Options
  --anchor COUNT:HEAD   the log once had COUNT records, the last with the hash HEAD; may be given more than once
  --json                one JSON value: {"ok": true, "count", "head", "first"}
                        or {"ok": false, "record", "reason", "file"?, "line"?}
`;

export const auditVerifyCommand: Command = {
  name: 'audit verify',
  summary: 'is the audit log as it was written',
  help: HELP,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = readArguments('audit verify', args, {
    anchor: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const anchors = (values.anchor ?? []).map(anchorOf);
  const { repository } = await repositoryHere(terminal);
  const log = new AuditLog(repository.commonDir, { now: () => terminal.now });
  const verdict = verifyAudit(log.read(), anchors, sha256);
  terminal.out(values.json ? `${JSON.stringify(verdict)}\n` : describe(verdict, terminal));
  return verdict.ok ? EXIT.fine : EXIT.violations;
}

function anchorOf(text: string): AuditHead {
  const [count, head, ...more] = text.split(':');
  const number = Number(count);
  if (!/^\d{1,15}$/.test(count ?? '') || !HASH.test(head ?? '') || more.length > 0)
    throw new UsageError(`${text} is no anchor`, 'give a number of records and a hash, such as 12:0123…');
  return { count: number, head: head ?? '' };
}

function describe(verdict: AuditVerdict, terminal: Terminal): string {
  const style = styleFor(terminal);
  if (verdict.ok) {
    const { count, head, first } = verdict;
    if (count === 0) return 'the log is empty\n';
    const kept = first > 1 ? `, kept from ${first} on` : '';
    return `${style.good('✓')} ${count} record${count === 1 ? '' : 's'}${kept}; anchor ${count}:${head}\n`;
  }
  const { file, line, record, reason } = verdict;
  const where = file === undefined ? '' : ` (${file}:${line})`;
  return `${style.bad('✗')} record ${record}${where}: ${reason}\n`;
}
