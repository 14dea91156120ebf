/** Who wrote which characters (contract 4): evidence only, in doubt unknown. */
import type { Action, RiskLevel } from '../contract/verdict';

/** How an AI tool came to write a stretch of text. */
export interface Attribution {
  /** Extension id or agent name. */
  readonly tool: string;
  readonly toolVersion?: string;
  readonly model?: string;
  /** The tool's own name for the conversation, if it gave one. */
  readonly session?: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  /**
   * SHA-256 of the whole suggestion's text, hex, also where only a part of it was accepted. Empty where that is not known
   * any more: of lines copied from a commit.
   */
  readonly textHash: string;
  /** What the policy said of it. */
  readonly verdict?: {
    readonly action: Action;
    readonly level: RiskLevel;
    readonly rules: readonly string[];
  };
}

/** Whoever wrote a range; what no range covers is unknown. */
export type Author = { readonly kind: 'ai'; readonly attribution: Attribution } | { readonly kind: 'human' };

/** UTF-16 offsets, end exclusive. */
export interface LabelledRange {
  readonly start: number;
  readonly end: number;
  readonly author: Author;
}

/** A text with what is known of its characters. Ranges are sorted, disjoint and not empty; gaps are unknown. */
export interface LabelledText {
  readonly text: string;
  readonly ranges: readonly LabelledRange[];
}

/** `start` to `end` of the old text were replaced by `text`. UTF-16 offsets into the old text. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type LineClass = 'ai' | 'human' | 'unknown';

export interface ClassifiedLine {
  /** 1-based. */
  readonly line: number;
  readonly class: LineClass;
  /** Some AI character that is not white space is left in it, whatever its class; the gate takes it for AI. */
  readonly tainted: boolean;
  /** Of the AI characters that are most of the AI part; only where `tainted`. */
  readonly attribution?: Attribution;
}
