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

const PROVIDE = 'provideInlineCompletionItems';

/**
 * A stand-in for an inline completion provider whose suggestions are judged before VS Code sees them. All
 * else is the provider's own: events, getters, private fields, and the `handle…` methods that it has (one
 * that it lacks must not appear, since VS Code would refuse the provider for it).
 *
 * `judge` is looked up for every call; `undefined` means that results pass.
 */
export function wrapProvider<P extends object>(provider: P, tool: Tool, judge: () => Judge | undefined): P {
  const originals = new WeakMap<object, object>();

  const provide = (...args: unknown[]): unknown => {
    const method: unknown = Reflect.get(provider, PROVIDE, provider);
    const version = versionOf(args[0]);
    // A call that fails does so as it would have without us; so does a provider without the method.
    const result: unknown = Reflect.apply(method as (...a: unknown[]) => unknown, provider, args);
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

  return mirror(provider, {
    replace: (key) => (key === PROVIDE && PROVIDE in provider ? { value: provide } : undefined),
    translate: (argument) => (isObject(argument) ? (originals.get(argument) ?? argument) : argument),
  });
}

const versionOf = (document: unknown): number =>
  isObject(document) && 'version' in document && typeof document.version === 'number' ? document.version : -1;
