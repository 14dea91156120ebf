import { extensions } from 'vscode';
import type { ExtensionContext } from 'vscode';
import type { Auditing } from '../auditing';
import type { BulkWatch } from '../bulkWatch';
import type { Interception } from '../intercept/interception';
import type { WayGuard } from '../intercept/wayWraps';
import type { Labelling } from '../labels/labelling';
import type { Policies } from '../policies';
import { settings } from '../settings';
import type { Suggestions } from '../suggestions';
import { AiTools } from './aiTools';
import { ToolWays } from './toolWays';
import { readingPorts } from './toolWayPorts';

export interface ToolParts {
  readonly interception: Pick<Interception, 'providersOf'>;
  readonly policies: Pick<Policies, 'for' | 'namesTool'>;
  readonly suggestions: Pick<Suggestions, 'judgedCall'>;
  readonly labelling: Pick<Labelling, 'applying' | 'written'>;
  readonly auditing: Pick<Auditing, 'toolChange'>;
  readonly bulk: Pick<BulkWatch, 'changed'>;
  /** Milliseconds, monotonic. */
  clock(): number;
  failed(error: unknown): void;
}

/** Has what AI tools do by themselves judged, shown, labelled, recorded and counted. */
export function guardTools(context: ExtensionContext, parts: ToolParts): WayGuard {
  const { interception, policies, suggestions, labelling, auditing, bulk, clock, failed } = parts;
  const tools = new AiTools({
    manifestOf: (extension) => extensions.getExtension(extension)?.packageJSON,
    providersOf: (extension) => interception.providersOf(extension),
    isNamed: (extension) => policies.namesTool(extension),
  });
  return new ToolWays({
    ...readingPorts(context),
    isTool: (extension) => tools.has(extension),
    mode: (way) => settings.modeOfWay(way),
    policiesFor: (uri) => policies.for(uri),
    now: () => new Date(),
    clock,
    judged: (call) => suggestions.judgedCall(call),
    applying: (tool, change, evaluation) => labelling.applying(tool, change, evaluation),
    written: (tool, change, evaluation) => labelling.written(tool, change, evaluation),
    change(change, made) {
      auditing.toolChange(change, made);
      if (made) bulk.changed(change);
    },
    failed,
  });
}
