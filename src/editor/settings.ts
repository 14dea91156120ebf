import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { INTERCEPTION_MODES, SETTINGS } from '../contract/manifest';
import type { InterceptionMode, Setting } from '../contract/manifest';

/**
 * Only the user's own value counts: VS Code keeps workspaces from setting these, and `inspect` keeps out
 * the defaults that another extension may contribute.
 */
const userValue = (key: string): unknown => workspace.getConfiguration().inspect(key)?.globalValue;

const switchedOn = (setting: Setting<boolean>): boolean => {
  const value = userValue(setting.key);
  return typeof value === 'boolean' ? value : setting.default;
};

export const settings = {
  mode(): InterceptionMode {
    const value = userValue(SETTINGS.mode.key);
    return INTERCEPTION_MODES.find((mode) => mode === value) ?? SETTINGS.mode.default;
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
