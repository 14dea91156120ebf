/** What a file was before a patch: https://git-scm.com/docs/diff-format#generate_patch_text_with_p */
import type { DiffHunk } from './diffs';

/**
 * @param content after the patch, one character a byte
 * @param hunks all of the patch, without context, ascending
 */
export function contentBefore(content: string, hunks: readonly DiffHunk[]): string {
  let [at, line] = [0, 1];
  const goTo = (target: number): void => {
    for (; line < target && at < content.length; line++) at = nextLine(content, at);
  };
  let before = '';
  for (const { start, count, removed } of hunks) {
    const from = at;
    const first = count > 0 ? start : start + 1;
    goTo(first);
    before += content.slice(from, at) + unmarked(removed);
    goTo(first + count);
  }
  return before + content.slice(at);
}

function nextLine(content: string, at: number): number {
  const end = content.indexOf('\n', at);
  return end < 0 ? content.length : end + 1;
}

/** Without the `-` before each line; one that is followed by `\ No newline at end of file` has no end. */
export const unmarked = (removed: string): string =>
  removed
    .replace(/\n\\[^\n]*\n?$/, '')
    .split('\n')
    .map((line) => line.slice(1))
    .join('\n');
