import type { ExtensionShape } from './interception';
import { isObject } from './shapes';

type Method = (...args: unknown[]) => unknown;

/** `workspace.fs` writes files, and takes them away or elsewhere. */
export const FILE_CALLS = ['writeFile', 'delete', 'rename', 'copy'] as const;
export type FileCall = (typeof FILE_CALLS)[number];

/** Decides over calls of other extensions that change documents and files. */
export interface WayGuard {
  /** Whether this extension's calls are to be looked at; all others go on untouched. Must be quick. */
  guards(way: 'applyEdit' | 'files', extension: string): boolean;
  /** `proceed` makes the call, with these arguments or as it was made. */
  applyEdit(extension: string, args: readonly unknown[], proceed: Proceed): Promise<unknown>;
  files(
    extension: string,
    call: FileCall,
    args: readonly unknown[],
    proceed: () => unknown,
  ): Promise<unknown>;
}

export type Proceed = (args: readonly unknown[]) => unknown;

/** On our functions, so that a second copy of Parapet in the same host replaces them instead of stacking. */
const MARK = Symbol.for('parapet.ways');

/**
 * Puts itself before `workspace.applyEdit` and `workspace.fs` in the API object of every other extension. An
 * extension becomes known as an AI tool only later, so all are wrapped; the calls of those that are not go on with
 * the very arguments, and come back with the very value.
 *
 * `workspace.fs` is one frozen object for all extensions, behind a getter of each one's own `workspace`: there the
 * getter is replaced, by one that answers with a like object. `TextEditor` is one object for all too, frozen, and
 * comes from many places: `TextEditor.edit` cannot be had.
 */
export class WayWraps {
  private readonly undoing = new Set<() => void>();
  private readonly seen = new WeakSet<object>();
  private guard: WayGuard | undefined;

  /** From now on calls are looked at. */
  connect(guard: WayGuard): void {
    this.guard = guard;
  }

  /** @param api the API object that the extension imports. Never throws: what cannot be wrapped stays as it is. */
  wrap({ id }: Pick<ExtensionShape, 'id'>, api: unknown): void {
    const workspace = isObject(api) && 'workspace' in api ? api.workspace : undefined;
    if (!isObject(workspace) || this.seen.has(workspace)) return;
    this.seen.add(workspace);
    for (const wrap of [this.wrapApplyEdit, this.wrapFiles]) {
      try {
        this.undoing.add(wrap.call(this, id, workspace));
      } catch {
        // An API object of another make: its extension goes on as it would without us.
      }
    }
  }

  dispose(): void {
    this.guard = undefined;
    for (const undo of this.undoing) undo();
    this.undoing.clear();
  }

  private wrapApplyEdit(id: string, workspace: object): () => void {
    const standing: unknown = Reflect.get(workspace, 'applyEdit');
    if (typeof standing !== 'function') return () => undefined;
    const original = originalOf(standing) as Method;
    const look = (self: unknown, args: unknown[]): unknown => {
      const proceed: Proceed = (now) => Reflect.apply(original, self, now);
      const guard = this.guard;
      return guard?.guards('applyEdit', id) ? guard.applyEdit(id, args, proceed) : proceed(args);
    };
    const wrapper = standIn(original, look);
    Reflect.set(workspace, 'applyEdit', wrapper);
    return () => {
      if (Reflect.get(workspace, 'applyEdit') === wrapper) Reflect.set(workspace, 'applyEdit', original);
    };
  }

  private wrapFiles(id: string, workspace: object): () => void {
    const standing = Reflect.getOwnPropertyDescriptor(workspace, 'fs');
    if (!standing?.get || standing.configurable !== true) return () => undefined;
    const getter = originalOf(standing.get) as () => unknown;
    const known = new WeakMap<object, object>();
    const read = (): unknown => {
      const files: unknown = Reflect.apply(getter, workspace, []);
      if (!isObject(files)) return files;
      let mine = known.get(files);
      if (!mine) known.set(files, (mine = this.filesFor(id, files)));
      return mine;
    };
    const get = Object.defineProperty(read, MARK, { value: getter });
    Object.defineProperty(workspace, 'fs', { ...standing, get });
    return () => {
      const now = Reflect.getOwnPropertyDescriptor(workspace, 'fs');
      if (now?.get === get) Object.defineProperty(workspace, 'fs', { ...standing, get: getter });
    };
  }

  private filesFor(id: string, files: object): object {
    const own = Object.fromEntries(
      FILE_CALLS.flatMap((call) => {
        const original: unknown = Reflect.get(files, call);
        if (typeof original !== 'function') return [];
        const look = (_: unknown, args: unknown[]): unknown => {
          const proceed = (): unknown => Reflect.apply(original, files, args);
          const guard = this.guard;
          return guard?.guards('files', id) ? guard.files(id, call, args, proceed) : proceed();
        };
        return [[call, standIn(original as Method, look)]];
      }),
    );
    return Object.freeze({ ...files, ...own });
  }
}

function standIn(original: Method, look: (self: unknown, args: unknown[]) => unknown): Method {
  const wrapper = function (this: unknown, ...args: unknown[]): unknown {
    return look(this, args);
  };
  Object.defineProperties(wrapper, {
    name: { value: original.name, configurable: true },
    length: { value: original.length, configurable: true },
    [MARK]: { value: original },
  });
  return wrapper;
}

const originalOf = (method: object): unknown => Reflect.get(method, MARK) ?? method;
