import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { INTERCEPTION_MODES, JUDGE_ACCEPTS, SETTINGS } from '../contract/manifest';
import type { InterceptionMode, JudgeAccepts, Setting } from '../contract/manifest';

/**
 * Only the user's own value counts: VS Code keeps workspaces from setting these, and `inspect` keeps out
 * the defaults that another extension may contribute.
 */
const userValue = (key: string): unknown => workspace.getConfiguration().inspect(key)?.globalValue;

const switchedOn = (setting: Setting<boolean>): boolean => {
  const value = userValue(setting.key);
  return typeof value === 'boolean' ? value : setting.default;
};

const modeOf = (setting: Setting<InterceptionMode>): InterceptionMode => {
  const value = userValue(setting.key);
  return INTERCEPTION_MODES.find((mode) => mode === value) ?? setting.default;
};

const MODE_OF_WAY = { applyEdit: SETTINGS.applyEditMode, files: SETTINGS.filesMode } as const;

export const settings = {
  mode: (): InterceptionMode => modeOf(SETTINGS.mode),

  /** The more lenient of what holds for all and for this way: either is a person's wish to be left alone. */
  modeOfWay(way: keyof typeof MODE_OF_WAY): InterceptionMode {
    const modes = [settings.mode(), modeOf(MODE_OF_WAY[way])];
    return INTERCEPTION_MODES.findLast((mode) => modes.includes(mode)) ?? 'enforce';
  },

  judgeAccepts(): JudgeAccepts {
    const value = userValue(SETTINGS.judgeAccepts.key);
    return JUDGE_ACCEPTS.find((when) => when === value) ?? SETTINGS.judgeAccepts.default;
  },

  /** Absolute path, or '' where there is none. */
  organisationPolicy(): string {
    const value = userValue(SETTINGS.organisationPolicy.key);
    return typeof value === 'string' ? value.trim() : SETTINGS.organisationPolicy.default;
  },

  showWithheldNote: (): boolean => switchedOn(SETTINGS.showWithheldNote),
  showGutterMarks: (): boolean => switchedOn(SETTINGS.showGutterMarks),
  offerHooks: (): boolean => switchedOn(SETTINGS.offerHooks),

  onDidChange: (setting: { readonly key: string }, listener: () => void): Disposable =>
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(setting.key)) listener();
    }),
};
