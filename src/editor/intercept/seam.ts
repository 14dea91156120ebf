import type { Judge, PieceAccepted, Suggestions } from './wrapProvider';
import type { ItemShape } from './shapes';

/** Long enough for a slow start, short enough that nobody takes an assistant for broken. */
const WAIT_MS = 5_000;

const NONE: ReadonlySet<ItemShape> = new Set();

/**
 * Joins the wrapped providers, in place from the first moment, to the judge, which exists once the policy
 * engine has loaded. Until then results wait.
 */
export class Seam {
  private current: Judge | undefined;
  private follower: PieceAccepted | undefined;
  private closed = false;
  private lateCount = 0;
  /** One wait for all: a judge that never comes costs the first suggestion its time, not every one. */
  private wait: Promise<void> | undefined;
  private endWait: () => void = () => {};

  constructor(private readonly waitMs = WAIT_MS) {}

  /**
   * Suggestions that were shown unjudged because no judge came in time: that is what `on-error` of the
   * recommended policy, the only one that can hold without an engine, says for them.
   */
  get late(): number {
    return this.lateCount;
  }

  /** Somebody has been told. */
  forgetLate(): void {
    this.lateCount = 0;
  }

  /** @param pieceAccepted must not throw */
  connect(judge: Judge, pieceAccepted?: PieceAccepted): void {
    this.current = judge;
    this.follower = pieceAccepted;
    this.endWait();
  }

  /** From now on every result passes: the extension is being shut down. */
  close(): void {
    this.closed = true;
    this.endWait();
  }

  /** For `wrapProvider`. */
  readonly judge = (): Judge | undefined => (this.closed ? undefined : (this.current ?? this.whenConnected));

  /** For `wrapProvider`. */
  readonly pieceAccepted: PieceAccepted = (item) => {
    if (!this.closed) this.follower?.(item);
  };

  private readonly whenConnected: Judge = async (suggestions: Suggestions) => {
    if (!this.current && !this.closed) await (this.wait ??= this.startWait());
    if (this.closed) return NONE;
    if (this.current) return this.current(suggestions);
    this.lateCount += suggestions.items.length;
    return NONE;
  };

  private startWait(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.waitMs);
      this.endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
