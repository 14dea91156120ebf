/** How git will read the message that a hook was handed, and when it would take it for none. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { textOf } from '../git';
import { messageForm, type MessageForm } from '../message/form';
import { commitOptions, type GitCommand } from '../parse/commandLine';
import { parseConfig } from '../parse/config';
import type { MessageHook } from './messageHook';

export interface MessageRules {
  readonly form: MessageForm;
  /** What the message began as. git refuses it if that is all it says. */
  readonly template: string | undefined;
}

/** The last line begins as no comment does. */
const ENDS_IN_WORDS = /(?:^|\n)[A-Za-z0-9\u0080-\u00FF][^\n]*\s*$/;
/** Without what stands in front of one that need not be there, since git 2.52. */
const named = (file: string): string => file.replace(/^:\(optional\)/, '');
/** How git is asked for all settings that matter here. */
export const SETTINGS: readonly string[] = [
  ...['config', '-z', '--get-regexp', '^(commit\\.(cleanup|template)|core\\.comment(char|string))$'],
];

export async function messageRules(
  { git, repository, env, begun }: Pick<MessageHook, 'git' | 'repository' | 'env' | 'begun'>,
  content: string,
  { edited, invocation }: { readonly edited: boolean; readonly invocation: GitCommand | undefined },
): Promise<MessageRules> {
  // However git is set, what ends such a message is message: it saves a process.
  if (!edited && ENDS_IN_WORDS.test(content)) {
    return { form: { comment: undefined, scissors: false }, template: undefined };
  }
  const config = parseConfig(begun()?.settings ?? textOf(await git.plain(SETTINGS)) ?? '');
  const given = invocation?.command === 'commit' ? commitOptions(invocation.args) : undefined;
  const form = messageForm(content, {
    edited,
    cleanup: given?.cleanup ?? config.get('commit.cleanup'),
    comment: config.get('core.commentstring') ?? config.get('core.commentchar'),
  });
  const templates = [
    given?.template && path.resolve(repository.topLevel, env['GIT_PREFIX'] ?? '', named(given.template)),
    named(config.get('commit.template') ?? '').replace(/^~(?=\/)/, () => homedir()),
  ];
  const file = templates.find((one) => one);
  return { form, template: file && readIfThere(path.resolve(repository.topLevel, file)) };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}
