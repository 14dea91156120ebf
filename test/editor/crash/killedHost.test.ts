import assert from 'node:assert/strict';
import path from 'node:path';
import { HostObserver } from '../../host/drive/hostObserver';
import { keepScreenshotsOfFailures, openEditor, poll, type EditorSession } from '../../host/harness';
import { vsixPath } from '../../host/install/packages';
import { OBSERVED } from '../../host/observation';
import { Random } from '../../host/random';
import { say } from '../../host/say';
import { randomFactor, randomSeed } from '../../host/soak';
import { lost, wordsOf, wrong, type KnownWords } from './labelled';
import { LogReader } from './logReader';
import { DEEDS, filler, script, Writer } from './writingInPage';

/** In `npm test`; a soak of factor 10 makes 50. */
const KILLS = 5;
const SECONDS_EACH = 90;
/** After this long VS Code has started another host, if it does so of itself. */
const RESTART_MS = 8_000;
/** And has read the file, on a machine with much to do. */
const BACK_MS = 60_000;
const FILE = 'notes.txt';

/** Some three seconds, by which a window has opened what it is going to open. */
const LOOKS_PER_OPENING = 50;

describe('an extension host that is killed at any moment', () => {
  const seed = randomSeed() ?? Math.floor(Math.random() * 1_000_000_000);
  const kills = Math.round(KILLS * randomFactor());
  const random = new Random(seed);
  /** Of every second seed also where accepts run through the host, as they do where an assistant was not seen. */
  const judgeAccepts = seed % 2 === 0 ? 'always' : 'auto';
  const observer = new HostObserver();
  let session: EditorSession;
  let reader: LogReader;

  before(async function () {
    this.timeout(240_000);
    session = await openEditor({
      // A window that was loaded anew may have lost all that was not saved; one word is always there to see.
      files: { [FILE]: `TOP\n${filler(random)}\n` },
      script,
      assistants: ['assistant'],
      extensions: [vsixPath('runner')],
      env: { [OBSERVED]: observer.folder },
      settings: {
        'parapet.hooks.offer': false,
        'parapet.interception.judgeAccepts': judgeAccepts,
        // A window that was reloaded while it saved may take the file on disk for another's.
        'files.saveConflictResolution': 'overwriteFileOnDisk',
      },
    });
    reader = new LogReader(session.folder, FILE);
    assert.ok(await observer.untilAnother([]));
    await session.workbench.openFile(FILE);
  });

  after(async () => {
    reader?.dispose();
    await session?.close();
    observer.dispose();
  });
  keepScreenshotsOfFailures(() => session);

  /** A person at work, until the host is killed and for a moment after that. @returns what they did */
  async function workUntilKilled(writer: Writer, pid: number): Promise<string> {
    const done: string[] = [];
    const host = { killed: false };
    const killIn = (milliseconds: number): void => {
      setTimeout(() => {
        reader.kills++;
        process.kill(pid, 'SIGKILL');
        host.killed = true;
      }, milliseconds);
    };
    // Most often around a key that makes it write, else at any time.
    const key = 1 + random.upTo(6);
    const after = random.next() < 0.8 ? random.upTo(60) : undefined;
    if (after === undefined) killIn(random.upTo(4_000));
    let keys = 0;
    while (!host.killed) {
      const deed = random.pick(DEEDS);
      done.push(deed);
      await writer
        .do(deed, {
          onKey() {
            if (after !== undefined && ++keys === key) killIn(after);
          },
          isOver: () => host.killed,
        })
        .catch((error: unknown) => {
          if (!host.killed) throw error;
        });
    }
    return `${done.join(', ')}, killed ${after === undefined ? 'at any time' : `${after} ms after a key`}`;
  }

  /** VS Code starts another host three times and then leaves it to the person, who may also reload the window at once. */
  async function untilRestarted(before: readonly number[]): Promise<number> {
    const alone =
      random.next() < 0.5 ? await observer.untilAnother(before, { timeoutMs: RESTART_MS }) : undefined;
    if (alone !== undefined) return alone;
    // One that VS Code still started for the window as it was is none of the new one's.
    const gone = session.workbench.page.waitForEvent('domcontentloaded').then(() => Date.now());
    await session.workbench.reload();
    const since = await gone;
    return (await observer.untilAnother(before, { since })) ?? assert.fail('no host came back');
  }

  it(`loses no label that was shown, ${kills} times over (seed ${seed}, accepts judged: ${judgeAccepts})`, async () => {
    const file = path.join(session.folder, FILE);
    const writer = new Writer(session.workbench, random);
    const wordsShownBy = (pid: number): KnownWords => wordsOf(observer.shownBy(pid, file) ?? []);
    let kept = 0;
    for (let n = 0; n < kills; n++) {
      const { pids } = observer;
      const pid = pids[0] ?? assert.fail('no host');
      const did = await workUntilKilled(writer, pid);
      const where = `kill ${n} of seed ${seed}: ${did}`;
      // All that a tool is shown to have written, and of the rest what had been written down.
      const shown = [...wordsShownBy(pid)].filter(([, { authors }]) => authors.includes('a'));
      const logged = wordsOf(reader.lines());
      const before: KnownWords = new Map([...logged, ...shown]);
      await untilRestarted(pids);
      const wordsNow = (): KnownWords => wordsOf(observer.shownByAnother(pids, file) ?? []);
      const lostNow = async (): Promise<string[]> => lost(before, wordsNow(), logged);
      // A window that is loaded anew soon after it opened a file need not open it again.
      const { page } = session.workbench;
      let looks = 0;
      const openWhereClosed = async (): Promise<void> => {
        if (++looks % LOOKS_PER_OPENING === 0 && (await page.locator('.tab').count()) === 0)
          await session.workbench.openFile(FILE).catch(() => undefined);
      };
      await poll(
        async () => {
          if (wordsNow().size === 0) await openWhereClosed();
          return wordsNow().size > 0 && (await lostNow()).length === 0 ? true : undefined;
        },
        `the labels to be back; ${where}`,
        lostNow,
        BACK_MS,
      );
      const now = wordsNow();
      kept += [...now].filter(([word, { authors }]) => before.has(word) && authors.includes('a')).length;
      assert.deepEqual(wrong(now), [], where);
      assert.deepEqual(reader.problems, [], where);
      await session.workbench.focusGroup();
    }
    // Of a few kills each may come before anything was accepted or saved.
    assert.ok(kept > 0 || kills < 20);
    say(`      ${kept} words of tools kept, the log read ${reader.reads} times meanwhile`);
  }).timeout(kills * SECONDS_EACH * 1_000);
});
