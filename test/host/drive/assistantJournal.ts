/** What the demo assistants say they offered and saw accepted (test/host/assistant/src/journal.ts). */
import fs from 'node:fs';
import { poll, REACT_MS } from './poll';

export interface JournalRecord {
  readonly assistant: string;
  readonly event: 'activated' | 'offered' | 'accepted' | 'piece accepted';
  /** Of an offer: workspace-relative path of the file. */
  readonly path?: string;
  /** Of an offer: the shape of the answer. */
  readonly kind?: string;
  /** Of an offer or an accept: the text to insert. */
  readonly text?: string;
}

export class AssistantJournal {
  constructor(readonly file: string) {
    fs.writeFileSync(file, '');
  }

  records(): JournalRecord[] {
    const lines = fs.readFileSync(this.file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as JournalRecord);
  }

  /** Forgets what was recorded so far. */
  clear(): void {
    fs.writeFileSync(this.file, '');
  }

  /** Waits until an assistant has offered a text that contains `text`, shown or not. */
  untilOffered(text: string, timeoutMs = REACT_MS): Promise<JournalRecord> {
    return this.until(
      (record) => record.event === 'offered' && record.text?.includes(text) === true,
      `an assistant to offer “${text}”`,
      timeoutMs,
    );
  }

  until(
    matches: (record: JournalRecord) => boolean,
    what: string,
    timeoutMs = REACT_MS,
  ): Promise<JournalRecord> {
    const find = (): Promise<JournalRecord | undefined> => Promise.resolve(this.records().find(matches));
    return poll(find, what, () => Promise.resolve(this.records()), timeoutMs);
  }
}
