import assert from 'node:assert/strict';
import { keepScreenshotsOfFailures, openEditor, poll } from '../../host/harness';
import type { EditorSession, ScriptEntry } from '../../host/harness';

const POLICY = `version: 1
extends: [recommended]
modules:
  - { name: infra, paths: ["infra/**"], criticality: critical }
rules:
  - id: no-env-teardown
    title: Environment teardown
    why: Recreating an environment takes hours and drops its state.
    instead: Change one resource at a time, through the release pipeline.
    severity: critical
    match: { any: ['\\bterraform\\s+destroy\\b'] }
  - id: keep-protection
    title: Protection removed
    severity: critical
    match: { removed: ['prevent_destroy\\s*=\\s*true'] }
  - id: hostile-words
    title: 'Title [click](command:workbench.action.quit) <img src=x> ![](http://example.com/x.png)'
    why: '**bold** [link](http://example.com) http://example.com \`code\`'
    severity: critical
    match: { any: ['frobnicate --all'] }
`;

const DATABASE = `resource "aws_db_instance" "orders" {
  instance_class = "db.
  lifecycle {
    prevent_destroy = true
  }
}
`;

const script: readonly ScriptEntry[] = [
  { typed: 'terraform des', insert: 'troy -auto-approve' },
  { typed: 'terraform pl', insert: 'an -out=tfplan' },
  { typed: 'frobni', insert: 'cate --all' },
  { typed: 'echo on', insert: 'e\nterraform destroy\necho two' },
  {
    from: 'assistant-edits',
    path: 'infra/main.tf',
    typed: 'class = "db.x',
    replaces: '  lifecycle {\n    prevent_destroy = true\n  }\n',
    insert: '',
  },
  { from: 'assistant-esm', typed: 'terraform fr', insert: 'esh' },
  { from: 'assistant-esm', typed: 'make gone: ter', insert: 'raform destroy' },
];

describe('a withheld suggestion', () => {
  let session: EditorSession;

  before(async function () {
    this.timeout(240_000);
    session = await openEditor({
      files: { '.parapet.yaml': POLICY, 'infra/run.sh': '', 'infra/main.tf': DATABASE },
      script,
      assistants: ['assistant', 'assistant-esm', 'assistant-edits'],
    });
    await session.workbench.openFile('infra/run.sh');
  });
  after(() => session?.close());
  afterEach(async () => {
    await session.workbench.press('Escape');
    await session.workbench.revert();
  });
  keepScreenshotsOfFailures(() => session);

  const untilNoNote = async (): Promise<void> => {
    const { workbench } = session;
    const none = async (): Promise<true | undefined> =>
      (await workbench.notes()).length === 0 ? true : undefined;
    await poll(none, 'the note to go', () => workbench.notes());
  };

  async function assertNeverShown(text: string): Promise<void> {
    await session.journal.untilOffered(text);
    for (const seen of await session.workbench.everSuggested())
      assert.ok(!seen.text.includes(text), seen.text);
  }

  beforeEach(async () => {
    session.journal.clear();
    await session.workbench.forgetSuggestions();
  });

  it('never appears, and a note at the end of the line says which rule', async () => {
    await session.workbench.type('terraform des');
    const note = await session.workbench.untilNote('withheld');
    assert.equal(note, '⊘ Parapet withheld a suggestion: Environment teardown');
    await assertNeverShown('troy');
  });

  it('is explained where one points at the note: rule, why, what instead, and whose it was', async () => {
    await session.workbench.type('terraform des');
    const hover = await session.workbench.hoverNote('withheld');
    for (const part of [
      'no-env-teardown',
      'Recreating an environment takes hours and drops its state.',
      'Instead: Change one resource at a time, through the release pipeline.',
      'demo.assistant',
    ]) {
      assert.ok(hover.includes(part), hover);
    }
  });

  it('does not keep a harmless one from appearing', async () => {
    await session.workbench.type('terraform pl');
    await session.workbench.untilSuggested('an -out=tfplan');
    assert.deepEqual(await session.workbench.notes(), []);
  });

  it('is whole: no line of one with several lines appears', async () => {
    await session.workbench.type('echo on');
    await session.workbench.untilNote('withheld');
    await assertNeverShown('echo two');
    assert.deepEqual(await session.workbench.everSuggested(), []);
  });

  it('may come from an ES module, whose harmless ones appear', async () => {
    await session.workbench.type('terraform fr');
    await session.workbench.untilSuggested('esh');
    await session.workbench.press('Escape');
    await session.workbench.press('Enter');
    await session.workbench.type('make gone: ter');
    await session.workbench.untilNote('withheld');
    await assertNeverShown('raform destroy');
  });

  it('may be an edit that takes a protection away: neither what it deletes nor what it inserts is marked', async () => {
    await session.workbench.openFile('infra/main.tf');
    await session.workbench.goTo(2);
    await session.workbench.type('x');
    await session.workbench.untilNote('withheld');
    await session.journal.until(({ assistant }) => assistant === 'assistant-edits', 'the edit to be offered');
    assert.deepEqual(await session.workbench.everSuggested(), []);
    await session.workbench.revert();
    await session.workbench.openFile('infra/run.sh');
  });

  it('loses its note when the cursor leaves the line', async () => {
    await session.workbench.press('Enter');
    await session.workbench.type('terraform des');
    await session.workbench.untilNote('withheld');
    await session.workbench.press('ArrowUp');
    await untilNoNote();
  });

  it('loses its note when the line no longer leads to it', async () => {
    await session.workbench.type('terraform des');
    await session.workbench.untilNote('withheld');
    for (let i = 0; i < 8; i++) await session.workbench.press('Backspace');
    await untilNoNote();
  });

  it('loses its note when another suggestion appears', async () => {
    await session.workbench.type('terraform des');
    await session.workbench.untilNote('withheld');
    for (let i = 0; i < 3; i++) await session.workbench.press('Backspace');
    await session.workbench.type('pl');
    await session.workbench.untilSuggested('an -out=tfplan');
    await untilNoNote();
  });

  it('keeps its note where it was, beside what is typed further', async () => {
    await session.workbench.type('terraform des');
    await session.workbench.untilNote('withheld');
    await session.workbench.type('tr');
    assert.equal((await session.workbench.notes()).length, 1);
    await session.workbench.untilNote('withheld');
  });

  it('has a note without any meaning in the words that a workspace wrote', async () => {
    const { page } = session.workbench;
    await session.workbench.type('frobni');
    const hover = await session.workbench.hoverNote('withheld');
    for (const literal of ['[click](command:workbench.action.quit)', '<img src=x>', '**bold**', '`code`']) {
      assert.ok(hover.includes(literal), hover);
    }
    const links = await page.locator('.monaco-hover:not(.hidden) .hover-contents a').allInnerTexts();
    assert.deepEqual(links, ['Open policy', 'Show log']);
    assert.equal(await page.locator('.monaco-hover:not(.hidden) .hover-contents img').count(), 0);
  });

  it('has no note where the setting says so', async () => {
    await session.changeSettings({ 'parapet.withheld.showNote': false });
    try {
      await poll(
        async () => {
          await session.workbench.type('terraform des');
          await assertNeverShown('troy');
          await session.workbench.page.waitForTimeout(500);
          const notes = await session.workbench.notes();
          await session.workbench.revert();
          return notes.length === 0 ? true : undefined;
        },
        'no note',
        () => session.workbench.notes(),
      );
    } finally {
      await session.changeSettings({});
    }
  });
});
