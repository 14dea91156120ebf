/** How git is asked what differs between the index (`GIT_INDEX_FILE` where git runs us for a hook) and a commit. */
import { PATCH } from './patch';

/** `parseDiff` reads the answer. @param parent its name or id */
export const indexDiff = (parent: string): readonly string[] => [
  ...['diff-index', '--cached', ...PATCH, '-M', parent, '--'],
];
