import { workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { INTERCEPTION_MODES, SETTINGS } from '../contract/manifest';
import type { InterceptionMode } from '../contract/manifest';

/**
 * Only the user's own value counts: VS Code keeps workspaces from setting these, and `inspect` keeps out
 * the defaults that another extension may contribute.
 */
const userValue = (key: string): unknown => workspace.getConfiguration().inspect(key)?.globalValue;

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

  showWithheldNote(): boolean {
    const value = userValue(SETTINGS.showWithheldNote.key);
    return typeof value === 'boolean' ? value : SETTINGS.showWithheldNote.default;
  },

  onDidChange: (setting: { readonly key: string }, listener: () => void): Disposable =>
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(setting.key)) listener();
    }),
};
