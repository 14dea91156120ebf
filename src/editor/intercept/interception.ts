import { isObject } from './shapes';
import type { LoadedBefore } from './loadedBefore';
import { isOfVsCode } from './ofVsCode';
import type { Seam } from './seam';
import { wrapProvider } from './wrapProvider';
import type { Judge, Tool } from './wrapProvider';

export interface ExtensionShape {
  readonly id: string;
  readonly extensionPath: string;
  readonly isActive: boolean;
  readonly packageJSON: unknown;
}

/** How far the suggestions of one extension are judged before they are drawn. */
export interface Coverage {
  readonly id: string;
  readonly state: 'wrapped' | 'failed';
  /** Why it failed. */
  readonly why?: string;
  /** Whether its code ran before it was wrapped, so that it may have registered providers before. */
  readonly loadedBefore: LoadedBefore;
  /** Providers registered through the wrap so far. */
  readonly providers: number;
}

export interface InterceptionPorts {
  /** The API object that the extension itself imports; it may throw. */
  apiOf(extension: ExtensionShape): unknown;
  loadedBefore(extension: ExtensionShape): LoadedBefore;
}

type Register = (...args: unknown[]) => unknown;
interface Languages {
  [REGISTER]: Register;
}

export interface Probe {
  readonly judge: Judge;
  /** Called with what VS Code is about to be given. */
  registered(tool: Tool, wrapped: object): void;
}

interface Mark {
  readonly version: string;
  readonly original: Register;
}

/** The function of `languages` by which an extension has its suggestions shown. */
export const REGISTER = 'registerInlineCompletionItemProvider';

/** On our function, so that a second copy of Parapet in the same host replaces the wrap instead of stacking it. */
const MARK = Symbol.for('parapet.interception');

class Wrapped {
  providers = 0;
  constructor(
    readonly tool: Tool,
    readonly languages: Languages,
    readonly original: Register,
    readonly wrapper: Register,
    readonly loadedBefore: LoadedBefore,
  ) {}
}

/**
 * Replaces, in the API object of every other extension, the function that registers inline completion
 * providers. An API object is made per extension and is writable, and whatever the extension imports later
 * is that same object; so this must happen before the extension registers anything.
 */
export class Interception {
  private readonly wraps = new Map<string, Wrapped>();
  private readonly failures = new Map<string, Coverage>();
  private readonly probes = new WeakMap<object, Probe>();

  constructor(
    private readonly seam: Seam,
    private readonly version: string,
    private readonly ports: InterceptionPorts,
  ) {}

  /** Wraps those that are new, forgets those that have gone. Never throws. */
  update(extensions: readonly ExtensionShape[]): void {
    const present = new Set(extensions.map((e) => e.id));
    for (const id of this.failures.keys()) if (!present.has(id)) this.failures.delete(id);
    for (const id of this.wraps.keys()) if (!present.has(id)) this.wraps.delete(id);
    for (const extension of extensions) {
      if (!this.wraps.has(extension.id) && hasMain(extension)) this.add(extension);
    }
  }

  coverage(): readonly Coverage[] {
    const wrapped = [...this.wraps].map(([id, w]): Coverage => {
      const inPlace = w.languages[REGISTER] === w.wrapper;
      const base = { id, loadedBefore: w.loadedBefore, providers: w.providers };
      return inPlace
        ? { ...base, state: 'wrapped' }
        : { ...base, state: 'failed', why: 'another extension has replaced the function since' };
    });
    return [...wrapped, ...this.failures.values()];
  }

  /** Providers that this extension registered through the wrap. */
  providersOf(id: string): number {
    return this.wraps.get(id)?.providers ?? 0;
  }

  isWrapper(register: unknown): boolean {
    return [...this.wraps.values()].some((w) => w.wrapper === register);
  }

  /** A provider of our own that is about to be registered through another extension's API, to see whether it gets here. */
  expect(provider: object, probe: Probe): void {
    this.probes.set(provider, probe);
  }

