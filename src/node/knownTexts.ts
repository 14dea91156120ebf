/** What several records say of one file. */
import { fillFrom } from '../provenance/fillFrom';
import type { LabelledText } from '../provenance/model';
import { decodeBody } from './workingLogBody';
import type { Labels } from './workingLogIndex';

export interface Known {
  readonly record: Labels;
  readonly labelled: LabelledText;
}

export const decoded = (records: readonly Labels[]): Known[] =>
  records.flatMap((record) => {
    const labelled = decodeBody(record.d);
    return labelled ? [{ record, labelled }] : [];
  });

/** The newest, with what it does not know from the others. */
export function merged([newest, ...others]: readonly Known[]): LabelledText | undefined {
  return newest && filled(newest.labelled, others);
}

export const labelledAs = (
  text: string,
  known: readonly Known[],
  added: readonly number[] | undefined,
): LabelledText | undefined => (known.length === 0 ? undefined : filled({ text, ranges: [] }, known, added));

export const filled = (
  labelled: LabelledText,
  others: readonly Known[],
  added?: readonly number[],
): LabelledText => others.reduce((known, other) => fillFrom(known, other.labelled, added), labelled);
