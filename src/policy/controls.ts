/**
 * Parapet's own controls: what an edit must not quietly change, whatever a policy says (contract 1).
 * They are a critical module of every policy, and an AI change to them always wants a person's approval.
 */
import type { Edit } from '../contract/edit';
import { compileGlobs } from './globs';

const isOwnFile = compileGlobs(['**/.parapet.{yaml,yml}', '**/.parapet/**'], { ignoreCase: true });

const isWorkflowOrHook = compileGlobs(
  [
    '.github/{workflows,actions}/**',
    '**/.gitlab-ci.yml',
    '**/Jenkinsfile*',
    '**/azure-pipelines*.yml',
    '.circleci/**',
    '**/.{husky,githooks,git-hooks}/**',
    '**/.git/hooks/**',
    '**/{lefthook,.lefthook,.pre-commit-config}.{yml,yaml}',
    '**/.claude/settings*.json',
    '**/.github/hooks/**',
    '**/.cursor/hooks.json',
  ],
  { ignoreCase: true },
);

export type ControlKind = 'always' | 'where it calls Parapet' | 'never';

/** What a path alone says; workflows and hooks of the repository are controls only where they call Parapet. */
export const controlKind = (path: string): ControlKind =>
  isOwnFile(path) ? 'always' : isWorkflowOrHook(path) ? 'where it calls Parapet' : 'never';

const MENTION = /\bparapet\b/i;

/** Whether the document calls Parapet, before the edit or after it. */
export const callsParapet = ({ before, replaced, insert, after }: Edit): boolean =>
  [before, replaced, insert, after].some((text) => MENTION.test(text));
