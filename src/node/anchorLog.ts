/** The audit log, anchored in the notes of a commit: who rewrites or cuts the log has to rewrite those as well. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { anchorIn, doingsOf } from '../audit/guardrailNote';
import type { AuditAnchor } from '../audit/guardrailNote';
import { textOf, type Git } from '../git/git';
import type { NoteHook } from '../git/hooks/names';
import { noteGuardrails } from '../git/notes/guardrailNotes';
import type { Repository } from '../git/repository';
import { AuditLog } from './auditLog';
import { LogFolder } from './workingLogFiles';

/** In the repository's own configuration: each log that was ever anchored from here. */
const KEPT_HERE = 'parapet.auditLog';
/** Beside the log: where it stood at the last commit. */
const ANCHORED = 'anchored';

export async function anchorLog(git: Git, repository: Repository, hook: NoteHook, now: Date): Promise<void> {
  const log = new AuditLog(repository.commonDir, { now: () => now });
  const audit = log.anchor();
  if (!audit) return;
  const folder = new LogFolder(path.join(repository.commonDir, 'parapet'));
  const before = anchoredIn(folder);
  const isSame = before?.log === audit.log;
  const doings =
    isSame && before.head === audit.head ? undefined : doingsOf(log.since(isSame ? before.count : 0));
  await noteGuardrails({ git, gitDir: repository.gitDir, now }, hook, { audit, doings });
  if (!doings) return;
  if (!isSame) await remember(git, repository, audit.log);
  folder.replace(ANCHORED, Buffer.from(`${JSON.stringify(audit)}\n`));
}

/** The ids of the logs that were anchored from here. */
export async function logsKeptHere(git: Git): Promise<string[]> {
  const ids = textOf(await git.plain(['config', '--local', '--get-all', KEPT_HERE]));
  return [...new Set(ids?.split('\n').filter((id) => id !== ''))];
}

async function remember(git: Git, { commonDir }: Repository, log: string): Promise<void> {
  if (read(path.join(commonDir, 'config')).includes(log)) return;
  const outcome = await git.plain(['config', '--local', '--add', KEPT_HERE, log]);
  if (!outcome.ok)
    throw new Error(`the audit log could not be named in the configuration: ${outcome.stderr}`);
}

function anchoredIn(folder: LogFolder): AuditAnchor | undefined {
  try {
    return anchorIn(JSON.parse(folder.read(ANCHORED)?.bytes.toString() ?? ''));
  } catch {
    return undefined;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
