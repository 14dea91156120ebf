import { brokenPolicy } from './brokenPolicy';
import { harmlessSuggestion } from './harmlessSuggestion';
import { multiLineSql } from './multiLineSql';
import { noAiModule } from './noAiModule';
import { observeMode } from './observeMode';
import { opens } from './opens';
import { protectionKept } from './protectionKept';
import type { Step } from './step';
import { noteExplains, teardownWithheld } from './teardownWithheld';

/** In the order in which a newcomer meets them; each starts in the state that the one before left. */
export const STEPS: readonly Step[] = [
  opens,
  harmlessSuggestion,
  teardownWithheld,
  noteExplains,
  multiLineSql,
  protectionKept,
  noAiModule,
  observeMode,
  brokenPolicy,
];
