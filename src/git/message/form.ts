/** How git will read a message file: which lines of it are no part of the message. See `cleanup` in git-commit(1). */

export interface MessageForm {
  /** Lines that begin with this will be dropped; undefined where all lines stay. */
  readonly comment: string | undefined;
  /** Whether all from a scissors line on will be dropped. */
  readonly scissors: boolean;
}

export interface MessageSettings {
  /** Whether a person edits the message. */
  readonly edited: boolean;
  /** `--cleanup` or `commit.cleanup`. */
  readonly cleanup: string | undefined;
  /** `core.commentString` or `core.commentChar`. */
  readonly comment: string | undefined;
}

/** What git chooses from where `core.commentChar` is `auto`: the first that begins no line of the message. */
const CANDIDATES = '#;@!$%^&|:';

/** A message that ends in so many comment lines was prepared for an editor, even if there is none to show it. */
const HELP_LINES = 3;

export function messageForm(text: string, { edited, cleanup, comment = '#' }: MessageSettings): MessageForm {
  const prefix = comment === 'auto' ? chosenFor(text) : comment;
  const mode = cleanup === undefined || cleanup === 'default' ? (edited ? 'strip' : 'whitespace') : cleanup;
  const help = !edited && cleanup === undefined && endsInComments(text, prefix);
  return {
    comment: mode === 'strip' || mode === 'scissors' || help ? prefix : undefined,
    scissors: edited || mode === 'scissors',
  };
}

/** The character that git chose can be told from the help it ends the message with. */
function chosenFor(text: string): string {
  const last = text.trimEnd().split('\n').at(-1)?.charAt(0) ?? '';
  return last !== '' && CANDIDATES.includes(last) ? last : '#';
}

const endsInComments = (text: string, prefix: string): boolean =>
  text
    .trimEnd()
    .split('\n')
    .slice(-HELP_LINES)
    .every((line) => line.startsWith(prefix));
