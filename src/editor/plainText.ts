/** Characters that draw nothing or reorder what is drawn: a policy's words could otherwise say one thing and show another. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** Text that a workspace or a suggestion wrote, as one visible line of at most `max` UTF-16 units. */
export function oneLine(text: string, max = 300): string {
  const line = text.replace(UNSEEN, ' ').trim();
  return line.length <= max ? line : `${line.slice(0, max - 1).trimEnd()}…`;
}

/**
 * The same for Markdown, where none of it may mean anything: every ASCII punctuation mark can be escaped
 * (CommonMark 2.4), which also keeps addresses from becoming links. `MarkdownString.appendText` would turn
 * every space into one that does not break.
 */
export const markdownLine = (text: string, max = 1_000): string =>
  oneLine(text, max).replace(/[!-/:-@[-`{-~]/g, '\\$&');
