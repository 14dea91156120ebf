import { reasonFor } from '../../agents/reason';
import type { InterceptionMode } from '../../contract/manifest';
import type { Evaluation } from '../../policy/evaluate';
import { EditJudge, unjudged } from '../intercept/editJudge';
import type { EditJudgePorts } from '../intercept/editJudge';
import { isObject, isUri } from '../intercept/shapes';
import type { DocumentShape, UriShape } from '../intercept/shapes';
import type { FileCall, Proceed, WayGuard } from '../intercept/wayWraps';
import type { JudgedPieces } from '../recentJudgements';
import { changesOf, writtenFile } from './documentChanges';
import type { Changes, DocumentChange, ReadingPorts } from './documentChanges';
import { copyOf, entriesOf } from './workspaceEdit';
import type { Entries } from './workspaceEdit';

interface Disposable {
  dispose(): unknown;
}

export interface ToolWayPorts extends EditJudgePorts, ReadingPorts {
  isTool(extension: string): boolean;
  mode(way: 'applyEdit' | 'files'): InterceptionMode;
  openDocument(uri: UriShape): DocumentShape | undefined;
  /** A place that VS Code keeps for extensions' own data, or that holds no files of anybody's. */
  isOwnPlace(uri: UriShape): boolean;
  /** What a refused call of `workspace.fs` fails with. */
  noPermission(message: string): Error;
  judged(call: JudgedPieces): void;
  /** Each change of a call that was judged; and again, as `made`, once it has happened. */
  change(change: ToolChange, made: boolean): void;
  /** These are about to be put into a document; until the result is disposed of. */
  applying(tool: string, change: DocumentChange, evaluation: Evaluation): Disposable;
  /** These have been written to a file. */
  written(tool: string, change: DocumentChange, evaluation: Evaluation): Promise<void>;
  /** Something went wrong that changes no verdict. */
  failed(error: unknown): void;
}

/** What one call would make of one document. */
export interface ToolChange {
  readonly tool: string;
  readonly way: 'edit' | 'file';
  readonly change: DocumentChange;
  readonly evaluation: Evaluation;
  readonly withheld: boolean;
}

interface Judged {
  readonly changes: readonly ToolChange[];
  readonly refused: boolean;
  /** For the tool to read, where it is refused. */
  readonly reason: string;
}

/** Milliseconds of judging for all of one call. */
const CALL_MS = 2_000;

/** What an edit that the policy blocks fails with: the tool, or whoever reads its log, learns why. */
class EditRefused extends Error {
  override readonly name = 'EditRefused';
  readonly code = 'NoPermissions';
}

/**
 * Judges what AI tools put into documents and onto the disk through VS Code's API, besides what they suggest. What
 * the policy blocks is refused with an error; all else happens as it was asked for, and is labelled.
 */
export class ToolWays implements WayGuard {
  private readonly judge: EditJudge;

  constructor(private readonly ports: ToolWayPorts) {
    this.judge = new EditJudge(ports);
  }

  guards(way: 'applyEdit' | 'files', extension: string): boolean {
    return this.ports.mode(way) !== 'off' && this.ports.isTool(extension);
  }

  async applyEdit(tool: string, args: readonly unknown[], proceed: Proceed): Promise<unknown> {
    const [given] = args;
    if (!isObject(given)) return proceed(args);
    // VS Code reads an edit and the versions it is for when it is called, which is now.
    const edit = copyOf(given);
    const entries = entriesOf(given);
    const versions = this.versionsOf(entries);
    const judged = await this.judged(
      tool,
      'edit',
      () => changesOf(entries.entries, this.ports),
      entries.unknown,
    );
    if (judged.refused) throw new EditRefused(judged.reason);
    // A document that somebody changed meanwhile: VS Code does not apply an edit to another text either.
    if ([...versions].some(([document, version]) => document.version !== version)) return false;
    const applying = judged.changes.map(({ change, evaluation }) =>
      this.ports.applying(tool, change, evaluation),
    );
    try {
      const done = await proceed([edit, ...args.slice(1)]);
      if (done === true) await this.afterwards(judged.changes, ({ how }) => how === 'created');
      return done;
    } finally {
      for (const one of applying) one.dispose();
    }
  }

