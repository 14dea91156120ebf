/** Where a fetch puts the notes of other clones. */

/** A fetch keeps what remotes have below here, so that it never overwrites what is noted here. */
export const INCOMING = 'refs/notes/ai-remote';

/** With a `*`, since a fetch would fail where a remote has no such ref. */
export const incomingRefspec = (remote: string): string => `+refs/notes/ai*:${INCOMING}/${remote}/ai*`;
