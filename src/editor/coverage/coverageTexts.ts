import { env, l10n } from 'vscode';
import { oneLine } from '../plainText';
import type { Counts } from './coverageCounts';
import type { Cover, CoverageRow, CoverReason } from './coverageRows';

export const coverLabel = (cover: Cover): string =>
  ({
    'before display': l10n.t('judged before display'),
    'on accept': l10n.t('judged on accept'),
    'agent hook': l10n.t('judged by its hooks'),
    'not at all': l10n.t('not judged'),
  })[cover];

/** Why it is so, in a sentence or two. */
export function reasonText(reason: CoverReason): string {
  switch (reason.kind) {
    case 'no provider yet':
      return l10n.t(
        'It has offered no inline suggestions yet. When it does, they are judged before they are shown.',
      );
    case 'loaded before':
      return l10n.t('It was there before Parapet. A reload of the window may change the order.');
    case 'perhaps loaded before':
      return l10n.t(
        'It may have been there before Parapet, and has registered nothing since. A reload of the window may change the order.',
      );
    case 'not wrapped':
      return l10n.t(
        'Parapet could not get before it: {0}. A reload of the window may help.',
        oneLine(reason.why),
      );
    case 'mode off':
      return l10n.t('Parapet is switched off.');
    case 'accepts not judged':
      return l10n.t(
        'It was there before Parapet, and the settings keep Parapet from judging what is accepted.',
      );
    case 'accepts cannot be judged':
      return l10n.t(
        'It was there before Parapet, and what is accepted cannot be judged: {0}.',
        oneLine(reason.why),
      );
    case 'no hook':
      return l10n.t('{0} does not make it ask Parapet.', oneLine(reason.file));
  }
}

export const countsText = ({ seen, withheld, accepted }: Counts): string =>
  l10n.t('{0} seen, {1} withheld, {2} accepted', seen, withheld, accepted);

/** What is told of a row, line by line. */
export const detailsOf = ({ reason, since, counts, root }: CoverageRow): readonly string[] => [
  ...(reason ? [reasonText(reason)] : []),
  ...(root === undefined ? [] : [l10n.t('In {0}', oneLine(root))]),
  ...(counts ? [l10n.t('Suggestions in this session: {0}', countsText(counts))] : []),
  l10n.t('So since {0}', since.toLocaleString(env.language, { dateStyle: 'medium', timeStyle: 'short' })),
];
