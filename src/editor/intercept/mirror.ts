/** Property lookups that a mirror answers itself; `undefined` from `replace` means "as the original has it". */
export interface MirrorOptions {
  replace(key: PropertyKey): { readonly value: unknown } | undefined;
  /** What a method of the original is called with; the identity where nothing needs translating. */
  translate?(argument: unknown): unknown;
}

/**
 * A stand-in for `original` that differs only where `replace` says so.
 *
 * Methods run with `this` being the original, so that private fields and getters work. The proxy's own
 * target is an empty object: a frozen original would otherwise forbid different answers. The price is that
 * every property looks configurable and the stand-in can be neither frozen nor found frozen.
 */
export function mirror<T extends object>(original: T, options: MirrorOptions): T {
  const methods = new WeakMap<object, unknown>();
  const read = (key: PropertyKey): unknown => {
    const replaced = options.replace(key);
    if (replaced) return replaced.value;
    const value: unknown = Reflect.get(original, key, original);
    // `constructor` is compared and read from, never called as a method.
    if (typeof value !== 'function' || key === 'constructor') return value;
    let method = methods.get(value);
    if (method === undefined) {
      method = boundMethod(original, value, options.translate);
      methods.set(value, method);
    }
    return method;
  };
  // The handlers answer for the original in every respect, so the type is the original's.
  return new Proxy({} as T, {
    get: (_, key) => read(key),
    set: (_, key, value) => Reflect.set(original, key, value, original),
    has: (_, key) => Reflect.has(original, key),
    deleteProperty: (_, key) => Reflect.deleteProperty(original, key),
    defineProperty: (_, key, descriptor) => Reflect.defineProperty(original, key, descriptor),
    ownKeys: () => Reflect.ownKeys(original),
    getOwnPropertyDescriptor: (_, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(original, key);
      if (!descriptor) return undefined;
      const enumerable = descriptor.enumerable ?? false;
      return { value: read(key), writable: true, enumerable, configurable: true };
    },
    getPrototypeOf: () => Reflect.getPrototypeOf(original),
    setPrototypeOf: (_, prototype) => Reflect.setPrototypeOf(original, prototype),
    preventExtensions: () => false,
  });
}

function boundMethod(
  original: object,
  method: object,
  translate: MirrorOptions['translate'],
): (...args: unknown[]) => unknown {
  const call = (...args: unknown[]): unknown =>
    Reflect.apply(
      method as (...a: unknown[]) => unknown,
      original,
      translate ? args.map((a) => translate(a)) : args,
    );
  for (const key of ['name', 'length'] as const) {
    const descriptor = Reflect.getOwnPropertyDescriptor(method, key);
    if (descriptor) Object.defineProperty(call, key, descriptor);
  }
  return call;
}