  /** Puts the originals back wherever the property is still ours; providers that stay wrapped pass everything. */
  dispose(): void {
    this.seam.close();
    for (const wrapped of this.wraps.values()) {
      if (wrapped.languages[REGISTER] === wrapped.wrapper) wrapped.languages[REGISTER] = wrapped.original;
    }
    this.wraps.clear();
    this.failures.clear();
  }

  private add(extension: ExtensionShape): void {
    try {
      this.wrap(extension);
      this.failures.delete(extension.id);
    } catch (error) {
      this.failures.set(extension.id, {
        id: extension.id,
        state: 'failed',
        why: error instanceof Error ? error.message : String(error),
        loadedBefore: this.ports.loadedBefore(extension),
        providers: 0,
      });
    }
  }

  private wrap(extension: ExtensionShape): void {
    const languages = languagesOf(this.ports.apiOf(extension));
    for (const other of this.wraps.values()) {
      if (other.languages === languages)
        throw new Error(`VS Code gave it the same API object as ${other.tool.id}`);
    }
    const standing = languages[REGISTER];
    const original = markOf(standing)?.original ?? standing;
    const tool = { id: extension.id, honoursUri: hasProposal(extension) };
    const wrapper = this.wrapperOf(original, tool);
    languages[REGISTER] = wrapper;
    if (languages[REGISTER] !== wrapper) throw new Error('its API object cannot be written to');
    const loaded = this.ports.loadedBefore(extension);
    this.wraps.set(extension.id, new Wrapped(tool, languages, original, wrapper, loaded));
  }

  private wrapperOf(original: Register, tool: Tool): Register {
    const known = new WeakMap<object, object>();
    const wrapped = (provider: object): object => {
      let result = known.get(provider);
      if (!result) {
        const probe = this.probes.get(provider);
        result = probe
          ? wrapProvider(provider, tool, () => probe.judge)
          : wrapProvider(provider, tool, this.seam.judge, this.seam.pieceAccepted);
        known.set(provider, result);
        probe?.registered(tool, result);
      }
      return result;
    };
    const isJudged = (provider: object): boolean => !isOfVsCode(tool.id) || this.probes.has(provider);
    const count = (provider: object): void => {
      const wrap = this.wraps.get(tool.id);
      if (wrap && !this.probes.has(provider)) wrap.providers++;
    };
    const wrapper = function (this: unknown, ...args: unknown[]): unknown {
      const provider = args[1];
      if (isObject(provider) && isJudged(provider)) {
        args[1] = wrapped(provider);
        count(provider);
      }
      return Reflect.apply(original, this, args);
    };
    const mark: Mark = { version: this.version, original };
    Object.defineProperties(wrapper, {
      name: { value: original.name, configurable: true },
      length: { value: original.length, configurable: true },
      [MARK]: { value: mark },
    });
    return wrapper;
  }
}

const hasMain = (extension: ExtensionShape): boolean =>
  isObject(extension.packageJSON) && 'main' in extension.packageJSON && Boolean(extension.packageJSON.main);

/** VS Code strikes proposals that it does not grant from this list before an extension host sees it. */
const hasProposal = (extension: ExtensionShape): boolean =>
  isObject(extension.packageJSON) &&
  'enabledApiProposals' in extension.packageJSON &&
  Array.isArray(extension.packageJSON.enabledApiProposals) &&
  extension.packageJSON.enabledApiProposals.includes('inlineCompletionsAdditions');

function languagesOf(api: unknown): Languages {
  const languages = isObject(api) && 'languages' in api ? api.languages : undefined;
  if (!isObject(languages) || !(REGISTER in languages) || typeof languages[REGISTER] !== 'function') {
    throw new Error(`its API object has no languages.${REGISTER}`);
  }
  return languages as Languages;
}

function markOf(register: Register): Mark | undefined {
  const mark: unknown = Reflect.get(register, MARK);
  return isObject(mark) && 'original' in mark && typeof mark.original === 'function'
    ? (mark as Mark)
    : undefined;
}
