/** Something in a policy file that its author should know, and how to mend it. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** What is wrong and what to write instead, one sentence each. */
  readonly message: string;
  /** Repository-relative path (or absolute, for an organisation's policy) of the file it stands in. */
  readonly file: string;
  /** UTF-16 offsets into the file's text. */
  readonly start: number;
  readonly end: number;
  /** 1-based, as editors and compilers print them. */
  readonly line: number;
  readonly column: number;
}

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some((p) => p.severity === 'error');

/** `file:line:column: error: message`, the form that terminals and problem matchers link. */
export const formatProblem = (p: Problem): string =>
  `${p.file}:${p.line}:${p.column}: ${p.severity}: ${p.message}`;
