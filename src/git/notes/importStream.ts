/** Notes as `git fast-import` takes them. */
import { NOTES_REF } from './refs';

/** What git is told that reads them. So few objects as come with a hook need no pack. */
export const FAST_IMPORT: readonly string[] = [
  ...['-c', 'fastimport.unpackLimit=1000', 'fast-import', '--quiet', '--date-format=raw'],
];

/** A note to be written: of a commit that is here, or at a place in the tree of notes. */
export type WrittenNote =
  | { readonly commit: string; readonly text: string }
  | { readonly place: string; readonly text: string }
  | { readonly place: string; readonly blob: string };

interface Parents {
  readonly from: string | undefined;
  readonly merge?: string;
}

/** See git-fast-import(1). It refuses to move the ref to where what is there by now would be lost. */
export function importStream(
  ref: string,
  notes: readonly WrittenNote[],
  { from, merge }: Parents,
  now: Date,
): Buffer {
  const seconds = Math.floor(now.getTime() / 1000);
  const parts: Buffer[] = [];
  const line = (text: string): void => void parts.push(Buffer.from(`${text}\n`));
  const data = (text: string): void => {
    const bytes = Buffer.from(text);
    line(`data ${bytes.length}`);
    parts.push(bytes, Buffer.from('\n'));
  };
  line(`commit ${ref}`);
  line(`committer Parapet <parapet@localhost> ${seconds} +0000`);
  data(ref === NOTES_REF ? 'Who wrote which lines\n' : 'What the guardrails said\n');
  if (from !== undefined) line(`from ${from}`);
  if (merge !== undefined) line(`merge ${merge}`);
  for (const note of notes) {
    const blob = 'blob' in note ? note.blob : 'inline';
    line('commit' in note ? `N ${blob} ${note.commit}` : `M 100644 ${blob} ${note.place}`);
    if ('text' in note) data(note.text);
  }
  // Whoever holds the other end of the pipe need not have let go of it.
  line('done');
  return Buffer.concat(parts);
}
