/** The hooks that Parapet takes part in, and those it must pass on where it stands in front of another folder. */

export const MESSAGE_HOOKS = ['prepare-commit-msg', 'commit-msg'] as const;
/** Those that run when there is something to write notes about. */
export const NOTE_HOOKS = ['post-commit', 'post-merge', 'post-applypatch', 'post-rewrite'] as const;
export const OUR_HOOKS = [...MESSAGE_HOOKS, ...NOTE_HOOKS] as const;
export type OurHook = (typeof OUR_HOOKS)[number];
export type MessageHookName = (typeof MESSAGE_HOOKS)[number];
export type NoteHook = (typeof NOTE_HOOKS)[number];

/** Hooks that may stand there without changing what git does. See githooks(5). */
export const PASSED_ON = [
  ...[
    'applypatch-msg',
    'pre-applypatch',
    'post-applypatch',
    'pre-commit',
    'pre-merge-commit',
    'prepare-commit-msg',
  ],
  ...['commit-msg', 'post-commit', 'pre-rebase', 'post-checkout', 'post-merge', 'pre-push', 'pre-auto-gc'],
  ...['post-rewrite', 'sendemail-validate'],
];

/** Hooks whose mere presence changes what git does, or which run so often that they cost: only where there is one. */
export const PASSED_ON_IF_THERE = [
  ...['pre-receive', 'update', 'proc-receive', 'post-receive', 'post-update', 'push-to-checkout'],
  ...['reference-transaction', 'post-index-change', 'fsmonitor-watchman'],
  ...['p4-changelist', 'p4-prepare-changelist', 'p4-post-changelist', 'p4-pre-submit'],
];
