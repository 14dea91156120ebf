/** Judges what an agent is about to do, by the policies that hold where it does it. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { effectOf, placesIn, type CommandEffect } from '../../agents/commandPlaces';
import { editedText } from '../../agents/editText';
import type { AgentAction } from '../../agents/request';
import type { Edit } from '../../contract/edit';
import { ACTIONS, stricter, type Action, type Finding, type RiskLevel } from '../../contract/verdict';
import { GitIdentity } from '../../git/identity';
import { budgetsAt } from '../../policy/budgets';
import { evaluate } from '../../policy/evaluate';
import type { BudgetShare } from '../../risk/budgets';
import { PolicyLoader } from '../policyFiles';
import { findRepository, repositoryPath } from '../policyRepository';
import { textOnDisk } from '../textFile';

export interface Judged {
  readonly what: AgentAction['kind'];
  readonly action: Action;
  /** The strictest of each rule. */
  readonly findings: readonly Finding[];
  readonly level: RiskLevel;
  /** Absolute path of what is edited; for a command the top level it was judged at. */
  readonly file: string;
  readonly text: string;
}

/** Clients give a hook at least 30 seconds. */
const DEADLINE_MS = 5_000;
const MAX_PLACES = 300;

/**
 * A command is judged as a script of that one line. The name stands for no file; it lies at the top level, or in the
 * folder that the command names, and so has that place's criticality.
 */
const SCRIPT = { shellscript: 'agent-command.sh', powershell: 'agent-command.ps1' } as const;

export interface AgentJudgeOptions {
  readonly now: Date;
  readonly tool: string;
  /** Absolute. The first is where the agent acts. */
  readonly folders: readonly [string, ...string[]];
}

type Verdicts = Pick<Judged, 'action' | 'findings' | 'level'>;

export class AgentJudge {
  /** A policy that was asked has mistakes, and the recommended rules stand in for it. */
  sawInvalidPolicy = false;
  private readonly loader: PolicyLoader;
  private readonly identity = new GitIdentity(() => performance.now());

  constructor(private readonly options: AgentJudgeOptions) {
    this.loader = new PolicyLoader({
      now: () => options.now,
      maxAgeMs: Infinity,
      folders: options.folders,
    });
  }

  judge(action: AgentAction): Promise<Judged> {
    return action.kind === 'edit' ? this.judgeEdit(action) : this.judgeCommand(action);
  }

  /** Budgets of policies that what the agent adds to a file counts towards. */
  async budgetsAt(file: string): Promise<readonly BudgetShare[]> {
    const { path: at, policies } = await this.loader.forPath(file);
    return budgetsAt(policies, at, this.options.tool);
  }

  private async judgeEdit({ path: given, change }: Extract<AgentAction, { kind: 'edit' }>): Promise<Judged> {
    const file = path.resolve(this.options.folders[0], given);
    const text = editedText(textOnDisk(file) ?? '', change);
    return { what: 'edit', ...(await this.verdictAt(file, text)), file, text: text.insert };
  }

  private async judgeCommand({
    command,
    language,
  }: Extract<AgentAction, { kind: 'command' }>): Promise<Judged> {
    const script = { languageId: language, before: '', replaced: '', insert: command, after: '' };
    const name = SCRIPT[language];
    const tops = await this.topLevels();
    const effect = effectOf(command);
    const verdicts: Verdicts[] = [];
    for (const top of tops) {
      const verdict = await this.verdictAt(path.join(top, name), script);
      verdicts.push(withoutPlace(verdict, 'drop'));
    }
    for (const { file, how } of this.placesOf(command, name, tops)) {
      const verdict = await this.verdictAt(file, script);
      verdicts.push(withoutPlace(verdict, placeEffect(effect, how)));
    }
    return { what: 'command', ...strictest(verdicts), file: tops[0], text: command };
  }

  /** Of the repositories that the agent was started in and acts in: neither may loosen the other. */
  private async topLevels(): Promise<readonly [string, ...string[]]> {
    const [first, ...others] = await Promise.all(this.options.folders.map(topLevelOf));
    return [first!, ...new Set(others.filter((top) => top !== first))];
  }

