/** How git is asked what differs between the index (`GIT_INDEX_FILE` where git runs us for a hook) and a commit. */
import { HARMLESS } from './git';
import { PATCH } from './patch';

/** `parseDiff` reads the answer. @param parent its name or id */
export const indexDiff = (parent: string): readonly string[] => [
  ...['diff-index', '--cached', ...PATCH, '-M', parent, '--'],
];

/** All that git is told where it is started without us. */
export const INDEX_DIFF_OF_HEAD: readonly string[] = [...HARMLESS, ...indexDiff('HEAD')];
