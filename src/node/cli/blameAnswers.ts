/** What is said of each line of a file: by git and the notes, or by what was recorded here. */
import { answerOf, isNotCommitted, type BlamedLine, type LineAnswer } from '../../provenance/blamedLine';
import { lineStarts } from '../../provenance/lineDiff';
import type { Writer } from '../../provenance/lineWriters';
import type { BlameEvidence } from './blameEvidence';

export interface BlameKnown {
  readonly blamed: ReadonlyMap<number, BlamedLine> | undefined;
  evidence(): Promise<BlameEvidence>;
  /** For committed lines, too. */
  readonly logAnswers: boolean;
}

/** By line number; nothing where nothing is known. @param path from the top level */
export async function answersFor(
  path: string,
  text: string,
  { blamed, evidence, logAnswers }: BlameKnown,
): Promise<ReadonlyMap<number, LineAnswer>> {
  const starts = lineStarts(text);
  const wanted: number[] = [];
  for (let line = 1; line < starts.length; line++) if (isNotCommitted(blamed?.get(line))) wanted.push(line);
  if (wanted.length === 0 && !logAnswers) return blamed ?? new Map();
  const recorded = await (await evidence()).recorded(path, text, wanted);
  const answers = new Map<number, LineAnswer>();
  for (let line = 1; line < starts.length; line++)
    answers.set(line, answerOf(recorded[line - 1], blamed?.get(line), logAnswers));
  const put = (line: number, writer: Writer | undefined): void => {
    const { commit } = answers.get(line) ?? {};
    answers.set(line, { ...(commit !== undefined && { commit }), ...(writer && { writer }) });
  };
  const claimed = wanted.filter((line) => answers.get(line)?.writer?.kind === 'ai');
  const moved = claimed.length > 0 ? await (await evidence()).moved(path, text, claimed) : [];
  for (const [line, writer] of moved) put(line, writer);
  const isBlank = (line: number): boolean => text.slice(starts[line - 1], starts[line]).trim() === '';
  const asked = new Set(claimed);
  const left = wanted.filter((line) => !asked.has(line) && !answers.get(line)?.writer);
  if (left.every(isBlank)) return answers;
  const open = left.filter((line) => !recorded[line - 1]?.tainted);
  const parts = left.filter((line) => recorded[line - 1]?.tainted);
  for (const [line, writer] of await (await evidence()).elsewhere(path, { text, open, parts }))
    if (!answers.get(line)?.writer) put(line, writer);
  return answers;
}
