/** What a change makes of a file's text, as an edit that a policy judges. */
import type { Edit } from '../contract/edit';
import type { Change, Replacement } from './request';

export type EditedText = Pick<Edit, 'before' | 'replaced' | 'insert' | 'after'>;

/** @param text what the file holds now; empty where there is none */
export function editedText(text: string, change: Change): EditedText {
  const result = resultOf(text, change);
  let start = 0;
  const most = Math.min(text.length, result.length);
  while (start < most && text[start] === result[start]) start++;
  let end = 0;
  while (end < most - start && text[text.length - 1 - end] === result[result.length - 1 - end]) end++;
  return {
    before: text.slice(0, start),
    replaced: text.slice(start, text.length - end),
    insert: result.slice(start, result.length - end),
    after: text.slice(text.length - end),
  };
}

function resultOf(text: string, change: Change): string {
  switch (change.kind) {
    case 'write':
      return change.text;
    case 'delete':
      return '';
    case 'replace':
      return change.replacements.reduce(replaced, text);
    case 'insert':
      return inserted(text, change.text, change.afterLine);
  }
}

function replaced(text: string, { old, new: now, all }: Replacement): string {
  const unified = text.includes('\r\n') && !old.includes('\r') ? old.replaceAll('\n', '\r\n') : old;
  const target = text.includes(old) ? old : unified;
  // The tool will refuse what it does not find, unless it looks less closely than we do: then this text comes in.
  if (target === '' || !text.includes(target)) return inserted(text, now, undefined);
  // Functions, since `$&` in a text means nothing.
  return all ? text.replaceAll(target, () => now) : text.replace(target, () => now);
}

/** Where the place is not known, at the end and on lines of its own. */
function inserted(text: string, added: string, afterLine: number | undefined): string {
  if (afterLine === undefined) return text === '' || text.endsWith('\n') ? text + added : `${text}\n${added}`;
  let at = 0;
  for (let line = 0; line < afterLine && at < text.length; line++) {
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
  }
  const head = text.slice(0, at);
  const open = head !== '' && !head.endsWith('\n') ? '\n' : '';
  return `${head}${open}${added}${added.endsWith('\n') ? '' : '\n'}${text.slice(at)}`;
}
