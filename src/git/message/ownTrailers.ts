/** Finds Parapet's trailers in a message again, however it came to be, and takes them out. Text and files are bytes. */
import { ASSISTED_BY, OUR_TRAILER_KEYS, type Trailer } from '../../provenance/trailers';
import { isBlank, linesOf } from './split';

/** Keys that nobody else writes; `Assisted-by` is the Linux kernel's, and people write it by hand as well. */
const OURS_ALONE = OUR_TRAILER_KEYS.filter((key) => key !== ASSISTED_BY).map((key) => key.toLowerCase());

const TRAILER = /^([A-Za-z0-9-]+)[ \t]*:[ \t]*(.*?)\s*$/;
/** git itself writes this among trailers. */
const PICKED = /^\(cherry picked from commit /;

/** A cheap look at whether there is anything to take out. */
export const mentionsOwnTrailers = (text: string): boolean => /^AI-(Lines|Risk)[ \t]*:/im.test(text);

/**
 * The body without the trailers that Parapet wrote earlier: in its last paragraph, and in any other that is nothing
 * but trailers, as when several messages became one.
 * @param wrote whether an `Assisted-by` with this value is Parapet's; any other is a person's own and stays
 */
export function withoutOwnTrailers(
  body: string,
  comment: string | undefined,
  wrote: (value: string) => boolean,
): string {
  const paragraphs = paragraphsOf(body);
  const isComment = (line: string): boolean => comment !== undefined && line.startsWith(comment);
  return paragraphs
    .map((paragraph, i) => {
      // The first is the subject, even where it looks like a trailer; but if all else was deleted, it is ours.
      if (i === 0) return isAllOwn(paragraph.lines, wrote) ? { ...paragraph, lines: [] } : paragraph;
      const isLast = i === paragraphs.length - 1;
      const isBlock = paragraph.lines.every((line) => isComment(line) || isTrailerLine(line));
      if (!isLast && !isBlock) return paragraph;
      return { ...paragraph, lines: withoutOwn(paragraph.lines, wrote) };
    })
    .filter(({ lines }) => lines.length > 0)
    .map(({ gap, lines }) => gap + lines.join(''))
    .join('');
}

interface Paragraph {
  /** The blank lines before it. */
  readonly gap: string;
  readonly lines: readonly string[];
}

function paragraphsOf(body: string): Paragraph[] {
  const paragraphs: { gap: string; lines: string[] }[] = [];
  let gap = '';
  for (const line of linesOf(body)) {
    if (isBlank(line)) {
      gap += line;
      continue;
    }
    if (gap !== '' || paragraphs.length === 0) paragraphs.push({ gap, lines: [] });
    paragraphs.at(-1)?.lines.push(line);
    gap = '';
  }
  return paragraphs;
}

/** As people write most messages: a subject, and nothing below it. */
export const isOneParagraph = (body: string): boolean => paragraphsOf(body).length === 1;

const isAllOwn = (lines: readonly string[], wrote: (value: string) => boolean): boolean =>
  lines.length > 1 && withoutOwn(lines, wrote).length === 0;

/** The trailers of the last paragraph, if it is not the first; those that go on in another line without that. */
export function trailersAtEnd(body: string): Trailer[] {
  const last = paragraphsOf(body).slice(1).at(-1);
  return (last?.lines ?? []).flatMap((line) => {
    const [, key, value] = TRAILER.exec(line) ?? [];
    return key !== undefined && value !== undefined ? [{ key, value }] : [];
  });
}

const isContinuation = (line: string): boolean => /^[ \t]/.test(line);
const isTrailerLine = (line: string): boolean =>
  TRAILER.test(line) || PICKED.test(line) || isContinuation(line);

function withoutOwn(lines: readonly string[], wrote: (value: string) => boolean): string[] {
  const trailers = lines.map((line) => {
    const [, key, value] = TRAILER.exec(line) ?? [];
    return key !== undefined && value !== undefined ? { key: key.toLowerCase(), value } : undefined;
  });
  // Without these, whoever wrote an `Assisted-by` here, it was not one of our hooks.
  if (!trailers.some((trailer) => trailer && OURS_ALONE.includes(trailer.key))) return [...lines];
  let dropping = false;
  return lines.filter((line, i) => {
    const trailer = trailers[i];
    if (!isContinuation(line)) dropping = trailer !== undefined && isOwn(trailer, wrote);
    return !dropping;
  });
}

const isOwn = ({ key, value }: Trailer, wrote: (value: string) => boolean): boolean =>
  OURS_ALONE.includes(key) || (key === ASSISTED_BY.toLowerCase() && wrote(value));
