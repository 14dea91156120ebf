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
      // The tool will refuse what it does not find, unless it looks less closely than we do: then this text comes in.
      return change.replacements.reduce(
        (result, one) => replaced(result, one) ?? inserted(result, one.new, undefined),
        text,
      );
    case 'insert':
      return inserted(text, change.text, change.afterLine);
  }
}

/** What a change makes of a file's text; undefined where it does not say in which place, or that is not there. */
export function textAfter(text: string, change: Change): string | undefined {
  if (change.kind === 'replace')
    return change.replacements.reduce<string | undefined>(
      (result, one) => (result === undefined ? undefined : replaced(result, one)),
      text,
    );
  return change.kind === 'insert' && change.afterLine === undefined ? undefined : resultOf(text, change);
}

/** Undefined where the text has no such part. */
function replaced(text: string, { old, new: now, all }: Replacement): string | undefined {
  const unified = text.includes('\r\n') && !old.includes('\r') ? old.replaceAll('\n', '\r\n') : old;
  const target = text.includes(old) ? old : unified;
  if (target === '' || !text.includes(target)) return undefined;
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
