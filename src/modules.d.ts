/** Rule packs: YAML, parsed at build time (esbuild.js). */
declare module '*.yaml' {
  const pack: unknown;
  export default pack;
}

/** A JSON Schema compiled to a function at build time (esbuild.js). */
declare module '*.json?validator' {
  export interface SchemaError {
    readonly instancePath: string;
    readonly schemaPath: string;
    readonly keyword: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly message?: string;
    /** The value that failed, and the schema it failed. */
    readonly data?: unknown;
    readonly schema?: unknown;
    readonly parentSchema?: Readonly<Record<string, unknown>>;
  }
  const validate: ((data: unknown) => boolean) & { errors?: readonly SchemaError[] | null };
  export default validate;
}

/** Literals of the built-in patterns, found at build time (esbuild.js). */
declare module 'built-in-literals' {
  import type { LiteralTable } from './policy/pattern/literalTable';

  const table: LiteralTable;
  export default table;
}
