/** Notes from a remote and, if asked for, to it. */
import type { Git, GitOutcome } from '../git';
import { takeIncoming } from './incoming';
import { incomingRefspec } from './incomingRefs';
import { fetchLacking } from './lackingNotes';
import { NOTES_REF } from './refs';

export interface Synced {
  /** Commits whose notes came in or came to say more. */
  readonly taken: number;
  readonly pushed: boolean;
}

export type SyncOutcome =
  { readonly ok: true; readonly synced: Synced } | { readonly ok: false; readonly problem: string };

/** Somebody else may push in between. */
const ATTEMPTS = 5;
/** What git says then. `[remote rejected]` is for good: a hook there will have none of it. */
const WAS_QUICKER = / \[rejected\] |cannot lock ref|failed to update ref/;

/**
 * @param online for the remote
 * @param git for all else
 */
export async function syncNotes(
  online: Git,
  git: Git,
  { remote, push, now }: { readonly remote: string; readonly push: boolean; readonly now: Date },
): Promise<SyncOutcome> {
  let taken = 0;
  for (let attempt = 1; ; attempt++) {
    // A partial clone would leave out what the notes say.
    const fetched = await online.plain([
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-filter',
      '--no-write-fetch-head',
      '--no-recurse-submodules',
      remote,
      incomingRefspec(remote),
    ]);
    if (!fetched.ok) return failed(fetched);
    const refusal = await fetchLacking(online, git, remote);
    if (refusal) return failed(refusal);
    taken += await takeIncoming(git, now);
    const hasNotes = (await git.read(['rev-parse', '--verify', '--quiet', NOTES_REF])).ok;
    if (!push || !hasNotes) return { ok: true, synced: { taken, pushed: false } };
    // Never by force: what the remote has and we have not would be lost.
    const pushed = await online.plain([
      'push',
      '--quiet',
      '--no-verify',
      '--recurse-submodules=no',
      remote,
      `${NOTES_REF}:${NOTES_REF}`,
    ]);
    if (pushed.ok) return { ok: true, synced: { taken, pushed: true } };
    if (attempt === ATTEMPTS || !WAS_QUICKER.test(pushed.stderr)) return failed(pushed);
  }
}

function failed({ stderr }: Extract<GitOutcome, { ok: false }>): SyncOutcome {
  const lines = stderr.split('\n');
  const said = lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines[0] ?? '';
  const [, why] = /^ ?! \[.*\] .* \((.*)\)$/m.exec(stderr) ?? [];
  return { ok: false, problem: why === undefined ? said : `${said}: ${why}` };
}