  async files(
    tool: string,
    call: FileCall,
    args: readonly unknown[],
    proceed: () => unknown,
  ): Promise<unknown> {
    const uris = args.filter(isUri);
    if (uris.every((uri) => this.ports.isOwnPlace(uri))) return proceed();
    const judged = await this.judged(tool, 'file', () => this.changesOfCall(call, args), 0);
    if (judged.refused) throw this.ports.noPermission(judged.reason);
    const result = await proceed();
    await this.afterwards(judged.changes, () => call === 'writeFile');
    return result;
  }

  private async changesOfCall(call: FileCall, args: readonly unknown[]): Promise<Changes> {
    const [from, second] = args;
    if (!isUri(from)) return { changes: [] };
    if (call === 'writeFile') {
      const change = writtenFile(from, await this.ports.text(from), second as Uint8Array);
      return { changes: [change].filter(({ edits }) => edits.length > 0) };
    }
    if (call === 'delete') return changesOf([{ kind: 'file', from }], this.ports);
    if (!isUri(second)) return { changes: [] };
    const moved = await changesOf([{ kind: 'file', from, to: second }], this.ports);
    // A copy takes nothing away.
    const isThere = ({ after }: DocumentChange): boolean => call === 'rename' || after !== '';
    return { ...moved, changes: moved.changes.filter(isThere) };
  }

  /** Never rejects: what goes wrong is a verdict too, by `on-error`. */
  private async judged(
    tool: string,
    way: 'edit' | 'file',
    read: () => Promise<Changes>,
    unknown: number,
  ): Promise<Judged> {
    const enforce = this.ports.mode(way === 'edit' ? 'applyEdit' : 'files') === 'enforce';
    const changes: ToolChange[] = [];
    const items: JudgedPieces['items'][number][] = [];
    try {
      const budget = { milliseconds: CALL_MS };
      const found = await read();
      const incomplete =
        found.incomplete ?? (unknown > 0 ? 'a part of the edit could not be made out' : undefined);
      for (const change of found.changes) {
        const strictest = await this.judge.strictest(change.edits, tool, budget, incomplete);
        if (!strictest) continue;
        const { edit, place, evaluation } = strictest;
        const withheld = enforce && evaluation.action === 'block';
        changes.push({ tool, way, change, evaluation, withheld });
        items.push({
          uri: edit.uri,
          path: place.path,
          line: edit.line,
          inserted: edit.insert.length,
          replaced: edit.replaced.length,
          evaluation,
          withheld,
        });
      }
    } catch (error) {
      this.ports.failed(error);
      const failure = { kind: 'error', message: String(error) } as const;
      const uri = { scheme: 'unknown', path: '', fsPath: '', toString: () => '' };
      const evaluation = unjudged(undefined, tool, failure);
      items.push({ uri, path: '', line: 0, inserted: 0, replaced: 0, evaluation, withheld: false });
    }
    this.attempt(() => {
      this.ports.judged({ tool, way, items });
      for (const change of changes) this.ports.change(change, false);
    });
    const refused = items.filter(({ withheld }) => withheld);
    const reason = reasonFor(
      'block',
      refused.flatMap(({ evaluation }) => evaluation.findings),
    );
    return { changes, refused: refused.length > 0, reason };
  }

  private async afterwards(
    judged: readonly ToolChange[],
    isWritten: (change: DocumentChange) => boolean,
  ): Promise<void> {
    for (const one of judged) {
      const { tool, change, evaluation } = one;
      if (isWritten(change)) await this.ports.written(tool, change, evaluation);
      this.attempt(() => this.ports.change(one, true));
    }
  }

  private attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.ports.failed(error);
    }
  }

  private versionsOf({ entries }: Entries): ReadonlyMap<DocumentShape, number> {
    const versions = new Map<DocumentShape, number>();
    for (const entry of entries) {
      const document = entry.kind === 'text' ? this.ports.openDocument(entry.uri) : undefined;
      if (document) versions.set(document, document.version);
    }
    return versions;
  }
}
