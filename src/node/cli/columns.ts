/** How wide text stands on a terminal, whose letters take one column, or two, or none. */

const PLAIN = /^[\x20-\x7e]*$/;
/** Those that stand upon others, and those that nobody sees. */
const NONE = /[\p{M}\p{Cf}]/u;
/** East Asian letters, symbols as wide as those, and pictures: https://www.unicode.org/reports/tr11/ */
const TWO =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

const widthOf = (letter: string): number => (NONE.test(letter) ? 0 : TWO.test(letter) ? 2 : 1);

/** @param text without control characters */
export const columnsOf = (text: string): number =>
  PLAIN.test(text) ? text.length : [...text].reduce((sum, letter) => sum + widthOf(letter), 0);

/** Cut, with a sign that it is, or padded. */
export function fitted(text: string, width: number): string {
  const columns = columnsOf(text);
  if (columns <= width) return text + ' '.repeat(width - columns);
  let kept = '';
  let left = width - 1;
  for (const letter of text) {
    left -= widthOf(letter);
    if (left < 0) break;
    kept += letter;
  }
  return fitted(`${kept}…`, width);
}
