import type { InterceptionMode } from '../contract/manifest';
import type { BulkFlag } from '../risk/bulk';
import type { CommitRisk } from '../risk/commitRisk';
import type { SelfTestResult } from './intercept/selfTest';

export interface UncommittedRisk {
  /** Lines that are a tool's, as trailers count them. */
  readonly aiLines: number;
  /** Lines of others with something of a tool's left in them. */
  readonly taintedLines: number;
  /** Of these lines and the rest of the change they are in. */
  readonly risk: CommitRisk;
}

export interface StatusFacts {
  readonly mode: InterceptionMode;
  /** Undefined while it has not run yet. */
  readonly selfTest: SelfTestResult | undefined;
  /** Policy files with an error, as messages name them. */
  readonly brokenPolicies: readonly string[];
  /** The last suggestion that could not be judged, and why; nothing where there was none. */
  readonly failure: string | undefined;
  /** Suggestions withheld in this session. */
  readonly withheld: number;
  /** What tools wrote that is not committed. */
  readonly uncommitted: UncommittedRisk;
  /** Suggestions shown unjudged because Parapet started too slowly. */
  readonly late: number;
  /** Tools that changed far more than usual in a session, until somebody has looked. */
  readonly bulk: readonly BulkSession[];
}

export interface BulkSession extends BulkFlag {
  readonly tool: string;
}

export type StatusState = 'on' | 'observing' | 'off' | 'policy error' | 'not intercepting' | 'not judged';

/** Only what a person must mend may ask for attention. */
export const mustAct = (state: StatusState): boolean =>
  state === 'policy error' || state === 'not intercepting';

/** The gravest thing to say, since there is one item to say it in. */
export function statusState({ mode, selfTest, brokenPolicies, failure, late }: StatusFacts): StatusState {
  if (mode === 'off') return 'off';
  if (selfTest?.state === 'failed') return 'not intercepting';
  if (brokenPolicies.length > 0) return 'policy error';
  if (failure !== undefined || late > 0) return 'not judged';
  return mode === 'observe' ? 'observing' : 'on';
}
