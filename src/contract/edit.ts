/** A change to one document, as every caller (editor, command line, agent) describes it. Contract 2. */
export interface Edit {
  /** Relative to the repository's top level (the workspace folder where there is no git), `/`-separated. */
  readonly path: string;
  /** VS Code language id, as the caller believes it to be; the path's own language is judged as well. */
  readonly languageId?: string;
  /** Text of the document before the replaced range. Callers may pass a window of whole lines. */
  readonly before: string;
  readonly replaced: string;
  readonly insert: string;
  /** Text of the document after the replaced range. */
  readonly after: string;
  /** Extension id or agent name of the AI tool that proposes the edit. */
  readonly tool?: string;
  /** E-mail address of the person who would accept it; without one no role holds. */
  readonly author?: string;
}
