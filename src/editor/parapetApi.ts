import type { Uri } from 'vscode';
import type { BulkWatch } from './bulkWatch';
import type { ToolCoverage } from './coverage/toolCoverage';
import type { Installed } from './intercept/install';
import type { Labelling } from './labels/labelling';
import type { Suggestions } from './suggestions';
import type { WindowStatus } from './windowStatus';
import type { LabelledText } from '../provenance/model';
import type { CoverageRow } from './coverage/coverageRows';
import type { Coverage } from './intercept/interception';
import type { SelfTestResult } from './intercept/selfTest';
import type { UncommittedState } from './labels/uncommittedWork';
import type { Notable } from './recentJudgements';
import type { BulkSession, StatusState } from './statusModel';

/** What other extensions and the tests may ask. Reading it changes nothing. */
export interface ParapetApi {
  /** How each other extension's suggestions are covered. */
  coverage(): readonly Coverage[];
  /** Extensions whose suggestions may come unseen, so that accepts are judged instead. */
  missed(): readonly string[];
  /** Every AI tool of this window, and how it is covered; worst first. */
  aiCoverage(): Promise<readonly CoverageRow[]>;
  /** Whether accepts are judged just now. */
  judgesAccepts(): boolean;
  /** What the start-up self-test found; undefined until it has run. */
  selfTest(): SelfTestResult | undefined;
  /** Judgements of this session that were not simply `allow`, newest first. */
  recent(): readonly Notable[];
  status(): StatusState;
  /** Who wrote what of an open document. */
  labels(uri: Uri): LabelledText | undefined;
  /** What tools wrote that is in no commit yet. */
  uncommitted(): UncommittedState;
  /** Tools that changed far more than usual in a session, until somebody has looked. */
  bulk(): readonly BulkSession[];
  /** Settles when policies have been looked at and rules loaded: from then on a verdict takes no longer than any other. */
  readonly ready: Promise<void>;
  /** Milliseconds that wrapping all extensions took at start-up. */
  readonly installMs: number;
}

export interface ApiParts {
  readonly installed: Installed;
  readonly suggestions: Suggestions;
  readonly labelling: Labelling;
  readonly coverage: ToolCoverage;
  readonly status: WindowStatus;
  readonly bulk: BulkWatch;
  readonly ready: Promise<void>;
}

export const apiOf = (parts: ApiParts): ParapetApi => {
  const { installed, suggestions, labelling, coverage, status, bulk, ready } = parts;
  return {
    coverage: () => installed.interception.coverage(),
    missed: () => coverage.missed.ids(),
    aiCoverage: () => coverage.tools.rows(),
    judgesAccepts: () => coverage.accepts.isOn,
    selfTest: () => status.selfTest,
    recent: () => suggestions.recent.list(),
    status: () => status.state,
    labels: (uri) => labelling.documents.at(uri)?.tracked.live.labelled(),
    uncommitted: () => labelling.work.state,
    bulk: () => bulk.current,
    ready,
    installMs: installed.installMs,
  };
};
