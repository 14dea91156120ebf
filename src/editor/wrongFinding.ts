import { dirname, join, relative, sep } from 'node:path';
import { l10n, Range, Selection, TextEditorRevealType, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { TextDocument } from 'vscode';
import { POLICY_FILE } from '../contract/manifest';
import { adjustmentFor, passTestFor } from '../policy/amend';
import type { Insertion } from '../policy/amend';
import { fileOf } from './documentFile';
import { settings } from './settings';

export interface WrongFindingPorts {
  filesFor(file: string): Promise<{ readonly files: readonly string[]; readonly root: string }>;
  now(): Date;
  /** Written into a policy: `adjustment`, or a `test` that must pass. */
  written(what: 'adjustment' | 'test', rule: string, document: Uri): void;
}

/** How long an adjustment holds until somebody looks at it again, in days. */
const HOLDS_DAYS = 90;
const DAY_MS = 86_400_000;
/** Of the text that an own rule is to be silent about, in UTF-16 units. */
const MAX_TEXT = 500;

/** A rule's pattern can be wrong; what a policy says of a module, a tool or Parapet's own controls is meant. */
export const canBeWrong = (rule: string): boolean => !/^(?:module|tool|parapet)\//.test(rule);

/**
 * Writes into the policy that a finding is wrong: an adjustment for this file, with a reason and an expiry, of a built-in
 * rule; a test that must pass, into a rule of the policy's own. The policy is left open and not saved, for a person to
 * read; it is reviewed like any other change.
 */
export async function findingIsWrong(
  rule: unknown,
  document: unknown,
  text: unknown,
  ports: WrongFindingPorts,
): Promise<void> {
  if (typeof rule !== 'string' || typeof document !== 'string' || typeof text !== 'string') return;
  const file = fileOf(Uri.parse(document));
  if (file === undefined || !canBeWrong(rule)) return;
  const { files, root } = await ports.filesFor(file);
  const own = files.filter((one) => one !== settings.organisationPolicy());
  const done = rule.includes('/')
    ? await adjust(rule, file, own[0] ?? join(root, POLICY_FILE), ports.now())
    : await addTest(rule, file, text, own);
  if (done === 'done') ports.written(rule.includes('/') ? 'adjustment' : 'test', rule, Uri.parse(document));
  if (done === 'cannot') {
    void window.showWarningMessage(
      l10n.t('The policy could not be added to: mend what is wrong in it first, or write it by hand.'),
    );
  }
}

type Done = 'done' | 'cancelled' | 'cannot';

async function adjust(rule: string, file: string, policy: string, now: Date): Promise<Done> {
  const reason = await window.showInputBox({
    title: l10n.t('Parapet: {0} is wrong here', rule),
    prompt: l10n.t('Why? The reason is written into the policy, for whoever reviews it.'),
    validateInput: (value) => (value.trim() === '' ? l10n.t('A reason is needed.') : undefined),
  });
  if (reason === undefined) return 'cancelled';
  const expires = new Date(now.getTime() + HOLDS_DAYS * DAY_MS).toISOString().slice(0, 10);
  const uri = Uri.file(policy);
  await createIfMissing(uri);
  const document = await workspace.openTextDocument(uri);
  const path = pathFrom(policy, file);
  const insertion = adjustmentFor(document.getText(), { rule, action: 'allow', path, reason, expires });
  return insertion ? insert(document, insertion) : 'cannot';
}

async function addTest(rule: string, file: string, text: string, policies: readonly string[]): Promise<Done> {
  for (const policy of policies) {
    const document = await workspace.openTextDocument(Uri.file(policy));
    const test = { path: pathFrom(policy, file), insert: text.slice(0, MAX_TEXT) };
    const insertion = passTestFor(document.getText(), rule, test);
    if (insertion) return insert(document, insertion);
  }
  return 'cannot';
}

const pathFrom = (policy: string, file: string): string =>
  relative(dirname(policy), file).split(sep).join('/');

async function createIfMissing(uri: Uri): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.createFile(uri, {
    ignoreIfExists: true,
    contents: new TextEncoder().encode('version: 1\nextends: [recommended]\n'),
  });
  await workspace.applyEdit(edit);
}

async function insert(document: TextDocument, { at, text }: Insertion): Promise<Done> {
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(at), text);
  if (!(await workspace.applyEdit(edit))) return 'cannot';
  const editor = await window.showTextDocument(document);
  const range = new Range(document.positionAt(at), document.positionAt(at + text.length));
  editor.selection = new Selection(range.end, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  return 'done';
}
