import { madeOf } from '../auditedSuggestions';
import type { JudgedCall, JudgedItem } from '../intercept/suggestionJudge';

export interface Counts {
  /** Different suggestions that came from it. */
  readonly seen: number;
  /** Of these, those that were withheld, or taken back when they had been accepted. */
  readonly withheld: number;
  /** Suggestions of which something was accepted and stayed. */
  readonly accepted: number;
}

export const NO_COUNTS: Counts = { seen: 0, withheld: 0, accepted: 0 };

/** Assistants are asked anew at every key press: what was among the last ones is the same. */
const REMEMBERED = 200;

/** How many suggestions each tool made in this session, and what became of them. */
export class CoverageCounts {
  private readonly counts = new Map<string, Counts>();
  private readonly known = new Set<string>();

  of(tool: string): Counts {
    return this.counts.get(tool) ?? NO_COUNTS;
  }

  judged({ tool, items }: JudgedCall): void {
    for (const item of items) {
      if (this.isKnown(tool, item)) continue;
      const { seen, withheld, accepted } = this.of(tool);
      const isWithheld = item.withheld || item.takenBack === true;
      this.counts.set(tool, { seen: seen + 1, withheld: withheld + (isWithheld ? 1 : 0), accepted });
    }
  }

  accepted(tool: string): void {
    const counts = this.of(tool);
    this.counts.set(tool, { ...counts, accepted: counts.accepted + 1 });
  }

  private isKnown(tool: string, item: JudgedItem): boolean {
    const key = JSON.stringify([tool, item.uri.toString(), madeOf(item)]);
    const isKnown = this.known.delete(key);
    this.known.add(key);
    const [oldest] = this.known;
    if (this.known.size > REMEMBERED && oldest !== undefined) this.known.delete(oldest);
    return isKnown;
  }
}
