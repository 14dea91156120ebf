/** Puts Parapet's trailers into a commit message, in place of those it wrote before. */
import type { Trailer } from '../../provenance/trailers';
import { required, type Git } from '../git';
import { fromBytes, toBytes } from './bytes';
import type { MessageForm } from './form';
import { isOneParagraph, trailersAtEnd, withoutOwnTrailers } from './ownTrailers';
import { isEmptyMessage, splitMessage } from './split';

/** No message begins a line with it, so nothing is taken for a comment. */
const NO_COMMENT = '\u0001';

export interface Rewrite {
  readonly form: MessageForm;
  /** None where nothing applies. */
  readonly trailers: readonly Trailer[];
  /** Whether an `Assisted-by` with this value was written by Parapet. */
  wrote(value: string): boolean;
}

/**
 * The message file's new content; messages are bytes in whatever encoding, here one character each. A message that says
 * nothing of its own gets nothing, so that git still refuses it.
 */
export async function rewriteMessage(
  git: Git,
  content: string,
  { form, trailers, wrote }: Rewrite,
): Promise<string> {
  const { body, tail } = splitMessage(content, form);
  const own = withoutOwnTrailers(body, form.comment, (value) => wrote(fromBytes(value)));
  if (trailers.length === 0 || isEmptyMessage(own, form)) return own + tail;
  return (await withTrailers(git, own, trailers, form)) + tail;
}

/**
 * git decides where trailers go: at the end of the last paragraph if that is a block of trailers, else after a blank
 * line; the first paragraph, the subject, is none to it. It would also write the trailers that are there already its own way, and add others that are configured; so
 * of its answer only that decision is taken. `---` ends no commit message: `git log` reads trailers below it, and only
 * an e-mail would be cut there.
 */
async function withTrailers(
  git: Git,
  body: string,
  trailers: readonly Trailer[],
  form: MessageForm,
): Promise<string> {
  const whole = body.endsWith('\n') ? body : `${body}\n`;
  const there = new Set(trailersAtEnd(whole).map(({ key, value }) => `${key}: ${value}`));
  const lines = trailers
    .map(({ key, value }) => `${key}: ${toBytes(value)}`)
    .filter((line) => !there.has(line));
  const isSeparate = isOneParagraph(whole) || (await isSeparateToGit(git, whole, trailers, form));
  const lineEnd = whole.endsWith('\r\n') ? '\r\n' : '\n';
  return whole + (isSeparate ? lineEnd : '') + lines.map((line) => line + lineEnd).join('');
}

async function isSeparateToGit(
  git: Git,
  whole: string,
  trailers: readonly Trailer[],
  form: MessageForm,
): Promise<boolean> {
  const outcome = await git.read(
    [
      ...commentSetting(form.comment ?? NO_COMMENT),
      'interpret-trailers',
      ...['--no-divider', '--where', 'end', '--if-missing', 'add', '--if-exists', 'add'],
      ...trailers.flatMap(({ key, value }) => ['--trailer', `${key}: ${value}`]),
    ],
    { input: Buffer.from(whole, 'latin1') },
  );
  return required(outcome).toString('latin1').startsWith(`${whole}\n`);
}

/** `core.commentString` came with git 2.45 and takes more than one character; older versions know only the other. */
const commentSetting = (comment: string): string[] => [
  '-c',
  comment.length > 1 ? `core.commentString=${comment}` : `core.commentChar=${comment}`,
];
