import { brokenPolicy } from './brokenPolicy';
import { blameTells, committed } from './committed';
import { harmlessSuggestion } from './harmlessSuggestion';
import { hooksOffered } from './hooksOffered';
import { editedInside, labelTells } from './labelTells';
import { linesListed } from './linesListed';
import { multiLineSql } from './multiLineSql';
import { noAiModule } from './noAiModule';
import { observeMode } from './observeMode';
import { opens } from './opens';
import { protectionKept } from './protectionKept';
import { riskShown } from './riskShown';
import type { Step } from './step';
import { noteExplains, teardownWithheld } from './teardownWithheld';
import { snippetRemoved, warningOnAccepted } from './warningOnAccepted';

/** In the order in which a newcomer meets them; each starts in the state that the one before left. */
export const STEPS: readonly Step[] = [
  opens,
  harmlessSuggestion,
  hooksOffered,
  teardownWithheld,
  noteExplains,
  multiLineSql,
  protectionKept,
  noAiModule,
  observeMode,
  brokenPolicy,
  riskShown,
  linesListed,
  labelTells,
  editedInside,
  warningOnAccepted,
  snippetRemoved,
  committed,
  blameTells,
];
