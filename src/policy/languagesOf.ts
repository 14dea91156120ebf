import type { Edit } from '../contract/edit';
import { canonicalLanguage, languageOfPath } from './text/languages';

/**
 * The languages a document is read in: the path's, which the repository cannot disguise, and the caller's where
 * it is another. Plain text hides nothing, so it counts only where nothing else is known.
 */
export function languagesOf({
  path,
  languageId,
  before,
  insert,
}: Pick<Edit, 'path' | 'languageId' | 'before' | 'insert'>): string[] {
  const head = before === '' ? insert : before;
  const firstLine = head.slice(0, Math.min(256, (head.indexOf('\n') + 1 || head.length + 1) - 1));
  const claimed = languageId === undefined ? undefined : canonicalLanguage(languageId);
  const known = [languageOfPath(path, firstLine), claimed === 'plaintext' ? undefined : claimed];
  return [...new Set(known.filter((language) => language !== undefined))];
}
