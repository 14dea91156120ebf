/** Which log it is. */
import { readRecord, type Sha256 } from './chain';

/**
 * The hash of a log's first record, which no other log has: from that record, or from where the log itself says it let it
 * go. Undefined where there is neither.
 *
 * @param files oldest first; the first record of each is enough
 */
export function idOfLog(files: readonly { readonly text: string }[], sha256: Sha256): string | undefined {
  const firsts = files.flatMap(({ text }) => readRecord(text.split('\n', 1)[0] ?? '', sha256) ?? []);
  const [oldest] = firsts;
  if (oldest?.n === 1) return oldest.hash;
  return firsts.findLast(({ kind, log }) => kind === 'pruned' && log !== undefined)?.log;
}
