import path from 'node:path';
import type { Repository } from '../repository';
import { OUR_FOLDER } from './hookScripts';

/** Folders the launcher may lie in: for all work trees, and for one that has a configuration of its own. */
export const homesOf = ({ commonDir, gitDir }: Pick<Repository, 'commonDir' | 'gitDir'>): string[] =>
  [...new Set([commonDir, gitDir])].map((folder) => path.join(folder, OUR_FOLDER));

/** git's configuration files that installing may change. */
export const configFileOf = (
  { commonDir, gitDir }: Pick<Repository, 'commonDir' | 'gitDir'>,
  scope: 'local' | 'worktree',
): string => (scope === 'local' ? path.join(commonDir, 'config') : path.join(gitDir, 'config.worktree'));
