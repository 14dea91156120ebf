/** How notes of other clones become one with those that are here. */
import { parseNote, printNote } from '../../provenance/authorshipNote';
import { uniteNotes } from '../../provenance/uniteNotes';
import { GitError, textOf, type Git } from '../git';
import { ObjectReader } from '../objects';
import { importStream } from './importStream';
import { INCOMING } from './incomingRefs';
import { notePlaces } from './notePlaces';
import { NOTES_REF } from './refs';

/**
 * Unites all notes that were fetched with those that are here.
 *
 * @returns how many commits' notes have come in or come to say more
 */
export async function takeIncoming(git: Git, now: Date): Promise<number> {
  const refs = textOf(await git.read(['for-each-ref', '--format=%(refname)', INCOMING])) ?? '';
  let taken = 0;
  for (const ref of refs.split('\n').filter((name) => name.endsWith('/ai')))
    taken += await takeFrom(git, ref, now);
  return taken;
}

const ATTEMPTS = 5;

async function takeFrom(git: Git, ref: string, now: Date): Promise<number> {
  const objects = new ObjectReader(git);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const [ours, theirs] = await Promise.all([NOTES_REF, ref].map((name) => objects.find('commit', name)));
      if (!theirs || ours?.id === theirs.id) return 0;
      const [mine, others] = await Promise.all([
        ours ? notePlaces(git, ours.id) : new Map(),
        notePlaces(git, theirs.id),
      ]);
      if (!ours) {
        // All zeroes: it must not be there by now.
        const set = await git.read(['update-ref', NOTES_REF, theirs.id, '0'.repeat(theirs.id.length)]);
        if (set.ok) return others.size;
        continue;
      }
      const base = await git.read(['merge-base', '--is-ancestor', theirs.id, ours.id]);
      if (base.ok) return 0;
      const changes = await Promise.all(
        [...others].map(async ([commit, their]) => {
          const our = mine.get(commit);
          if (!our) return [{ place: their.place, blob: their.blob }];
          if (our.blob === their.blob) return [];
          const text = unitedText(await textIn(objects, our.blob), await textIn(objects, their.blob));
          return text === undefined ? [] : [{ place: our.place, text }];
        }),
      );
      const stream = importStream(NOTES_REF, changes.flat(), { from: ours.id, merge: theirs.id }, now);
      const outcome = await git.read(['fast-import', '--quiet', '--date-format=raw'], { input: stream });
      if (outcome.ok) return changes.flat().length;
      if (attempt === ATTEMPTS - 1) throw new GitError(outcome);
    }
    return 0;
  } finally {
    objects.close();
  }
}

/** @throws GitError in a partial clone that lacks it: to go on without would lose what it says */
async function textIn(objects: ObjectReader, blob: string): Promise<string> {
  const content = await objects.read('blob', blob);
  if (content) return content.toString('utf8');
  const stderr = 'what they say was not fetched';
  throw new GitError({ ok: false, reason: 'refused', exitCode: undefined, stderr });
}

/** Undefined where ours stays: it says all already, or one of them is another tool's that cannot be read. */
function unitedText(ours: string, theirs: string): string | undefined {
  const [one, other] = [parseNote(ours), parseNote(theirs)];
  if (!one || !other) return undefined;
  const text = printNote(uniteNotes(one, other));
  return text === ours ? undefined : text;
}
