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

/** Where one of them is of just this text, that one tells most. */
export function labelledAs(
  text: string,
  known: readonly Known[],
  added: readonly number[] | undefined,
): LabelledText | undefined {
  if (known.length === 0) return undefined;
  const just = known.filter(({ labelled }) => labelled.text === text);
  return filled({ text, ranges: [] }, [...just, ...known.filter((one) => !just.includes(one))], added);
}

export const filled = (
  labelled: LabelledText,
  others: readonly Known[],
  added?: readonly number[],
): LabelledText => others.reduce((known, other) => fillFrom(known, other.labelled, added), labelled);