  /** Files and folders of these repositories that a command names or changes into. */
  private placesOf(command: string, script: string, tops: readonly string[]): Place[] {
    const named = placesIn(command);
    const bases = [this.options.folders[0]];
    for (const folder of named.folders) bases.push(path.resolve(bases.at(-1)!, folder));
    const places = new Map<string, Place>();
    const add = (file: string, how: Place['how']): void => {
      const isInside = tops.some((top) => repositoryPath(top, file));
      if (isInside && (places.has(file) || places.size < MAX_PLACES)) places.set(file, { file, how });
    };
    for (const base of new Set(bases)) if (kindOf(base) === 'folder') add(path.join(base, script), 'entered');
    for (const base of new Set(bases)) {
      for (const word of named.words) {
        const file = path.resolve(base, word);
        const kind = kindOf(file);
        if (kind === 'folder') add(path.join(file, script), 'named');
        else if (kind === 'file' || (word.includes('/') && kindOf(path.dirname(file)) === 'folder'))
          add(file, 'named');
      }
    }
    return [...places.values()];
  }

  private async verdictAt(file: string, text: Omit<Edit, 'path' | 'tool' | 'author'>): Promise<Verdicts> {
    const { path: at, policies, root, state } = await this.loader.forPath(file);
    this.sawInvalidPolicy ||= state === 'invalid';
    const author = await this.identity.emailFor(root);
    const edit = { ...text, path: at, tool: this.options.tool, ...(author !== undefined && { author }) };
    const { action, findings, risk } = evaluate(edit, policies, {
      now: this.options.now,
      clock: () => performance.now(),
      deadlineMs: DEADLINE_MS,
    });
    return { action, findings, level: risk.level };
  }
}

const topLevelOf = async (folder: string): Promise<string> => (await findRepository(folder)) ?? folder;

interface Place {
  readonly file: string;
  /** Given as a word, or where the command runs. */
  readonly how: 'named' | 'entered';
}

function kindOf(file: string): 'file' | 'folder' | undefined {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat?.isDirectory() ? 'folder' : stat && 'file';
  } catch {
    return undefined;
  }
}

/** What AI may do in a place at all is about changes, which a command need not make. */
type PlaceEffect = 'keep' | 'soften' | 'drop';

const placeEffect = (effect: CommandEffect, how: Place['how']): PlaceEffect =>
  effect === 'writes' ? 'keep' : effect === 'unknown' && how === 'named' ? 'soften' : 'drop';

const OF_A_PLACE = /^(?:module|tool)\/|^parapet\/own-controls$/;
const SOFTER: Record<Action, Action> = { allow: 'allow', warn: 'warn', approve: 'warn', block: 'approve' };

function withoutPlace(verdict: Verdicts, effect: PlaceEffect): Verdicts {
  if (effect === 'keep') return verdict;
  const findings = verdict.findings.flatMap((finding) => {
    if (!OF_A_PLACE.test(finding.rule)) return [finding];
    return effect === 'drop' ? [] : [{ ...finding, action: SOFTER[finding.action] }];
  });
  return { ...verdict, findings, action: findings.map(({ action }) => action).reduce(stricter, 'allow') };
}

const LEVELS: readonly RiskLevel[] = ['none', 'low', 'medium', 'high', 'critical'];

export function strictest(verdicts: readonly Verdicts[]): Verdicts {
  const findings = new Map<string, Finding>();
  for (const finding of verdicts.flatMap((verdict) => verdict.findings)) {
    const known = findings.get(finding.rule);
    if (!known || ACTIONS.indexOf(finding.action) > ACTIONS.indexOf(known.action))
      findings.set(finding.rule, finding);
  }
  return {
    action: verdicts.map(({ action }) => action).reduce(stricter, 'allow'),
    findings: [...findings.values()],
    level: LEVELS[Math.max(0, ...verdicts.map(({ level }) => LEVELS.indexOf(level)))] ?? 'none',
  };
}
