/** Notes of what the guardrails said of commits, and of where the audit log stood: `refs/notes/parapet`. */
import {
  addDoings,
  doingsOf,
  parseGuardrailNote,
  printGuardrailNote,
  type AuditAnchor,
  type Doings,
  type GuardrailNote,
} from '../../audit/guardrailNote';
import { AI_RISK, parseRiskLevel } from '../../provenance/trailers';
import type { Git } from '../git';
import type { NoteHook } from '../hooks/names';
import { ObjectReader } from '../objects';
import { commitInfo, type CommitInfo } from './commitChanges';
import { amendedBy, rewrittenCommits } from './madeFrom';
import { Notes, type NoteChange } from './notesRef';
import { GUARDRAIL_REF } from './refs';

export interface GuardrailContext {
  readonly git: Git;
  /** Of the work tree. */
  readonly gitDir: string;
  readonly now: Date;
}

/** What there is to say with the newest commit. */
export interface Said {
  readonly audit: AuditAnchor;
  /** What was said with no earlier commit; undefined where the log has not grown since. */
  readonly doings: Doings | undefined;
}

/**
 * After a commit or a rebase: the newest commit is told what was done since the one before, and one that takes the place
 * of another what that was told.
 */
export async function noteGuardrails(
  { git, gitDir, now }: GuardrailContext,
  hook: NoteHook,
  said: Said,
): Promise<void> {
  const objects = new ObjectReader(git);
  try {
    const notes = new Notes(git, objects, GUARDRAIL_REF);
    const head = await commitInfo(objects, 'HEAD');
    if (!head) return;
    const replaced =
      hook === 'post-rewrite'
        ? rewrittenCommits(gitDir)
        : new Map([[head.id, await amendedBy({ git, gitDir }, head.id)]]);
    const changes = new Map<string, NoteChange>();
    for (const id of new Set([...replaced.keys(), head.id])) {
      const commit = id === head.id ? head : await commitInfo(objects, id);
      const earlier = await notesOf(notes, replaced.get(id) ?? []);
      const note = commit && noteFor(commit, earlier, id === head.id ? said : undefined);
      if (note) changes.set(id, (text) => printGuardrailNote(withEarlier(note, text)));
    }
    await notes.write(changes, now);
  } finally {
    objects.close();
  }
}

/** @param earlier notes of the commits whose place it takes */
function noteFor(
  commit: CommitInfo,
  earlier: readonly GuardrailNote[],
  said: Said | undefined,
): GuardrailNote | undefined {
  const risk = riskOf(commit);
  const audit = said?.audit ?? earlier[0]?.audit;
  if (!audit || !(said?.doings || risk || earlier.length > 0)) return undefined;
  const doings = earlier.reduce<Doings>(addDoings, said?.doings ?? doingsOf([]));
  return { version: 1, ...(risk && { risk }), ...only(doings), audit };
}

/** A commit that was reached twice, as by a reset, has been told something already. */
function withEarlier(note: GuardrailNote, text: string | undefined): GuardrailNote {
  const there = text === undefined ? undefined : parseGuardrailNote(text);
  return there ? { ...note, ...only(addDoings(there, note)) } : note;
}

const only = ({ accepts, verdicts, exceptions }: Doings): Doings => ({ accepts, verdicts, exceptions });

/** What the guardrails said of a commit, if anything. @param commit full id */
export async function guardrailNoteOf(git: Git, commit: string): Promise<GuardrailNote | undefined> {
  const objects = new ObjectReader(git);
  try {
    const [note] = await notesOf(new Notes(git, objects, GUARDRAIL_REF), [commit]);
    return note;
  } finally {
    objects.close();
  }
}

/** What every note says of where a log stood. @param ref of the notes */
export async function anchorsIn(git: Git, ref: string): Promise<AuditAnchor[]> {
  const objects = new ObjectReader(git);
  try {
    const blobs = [...(await new Notes(git, objects, ref).list()).values()];
    const texts = await Promise.all(blobs.map((blob) => objects.read('blob', blob)));
    return texts.flatMap((text) => (text && parseGuardrailNote(text.toString('utf8'))?.audit) ?? []);
  } finally {
    objects.close();
  }
}

async function notesOf(notes: Notes, commits: readonly string[]): Promise<GuardrailNote[]> {
  const texts = await Promise.all(commits.map((commit) => notes.read(commit)));
  return texts.flatMap((text) => (text === undefined ? undefined : parseGuardrailNote(text)) ?? []);
}

/** As its trailers say it: the hook that wrote them knew more than can be known afterwards. */
const riskOf = ({ message }: CommitInfo) =>
  [...message.matchAll(RISK)]
    .map(([, level = '']) => parseRiskLevel(level))
    .findLast((level) => level !== undefined);

const RISK = new RegExp(`^${AI_RISK}: *(\\w+) *$`, 'gim');
