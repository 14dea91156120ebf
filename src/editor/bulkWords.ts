import { l10n } from 'vscode';
import type { BulkSession } from './statusModel';

/** Which tool, how much, and what would have been usual. */
export const bulkWords = ({ tool, measure, count, limit }: BulkSession): string => {
  switch (measure) {
    case 'files':
      return l10n.t('{0}: {1} files, where {2} would be the most', tool, count, limit);
    case 'modules':
      return l10n.t('{0}: {1} modules, where {2} would be the most', tool, count, limit);
    case 'deletedFiles':
      return l10n.t('{0}: {1} files deleted, where {2} would be the most', tool, count, limit);
    case 'addedLines':
      return l10n.t('{0}: {1} lines added, where {2} would be the most', tool, count, limit);
    case 'removedLines':
      return l10n.t('{0}: {1} lines removed, where {2} would be the most', tool, count, limit);
  }
};
