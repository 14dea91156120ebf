/** What a hook of an agent's client tells, whatever that client calls it, and how it is answered. */
import type { Action } from '../contract/verdict';

export type JsonObject = { readonly [key: string]: unknown };

/** Who acts: the ids that a policy's `tools` and the working log know. */
export interface Agent {
  readonly tool: string;
  readonly toolVersion?: string;
  readonly model?: string;
  readonly session?: string;
}

export interface Replacement {
  readonly old: string;
  readonly new: string;
  /** Every occurrence; else the first. */
  readonly all: boolean;
}

/** What becomes of a file, as far as the hook says. */
export type Change =
  | { readonly kind: 'write'; readonly text: string }
  | { readonly kind: 'replace'; readonly replacements: readonly Replacement[] }
  /** `afterLine` is 0 for the beginning; without it the place is not known. */
  | { readonly kind: 'insert'; readonly text: string; readonly afterLine?: number }
  | { readonly kind: 'delete' };

export type AgentAction =
  | {
      readonly kind: 'command';
      readonly command: string;
      /** VS Code language id of what the command is written in. */
      readonly language: 'shellscript' | 'powershell';
    }
  /** `path` as the client gave it: absolute, or from the request's first folder. */
  | { readonly kind: 'edit'; readonly path: string; readonly change: Change };

export interface AgentRequest {
  /** `before`: it can still be refused; `after`: it has been done. */
  readonly phase: 'before' | 'after';
  readonly agent: Agent;
  /** Where it acts, and the tops of what is open; absolute as far as the client keeps to its own documentation. */
  readonly folders: readonly string[];
  /** Nothing where the tool does nothing that is judged, such as reading. */
  readonly actions: readonly AgentAction[];
}

export interface Decision {
  readonly action: Action;
  /** For the model and the person: what was found, why, and what to do instead. Empty for `allow`. */
  readonly reason: string;
}

/** A file that makes a client call Parapet. */
export interface HookFile {
  /** From the repository's top level. */
  readonly path: string;
  readonly content: JsonObject;
}

/** One agent's client: the only place that knows its formats. */
export interface AgentClient {
  /** As given to `--client`. */
  readonly id: string;
  readonly title: string;
  readonly hookFile: HookFile;
  /** Names of environment variables in which the client tells hooks the top of the project. */
  readonly folderVariables: readonly string[];
  /** Undefined where this is not a hook call of that client. Never throws. */
  read(input: JsonObject): AgentRequest | undefined;
  /** The JSON object that the client wants for a call that `read` understood. `{}` is "no decision" for all. */
  answer(input: JsonObject, decision: Decision): JsonObject;
}
