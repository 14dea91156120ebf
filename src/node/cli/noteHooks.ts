/** The hooks that write notes: a program of its own, since it is waited for with every commit. */
import { begunAnswers, begunFiles, begunOthers } from '../../git/hooks/begun';
import type { NoteHook } from '../../git/hooks/names';
import { pipedNote } from '../../git/hooks/pipedNote';
import { bringIn } from '../../git/notes/bringIn';
import type { HeadAnswers } from '../../git/notes/headAnswers';
import { noteHead } from '../../git/notes/noteHead';
import { noteRewritten } from '../../git/notes/noteRewritten';
import type { NotesContext } from '../../git/notes/notesTools';
import { anchorLog } from '../anchorLog';
import { WorkTreeLabels } from '../workTreeLabels';
import { inHook, type HookContext, type HookTerminal } from './hookRun';

/** @returns whether it has done its work, and only what it does each time */
export const noteHook = async (
  name: NoteHook,
  args: readonly string[],
  terminal: HookTerminal,
): Promise<boolean> => (await inHook(name, terminal, (context) => run(name, args, context))) ?? false;

async function run(
  name: NoteHook,
  args: readonly string[],
  { git, repository, now, failed }: HookContext,
): Promise<boolean> {
  const { gitDir, commonDir } = repository;
  const labels = new WorkTreeLabels(git, repository, { now: () => now, log: failed });
  // What is wrong with one of them does not cut the others short.
  const all = await Promise.allSettled([
    anchorLog(git, repository, name, now),
    Promise.allSettled([bringIn(git, commonDir, now)]).then(async ([brought]) => {
      const isAsItWas = brought.status === 'fulfilled' && !brought.value;
      const wasUpToDate = await writeNotes(name, args, { git, gitDir, labels, now }, isAsItWas);
      if (brought.status === 'rejected') throw brought.reason;
      return isAsItWas && wasUpToDate;
    }),
  ]);
  for (const one of all) if (one.status === 'rejected') throw one.reason;
  const [, noted] = all;
  return noted.status === 'fulfilled' && noted.value;
}

/**
 * @param isAsItWas whether nothing has come to the notes since the launcher asked about them
 * @returns whether there was nothing to make up for
 */
async function writeNotes(
  name: NoteHook,
  [by]: readonly string[],
  context: NotesContext,
  isAsItWas: boolean,
): Promise<boolean> {
  if (name === 'post-rewrite') {
    await noteRewritten(context, { isAmend: by === 'amend', begun: () => begunFiles(process.env) });
    return true;
  }
  const begun = (): HeadAnswers | undefined => {
    const said = begunAnswers(process.env);
    return said && (isAsItWas ? said : { ...said, tip: undefined });
  };
  return noteHead(context, {
    mergesOnly: name === 'post-merge',
    begun,
    others: () => (isAsItWas ? begunOthers(process.env) : undefined),
    piped: pipedNote(process.env),
  });
}
