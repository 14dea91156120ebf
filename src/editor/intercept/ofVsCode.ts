/**
 * What VS Code brings along itself, abbreviations of Emmet's among it, is no AI's. Its publisher's name is reserved on
 * the Marketplace; who installs a package of that name by hand could as well uninstall Parapet.
 */
export const isOfVsCode = (extension: string): boolean => extension.startsWith('vscode.');
