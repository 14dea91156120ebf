/** `git diff-index --raw -z`: https://git-scm.com/docs/git-diff-index#_raw_output_format */

export interface RawChange {
  /** A added, D deleted, M modified, R renamed, C copied, T type changed, U unmerged, X unknown. */
  readonly status: string;
  /** As it is now; as it was, for a deletion. */
  readonly path: string;
  /** Where it was before, for a rename or copy. */
  readonly oldPath?: string;
  /** Octal, `000000` where there is no such side. */
  readonly oldMode: string;
  readonly newMode: string;
  /** Object ids; all zeroes where there is none. */
  readonly oldId: string;
  readonly newId: string;
}

/** One entry: `:old-mode new-mode old-id new-id status[score]`. */
export const ENTRY =
  /^:(?<oldMode>\d{6}) (?<newMode>\d{6}) (?<oldId>[0-9a-f]+) (?<newId>[0-9a-f]+) (?<status>[A-Z])\d*$/;

/** @throws Error where the text is not such output, which would be a bug. */
export function parseRawDiff(output: string): RawChange[] {
  const fields = output.split('\0');
  fields.pop();
  const changes: RawChange[] = [];
  for (let i = 0; i < fields.length;) {
    const entry = ENTRY.exec(fields[i] ?? '')?.groups;
    const first = fields[i + 1];
    if (!entry || first === undefined) throw new Error(`not a raw diff: ${JSON.stringify(fields[i])}`);
    const { oldMode = '', newMode = '', oldId = '', newId = '', status = '' } = entry;
    const two = status === 'R' || status === 'C';
    const path = two ? fields[i + 2] : first;
    if (path === undefined) throw new Error(`a ${status} entry of a raw diff needs two paths`);
    changes.push({ status, path, ...(two && { oldPath: first }), oldMode, newMode, oldId, newId });
    i += two ? 3 : 2;
  }
  return changes;
}

const REGULAR_FILE = /^100/;

export const isRegularFile = (mode: string): boolean => REGULAR_FILE.test(mode);
