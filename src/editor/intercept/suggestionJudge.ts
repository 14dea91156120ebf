import type { InterceptionMode } from '../../contract/manifest';
import type { Evaluation } from '../../policy/evaluate';
import { EditJudge, unjudged } from './editJudge';
import type { Budget, EditJudgePorts } from './editJudge';
import { editsOf } from './editOf';
import type { ProposedEdit } from './editOf';
import type { DocumentShape, ItemShape, PositionShape, UriShape } from './shapes';
import type { Judge, Suggestions } from './wrapProvider';

export interface JudgedItem {
  readonly item: ItemShape;
  readonly uri: UriShape;
  readonly path: string;
  /** 0-based line in that document at which the suggestion starts. */
  readonly line: number;
  /** UTF-16 units that it inserts and replaces. */
  readonly inserted: number;
  readonly replaced: number;
  readonly evaluation: Evaluation;
  readonly withheld: boolean;
  /** It had been accepted, and was to be taken out of the document again: whether it was. */
  readonly takenBack?: boolean;
  /** What accepting it would do: one edit for each outcome of a snippet and each document that it may land in. */
  readonly edits: readonly ProposedEdit[];
}

/** One answer of a provider, judged. */
export interface JudgedCall {
  readonly tool: string;
  readonly document: DocumentShape;
  readonly position: PositionShape;
  readonly mode: Exclude<InterceptionMode, 'off'>;
  /** In the provider's order, without those that insert nothing. */
  readonly items: readonly JudgedItem[];
  /** How many items of the answer VS Code gets. */
  readonly shown: number;
  /** VS Code drops the answer of a cancelled call, and one to a document that has changed since. */
  readonly stale: boolean;
}

export interface JudgePorts extends EditJudgePorts {
  mode(): InterceptionMode;
  openDocument(uri: UriShape): DocumentShape | undefined;
  judged(call: JudgedCall): void;
  /** `judged` has failed, which changes no verdict. */
  failed(error: unknown): void;
}

const NONE: ReadonlySet<ItemShape> = new Set();

/** Milliseconds of judging for all of one answer. */
const ANSWER_MS = 500;

/** Judges what a provider suggests by the policies that hold where it would go. */
export class SuggestionJudge {
  private readonly edits: EditJudge;

  constructor(private readonly ports: JudgePorts) {
    this.edits = new EditJudge(ports);
  }

  readonly judge: Judge = async (suggestions) => {
    const mode = this.ports.mode();
    if (mode === 'off') return NONE;
    const budget: Budget = { milliseconds: ANSWER_MS };
    const items: JudgedItem[] = [];
    for (const item of new Set(suggestions.items)) {
      const judged = await this.judgeItem(item, suggestions, budget);
      if (!judged) continue;
      items.push({ ...judged, withheld: mode === 'enforce' && judged.evaluation.action === 'block' });
    }
    const withheld = new Set(items.filter((i) => i.withheld).map((i) => i.item));
    this.report(suggestions, mode, items, withheld);
    return withheld;
  };

  /** What an accept did, where the suggestion was not seen before. Nothing while none are judged. Never rejects. */
  async judgeAccept(edit: ProposedEdit, tool: string): Promise<JudgedItem | undefined> {
    if (this.ports.mode() === 'off') return undefined;
    const { uri, line, insert, replaced } = edit;
    let path = uri.path;
    let evaluation: Evaluation;
    try {
      const judged = await this.edits.strictest([edit], tool, { milliseconds: ANSWER_MS });
      if (!judged) return undefined;
      evaluation = judged.evaluation;
      path = judged.place.path;
    } catch (error) {
      evaluation = unjudged(undefined, tool, { kind: 'error', message: String(error) });
    }
    const lengths = { inserted: insert.length, replaced: replaced.length };
    return {
      item: { insertText: insert },
      uri,
      path,
      line,
      ...lengths,
      evaluation,
      withheld: false,
      edits: [edit],
    };
  }

  private report(
    { tool, document, position, token, version, items: all }: Suggestions,
    mode: JudgedCall['mode'],
    items: readonly JudgedItem[],
    withheld: ReadonlySet<ItemShape>,
  ): void {
    const shown = all.filter((item) => !withheld.has(item)).length;
    const stale = token.isCancellationRequested || document.version !== version;
    try {
      this.ports.judged({ tool: tool.id, document, position, mode, items, shown, stale });
    } catch (error) {
      this.ports.failed(error);
    }
  }

  /** Never rejects: what goes wrong is a verdict too, by `on-error`. Nothing for an item that inserts nothing. */
  private async judgeItem(
    item: ItemShape,
    { tool, document, position }: Suggestions,
    budget: Budget,
  ): Promise<Omit<JudgedItem, 'withheld'> | undefined> {
    try {
      const context = { honoursUri: tool.honoursUri, openDocument: this.ports.openDocument };
      const { edits, complete } = editsOf(document, position, item, context);
      const incomplete = complete ? undefined : 'the snippet has too many outcomes';
      const judged = await this.edits.strictest(edits, tool.id, budget, incomplete);
      if (!judged) return undefined;
      const { edit, place, evaluation } = judged;
      const { uri, line, insert, replaced } = edit;
      const lengths = { inserted: insert.length, replaced: replaced.length };
      return { item, uri, path: place.path, line, ...lengths, evaluation, edits };
    } catch (error) {
      const evaluation = unjudged(undefined, tool.id, { kind: 'error', message: String(error) });
      const { uri } = document;
      const { line } = position;
      return { item, uri, path: uri.path, line, inserted: 0, replaced: 0, evaluation, edits: [] };
    }
  }
}
