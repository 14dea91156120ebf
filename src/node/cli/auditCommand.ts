import { HASH } from '../../audit/record';
import type { AuditHead } from '../../audit/chain';
import { verifyAudit, type AuditVerdict } from '../../audit/verify';
import { anchorsIn } from '../../git/notes/guardrailNotes';
import { GUARDRAIL_REF } from '../../git/notes/refs';
import { logsKeptHere } from '../anchorLog';
import { AuditLog, sha256 } from '../auditLog';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { repositoryHere } from './repositoryHere';
import { printable, styleFor } from './style';

const HELP = `Usage: parapet audit verify [--anchor COUNT:HEAD]… [--notes REF] [--json]

Whether the audit log of this repository is as it was written: names the first record that was changed, removed, moved
or put in. Exits 1 where there is one.

A log whose end was cut, or that was rewritten from some record on by somebody who computed the hashes anew, shows only
against an anchor. The git hooks keep one with each commit, in refs/notes/parapet; what this command prints is one too,
to be kept where nobody who can write the log can change it.

Options
  --anchor COUNT:HEAD   the log once had COUNT records, the last with the hash HEAD; may be given more than once
  --notes REF           the anchors in these notes, such as those that were fetched; default refs/notes/parapet
  --json                one JSON value: {"ok": true, "count", "head", "first", "log"?, "anchored", "elsewhere"}
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
    notes: { type: 'string', default: GUARDRAIL_REF },
    json: { type: 'boolean' },
  });
  const given = (values.anchor ?? []).map(anchorOf);
  const { git, repository } = await repositoryHere(terminal);
  const log = new AuditLog(repository.commonDir, { now: () => terminal.now });
  if (!/^refs\/[^\s-][^\s]*$/.test(values.notes))
    throw new UsageError(
      `${printable(values.notes)} is no ref`,
      'give its whole name, such as refs/notes/parapet',
    );
  // The anchors first: a record that is added meanwhile is no fault.
  const [noted, keptHere] = await Promise.all([anchorsIn(git, values.notes), logsKeptHere(git)]);
  const verdict = verifyAudit(log.read(), { anchors: [...given, ...noted], keptHere }, sha256);
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

const ONE_ELSEWHERE = '1 anchor is of a log that was kept elsewhere\n';

function describe(verdict: AuditVerdict, terminal: Terminal): string {
  const style = styleFor(terminal);
  if (verdict.ok) {
    const { count, head, first, anchored, elsewhere } = verdict;
    const others =
      elsewhere === 0
        ? ''
        : elsewhere === 1
          ? ONE_ELSEWHERE
          : `${elsewhere} anchors are of logs that were kept elsewhere\n`;
    if (count === 0) return `the log is empty\n${others}`;
    const kept = first > 1 ? `, kept from ${first} on` : '';
    const fits =
      anchored > 0 ? `fits ${anchored === 1 ? '1 anchor' : `${anchored} anchors`}` : 'held against no anchor';
    const records = count === 1 ? '1 record' : `${count} records`;
    return `${style.good('✓')} ${records}${kept}; ${fits}\n${others}  anchor ${count}:${head}\n`;
  }
  const { file, line, record, reason } = verdict;
  const where = file === undefined ? '' : ` (${file}:${line})`;
  return `${style.bad('✗')} record ${record}${where}: ${reason}\n`;
}
