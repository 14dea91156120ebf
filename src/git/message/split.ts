import type { MessageForm } from './form';

export interface SplitMessage {
  /** What will be the commit's message, or ends as its last line does; empty, or ends with a line end. */
  readonly body: string;
  /** Blank lines, comments and a cut-off diff at the end, which git drops. */
  readonly tail: string;
}

const SCISSORS = '------------------------ >8 ------------------------';

/** Takes a message file apart into what people will read and what git appended for the editor. */
export function splitMessage(text: string, form: MessageForm): SplitMessage {
  const end = form.scissors ? scissorsAt(text, form.comment ?? '#') : text.length;
  const lines = linesOf(text.slice(0, end));
  let count = lines.length;
  while (count > 0 && isDropped(lines[count - 1] ?? '', form.comment)) count--;
  const body = lines.slice(0, count).join('');
  return { body, tail: text.slice(body.length) };
}

/** Lines with their ends. */
export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

export const isBlank = (line: string): boolean => line.trim() === '';

const isDropped = (line: string, comment: string | undefined): boolean =>
  isBlank(line) || (comment !== undefined && line.startsWith(comment));

function scissorsAt(text: string, comment: string): number {
  const line = `${comment} ${SCISSORS}\n`;
  if (text.startsWith(line)) return 0;
  const at = text.indexOf(`\n${line}`);
  return at < 0 ? text.length : at + 1;
}

/** Whether git would find nothing in the message, and refuse it. */
export const isEmptyMessage = (body: string, form: MessageForm): boolean =>
  linesOf(body).every((line) => isDropped(line, form.comment));

/** Whether two messages are one to git, which cleans them up before it looks. */
export const saysTheSame = (a: string, b: string, form: MessageForm): boolean =>
  cleaned(a, form) === cleaned(b, form);

const cleaned = (text: string, { comment }: MessageForm): string =>
  linesOf(text)
    .filter((line) => comment === undefined || !line.startsWith(comment))
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
