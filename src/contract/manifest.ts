/**
 * Every id that `package.json` contributes, with the types and defaults the code relies on.
 * A test holds this table against `package.json`; nothing else in the code spells an id.
 */
export const COMMANDS = {
  showMenu: 'parapet.showMenu',
  showLog: 'parapet.showLog',
  openPolicy: 'parapet.openPolicy',
  createPolicy: 'parapet.createPolicy',
  explainRule: 'parapet.explainRule',
  findingIsWrong: 'parapet.findingIsWrong',
  installHooks: 'parapet.installHooks',
  showCoverage: 'parapet.showCoverage',
  reloadToCover: 'parapet.reloadToCover',
  installAgentHook: 'parapet.installAgentHook',
} as const;

/** A view, and the context key without which it is not there. */
export const COVERAGE_VIEW = { id: 'parapet.coverage', context: 'parapet.showsCoverage' } as const;

/** Runs when VS Code has accepted a suggestion; registered, and contributed to no menu. */
export const ACCEPTED_COMMAND = 'parapet.suggestionAccepted';

/** Tells how far VS Code's window has come with what it was asked to do; registered, and contributed to no menu. */
export const MARK_COMMAND = 'parapet.windowMark';

/** What the links of a hover over a committed line run; registered, and contributed to no menu. */
export const COMMIT_COMMANDS = { open: 'parapet.openCommit', copy: 'parapet.copyCommitId' } as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const INTERCEPTION_MODES = ['enforce', 'observe', 'off'] as const;
export type InterceptionMode = (typeof INTERCEPTION_MODES)[number];

/** When what an accept puts in is judged: where its suggestion may have come unseen, at every accept, or never. */
export const JUDGE_ACCEPTS = ['auto', 'always', 'never'] as const;
export type JudgeAccepts = (typeof JUDGE_ACCEPTS)[number];

export type SettingScope = 'application' | 'machine' | 'window' | 'resource';

export interface Setting<T> {
  readonly key: string;
  readonly default: T;
  readonly scope: SettingScope;
  /** The values it may have, where they are few. */
  readonly values?: readonly T[];
}

const setting = <T>(
  key: string,
  defaultValue: T,
  scope: SettingScope,
  values?: readonly T[],
): Setting<T> => ({ key, default: defaultValue, scope, ...(values && { values }) });

/** A workspace may tighten and never loosen, so none of these can be set by one. */
export const SETTINGS = {
  mode: setting<InterceptionMode>('parapet.interception.mode', 'enforce', 'application', INTERCEPTION_MODES),
  applyEditMode: setting<InterceptionMode>(
    'parapet.ways.applyEdit',
    'enforce',
    'application',
    INTERCEPTION_MODES,
  ),
  filesMode: setting<InterceptionMode>('parapet.ways.files', 'enforce', 'application', INTERCEPTION_MODES),
  judgeAccepts: setting<JudgeAccepts>(
    'parapet.interception.judgeAccepts',
    'auto',
    'application',
    JUDGE_ACCEPTS,
  ),
  organisationPolicy: setting<string>('parapet.organisation.policyFile', '', 'machine'),
  showWithheldNote: setting<boolean>('parapet.withheld.showNote', true, 'application'),
  showGutterMarks: setting<boolean>('parapet.labels.showGutterMarks', false, 'application'),
  offerHooks: setting<boolean>('parapet.hooks.offer', true, 'application'),
} as const;

export const POLICY_FILE = '.parapet.yaml';
