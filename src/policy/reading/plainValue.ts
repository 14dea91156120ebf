import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair } from 'yaml';
import { MAX_ALIASES, MAX_VALUES } from './limits';
import { shortened, type Range } from './policyText';
import type { YamlDocument } from './yamlDocument';

export interface Mistake {
  readonly range: Range;
  readonly message: string;
}

export interface PlainValue {
  readonly value: unknown;
  /** What each alias stands for. */
  readonly aliases: ReadonlyMap<Alias, Node>;
  readonly mistakes: readonly Mistake[];
}

/** Nodes to plain objects and lists. What YAML allows and no policy needs is refused, and what aliases add is bounded. */
export function plainValue(document: YamlDocument): PlainValue {
  const converter = new Converter();
  const { value } = converter.convert(document.contents);
  return { value, aliases: converter.aliases, mistakes: converter.mistakes };
}

/** A value, and how many values stand in it once its aliases are put in. */
interface Converted {
  readonly value: unknown;
  readonly size: number;
}

const NOTHING: Converted = { value: null, size: 1 };

class Converter {
  readonly aliases = new Map<Alias, Node>();
  readonly mistakes: Mistake[] = [];
  private readonly anchors = new Map<string, Node>();
  /** Values of anchored nodes, from the moment they are complete. */
  private readonly complete = new Map<Node, Converted>();
  private addedByAliases = 0;

  convert(node: unknown): Converted {
    if (isAlias(node)) return this.alias(node);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return NOTHING;
    if (node.anchor) this.anchors.set(node.anchor, node);
    const converted = isScalar(node)
      ? this.scalar(node)
      : isSeq(node)
        ? this.list(node.items)
        : this.table(node.items);
    if (node.anchor) this.complete.set(node, converted);
    return converted;
  }

  private scalar(node: Node & { readonly value: unknown }): Converted {
    if (node.tag === '!') this.refuse(node, 'a value that begins with “!” is a YAML tag: put it in quotes');
    return { value: node.value, size: 1 };
  }

  private list(nodes: readonly unknown[]): Converted {
    const items = nodes.map((node) => this.convert(node));
    return { value: items.map(({ value }) => value), size: total(items) };
  }

  private table(pairs: readonly Pair<unknown, unknown>[]): Converted {
    const values = new Map<string, Converted>();
    for (const { key: node, value } of pairs) {
      const key = this.key(node, values);
      const converted = this.convert(value);
      if (key !== undefined) values.set(key, converted);
    }
    // Defines each key as the object's own, `__proto__` as well.
    const value = Object.fromEntries([...values].map(([key, converted]) => [key, converted.value]));
    return { value, size: total([...values.values()]) };
  }

  /** The key, or undefined where it cannot be one, which is then said. */
  private key(node: unknown, seen: ReadonlyMap<string, unknown>): string | undefined {
    if (!isScalar(node) || typeof node.value !== 'string') {
      this.refuse(node, 'a key has to be plain text: put it in quotes');
      return undefined;
    }
    this.convert(node);
    if (!seen.has(node.value)) return node.value;
    this.refuse(node, `“${shortened(node.value)}” is given twice: keep one of them`);
    return undefined;
  }

  private alias(alias: Alias): Converted {
    const name = shortened(alias.source);
    const target = this.anchors.get(alias.source);
    if (!target) {
      return this.refuse(
        alias,
        `“*${name}” refers to a YAML anchor and there is no “&${name}” above: if it is a glob, put it in quotes`,
      );
    }
    this.aliases.set(alias, target);
    const converted = this.complete.get(target);
    if (!converted) return this.refuse(alias, `“&${name}” contains itself: write the value out`);
    this.addedByAliases += converted.size;
    if (this.aliases.size > MAX_ALIASES) {
      return this.refuse(alias, `anchors are used more than ${MAX_ALIASES} times: write the values out`);
    }
    if (this.addedByAliases > MAX_VALUES) {
      return this.refuse(alias, 'anchors that hold anchors make the file too large: write the values out');
    }
    return converted;
  }

  private refuse(node: unknown, message: string): Converted {
    this.mistakes.push({ range: rangeOf(node) ?? [0, 0], message });
    return NOTHING;
  }
}

const total = (parts: readonly Converted[]): number => parts.reduce((sum, { size }) => sum + size, 1);

/** From a node's first character to the end of its value. */
export const rangeOf = (node: unknown): Range | undefined => {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
};
