export type Settings = Readonly<Record<string, unknown>>;

/** A VS Code that neither asks, offers nor fetches anything of its own accord. */
export const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.editor.useModal': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  // Where trust is asked for at all: restricted, without a dialog in the way.
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  // As in the desktop's VS Code; in the browser everything typed would be on disk at once.
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'remote.autoForwardPorts': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
};

/** What is typed stands in the file as typed, and nothing but inline suggestions appears while typing. */
export const literalTypingSettings: Settings = {
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.formatOnType': false,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.wordBasedSuggestions': 'off',
  'editor.parameterHints.enabled': false,
  'editor.minimap.enabled': false,
  'editor.accessibilitySupport': 'off',
};

/** For a person who looks at suggestions: the list of words would only stand before them. */
export const demoSettings: Settings = {
  'workbench.startupEditor': 'readme',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.wordBasedSuggestions': 'off',
  'security.workspace.trust.enabled': false,
};
