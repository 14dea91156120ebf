import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { HostObserver } from '../../host/drive/hostObserver';
import { Workbench } from '../../host/drive/workbench';
import { keepScreenshotsOfFailures, openEditor, poll, type EditorSession } from '../../host/harness';
import { vsixPath } from '../../host/install/packages';
import { OBSERVED } from '../../host/observation';
import { inRepository } from '../../host/paths';
import { wordsOf } from './labelled';

const FILE = 'notes.txt';
/** A person writes in capitals here, tools in small letters. */
const script = [
  { typed: 'ASK ', insert: 'first(snippet);' },
  { typed: 'MORE ', insert: 'second(one);' },
];

async function newPage(beside: Page): Promise<Page> {
  const browser = beside.context().browser() ?? assert.fail('no browser');
  return browser.newPage({ viewport: beside.viewportSize() });
}

describe('two windows on one file', () => {
  const observer = new HostObserver();
  let session: EditorSession;
  let first: Workbench;
  let second: Workbench;
  let hosts: { first: number; readonly second: number };

  before(async function () {
    this.timeout(240_000);
    session = await openEditor({
      files: { [FILE]: 'TOP\n\nMIDDLE\n\nBOTTOM\n' },
      script,
      assistants: ['assistant'],
      extensions: [vsixPath('runner')],
      env: { [OBSERVED]: observer.folder },
      settings: { 'parapet.hooks.offer': false },
    });
    first = session.workbench;
    const one = (await observer.untilAnother([])) ?? assert.fail('no host');
    second = new Workbench(await newPage(first.page));
    await second.load(first.page.url());
    const two = (await observer.untilAnother([one])) ?? assert.fail('no second host');
    hosts = { first: one, second: two };
    for (const window of [first, second]) await window.openFile(FILE);
  });

  after(async () => {
    await session?.close();
    observer.dispose();
  });
  keepScreenshotsOfFailures(() => session);

  /** Waits until a window shows this word as written by `a` a tool, `h` a person, or `.` nobody known. */
  async function untilShown(host: keyof typeof hosts, word: string, by: string): Promise<void> {
    const shown = (): string | undefined =>
      wordsOf(observer.shownBy(hosts[host], path.join(session.folder, FILE)) ?? []).get(word)?.authors;
    await poll(
      async () => (shown() === by.repeat(word.length) ? true : undefined),
      `${word} to be ${by} in the ${host} window`,
      async () => shown(),
    );
  }

  const parapet = (args: readonly string[], input = ''): string =>
    execFileSync(process.execPath, [inRepository('dist', 'cli.js'), ...args], {
      cwd: session.folder,
      input,
      encoding: 'utf8',
    });

  const blamed = (text: string): string => {
    const lines = JSON.parse(parapet(['blame', FILE, '--json'])) as { line: number; class: string }[];
    const line = session.read(FILE).split('\n').indexOf(text) + 1;
    return lines.find((one) => one.line === line)?.class ?? 'no such line';
  };

  it('lose nothing of what the one accepts and the other types and saves', async () => {
    await first.goTo(1);
    await first.type('\nASK ');
    await first.untilSuggested('first(');
    await first.accept();
    await untilShown('first', 'snippet', 'a');

    await second.goTo(5);
    await second.type('\nPERSON WROTE THIS');
    await second.save();
    await untilShown('second', 'PERSON', 'h');
    assert.equal(blamed('PERSON WROTE THIS'), 'human');

    // Another program writes to the file, and says so.
    session.write(FILE, `${session.read(FILE)}agent wrote this\n`);
    const line = session.read(FILE).split('\n').length - 1;
    parapet(
      ['record'],
      `${JSON.stringify({ path: FILE, startLine: line, endLine: line, tool: 'agent', model: 'm' })}\n`,
    );
    await untilShown('second', 'agent', 'a');
    await untilShown('second', 'PERSON', 'h');

    process.kill(hosts.first, 'SIGKILL');
    const next = await observer.untilAnother([hosts.first, hosts.second]);
    hosts.first = next ?? assert.fail('no host came back');
    await untilShown('first', 'snippet', 'a');
    assert.equal(blamed('PERSON WROTE THIS'), 'human');
    assert.equal(blamed('agent wrote this'), 'ai');
  });

  it('both label what is accepted in a file that both have as it is on the disk', async () => {
    await first.revert();
    await untilShown('first', 'agent', 'a');
    await first.goTo(2);
    await first.type('\nMORE ');
    await first.untilSuggested('second(');
    await first.accept();
    await first.save();
    await untilShown('first', 'second', 'a');
    await untilShown('second', 'second', 'a');
    await second.goTo(1);
    await second.type(' AGAIN');
    await second.save();
    await untilShown('first', 'AGAIN', 'h');
    for (const window of ['first', 'second'] as const) {
      await untilShown(window, 'second', 'a');
      await untilShown(window, 'PERSON', 'h');
      await untilShown(window, 'agent', 'a');
    }
    assert.equal(blamed('MORE second(one);'), 'ai');
  });
});
