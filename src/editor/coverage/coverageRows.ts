/** Which AI tools there are in this window, and how what they do is covered. */
import type { InterceptionMode } from '../../contract/manifest';
import type { Coverage } from '../intercept/interception';
import type { Counts } from './coverageCounts';

export type Cover = 'before display' | 'on accept' | 'agent hook' | 'not at all';

/** Why it is covered so, and no better. */
export type CoverReason =
  /** It has registered no provider yet; one that it registers is judged. */
  | { readonly kind: 'no provider yet' }
  | { readonly kind: 'loaded before' }
  | { readonly kind: 'perhaps loaded before' }
  | { readonly kind: 'not wrapped'; readonly why: string }
  | { readonly kind: 'mode off' }
  | { readonly kind: 'accepts not judged' }
  | { readonly kind: 'accepts cannot be judged'; readonly why: string }
  | { readonly kind: 'no hook'; readonly file: string };

/** What a person can do about it. */
export type Mending = 'reload' | 'install hook';

export interface CoverageRow {
  /** Extension id, or agent's client. */
  readonly id: string;
  readonly name: string;
  readonly cover: Cover;
  readonly reason?: CoverReason;
  readonly since: Date;
  /** Nothing of what hooks judge is known to the editor. */
  readonly counts?: Counts;
  readonly mending?: Mending;
  /** Folder in which the hook of an agent's client is, or would be. */
  readonly root?: string;
}

export interface AgentHook {
  /** Id of the client. */
  readonly client: string;
  readonly title: string;
  /** From `root`. */
  readonly file: string;
  readonly root: string;
  readonly isInstalled: boolean;
}

export interface CoverageFacts {
  readonly mode: InterceptionMode;
  readonly coverage: readonly Coverage[];
  /** Ids of those whose suggestions may come unseen. */
  readonly missed: readonly string[];
  readonly accepts: { readonly isOn: boolean; readonly failure?: string | undefined };
  readonly agents: readonly AgentHook[];
  /** Its manifest says that it is an AI tool. */
  declaresAi(extension: string): boolean;
  nameOf(extension: string): string;
  /** Since when it is covered in this way. */
  sinceOf(id: string, cover: Cover): Date;
  countsOf(tool: string): Counts;
}

/** Those that are covered worst come first. */
export function coverageRows(facts: CoverageFacts): readonly CoverageRow[] {
  const extensions = facts.coverage
    .filter(({ id, providers }) => providers > 0 || facts.missed.includes(id) || facts.declaresAi(id))
    .map((covered) => extensionRow(covered, facts));
  const agents = facts.agents.map((agent) => agentRow(agent, facts));
  return [...extensions, ...agents].toSorted(
    (a, b) => WORST_FIRST.indexOf(a.cover) - WORST_FIRST.indexOf(b.cover) || a.name.localeCompare(b.name),
  );
}

const WORST_FIRST: readonly Cover[] = ['not at all', 'on accept', 'before display', 'agent hook'];

function extensionRow(covered: Coverage, facts: CoverageFacts): CoverageRow {
  const { id } = covered;
  const how = extensionCover(covered, facts);
  const since = facts.sinceOf(id, how.cover);
  return { id, name: facts.nameOf(id), since, counts: facts.countsOf(id), ...how };
}

type How = Pick<CoverageRow, 'cover' | 'reason' | 'mending'>;

function extensionCover(covered: Coverage, { mode, missed, accepts }: CoverageFacts): How {
  if (mode === 'off') return { cover: 'not at all', reason: { kind: 'mode off' } };
  if (!missed.includes(covered.id)) {
    return covered.providers === 0
      ? { cover: 'before display', reason: { kind: 'no provider yet' } }
      : { cover: 'before display' };
  }
  const mending = 'reload';
  if (accepts.isOn) return { cover: 'on accept', reason: whyMissed(covered), mending };
  const { failure } = accepts;
  const reason: CoverReason =
    failure === undefined
      ? { kind: 'accepts not judged' }
      : { kind: 'accepts cannot be judged', why: failure };
  return { cover: 'not at all', reason, mending };
}

function whyMissed({ state, why, loadedBefore }: Coverage): CoverReason {
  if (state === 'failed') return { kind: 'not wrapped', why: why ?? '' };
  return { kind: loadedBefore === 'yes' ? 'loaded before' : 'perhaps loaded before' };
}

function agentRow({ client, title, file, root, isInstalled }: AgentHook, facts: CoverageFacts): CoverageRow {
  const how: How = isInstalled
    ? { cover: 'agent hook' }
    : { cover: 'not at all', reason: { kind: 'no hook', file }, mending: 'install hook' };
  return { id: client, name: title, since: facts.sinceOf(`${client} ${root}`, how.cover), root, ...how };
}
