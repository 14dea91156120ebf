import { judgeResult } from './judgeResult';
import { mirror } from './mirror';
import { isObject } from './shapes';
import type { DocumentShape, ItemShape, PositionShape, TokenShape } from './shapes';

/** The extension that a provider belongs to. */
export interface Tool {
  /** Extension id, `publisher.name`. */
  readonly id: string;
  /** See `EditContext.honoursUri`. */
  readonly honoursUri: boolean;
}

/** What one call of a provider brought back. */
export interface Suggestions {
  readonly tool: Tool;
  readonly document: DocumentShape;
  readonly position: PositionShape;
  readonly token: TokenShape;
  /** `document.version` when the provider was asked; VS Code drops the answer where it has changed. */
  readonly version: number;
  /** Empty where the provider had nothing to suggest. */
  readonly items: readonly ItemShape[];
}

/** Which items must not be shown. Never rejects: what to do about a failure is for the judge to know. */
export type Judge = (suggestions: Suggestions) => Promise<ReadonlySet<ItemShape>>;

/** Told of an item of which the next word or line has just been accepted. */
export type PieceAccepted = (item: ItemShape) => void;

const PROVIDE = 'provideInlineCompletionItems';
/** Proposed API, of which VS Code makes use for providers that may have it. */
const PIECE_ACCEPTED = 'handleDidPartiallyAcceptCompletionItem';
/** `PartialAcceptTriggerKind`: the others are nobody's to tell, and the list of completions. */
const [WORD, LINE] = [1, 2];

/**
 * A stand-in for an inline completion provider whose suggestions are judged before VS Code sees them. All
 * else is the provider's own: events, getters, private fields, and the `handle…` methods that it has (one
 * that it lacks must not appear, since VS Code would refuse the provider for it).
 *
 * `judge` is looked up for every call; `undefined` means that results pass.
 */
export function wrapProvider<P extends object>(
  provider: P,
  tool: Tool,
  judge: () => Judge | undefined,
  pieceAccepted?: PieceAccepted,
): P {
  const originals = new WeakMap<object, object>();

  const provide = (...args: unknown[]): unknown => {
    const method: unknown = Reflect.get(provider, PROVIDE, provider);
    const version = versionOf(args[0]);
    // A call that fails does so as it would have without us; so does a provider without the method.
    const result: unknown = Reflect.apply(method as Handler, provider, args);
    const judgeNow = judge();
    return judgeNow ? judged(judgeNow, result, args, version) : result;
  };

  const judged = async (
    judgeNow: Judge,
    result: unknown,
    args: unknown[],
    version: number,
  ): Promise<unknown> => {
    const [document, position, , token] = args as [DocumentShape, PositionShape, unknown, TokenShape];
    const call = { tool, document, position, token, version };
    return judgeResult(await result, (items) => judgeNow({ ...call, items }), originals);
  };

  const handlePiece = (...args: unknown[]): unknown => {
    const [item, info] = args;
    if (isObject(item) && isPiece(info)) pieceAccepted?.(item);
    return Reflect.apply(Reflect.get(provider, PIECE_ACCEPTED, provider) as Handler, provider, args);
  };

  return mirror(provider, {
    replace(key) {
      if (key === PROVIDE && PROVIDE in provider) return { value: provide };
      if (key === PIECE_ACCEPTED && isFunction(Reflect.get(provider, key, provider)))
        return { value: handlePiece };
      return undefined;
    },
    translate: (argument) => (isObject(argument) ? (originals.get(argument) ?? argument) : argument),
  });
}

type Handler = (...args: unknown[]) => unknown;

const isFunction = (value: unknown): boolean => typeof value === 'function';

/** VS Code calls twice: with a length, as it did at first, and with what it was that was accepted. */
const isPiece = (info: unknown): boolean =>
  isObject(info) && 'kind' in info && (info.kind === WORD || info.kind === LINE);

const versionOf = (document: unknown): number =>
  isObject(document) && 'version' in document && typeof document.version === 'number' ? document.version : -1;
