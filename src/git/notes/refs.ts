/** The refs that notes are kept in. */

/** Who wrote which lines: contract 4. */
export const NOTES_REF = 'refs/notes/ai';
/** What the guardrails said, and where the audit log stood. */
export const GUARDRAIL_REF = 'refs/notes/parapet';
