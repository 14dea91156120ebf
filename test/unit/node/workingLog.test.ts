import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { encodeBody, MAX_TEXT } from '../../../src/node/workingLogBody';
import { LogFolder } from '../../../src/node/workingLogFiles';
import { LogStore } from '../../../src/node/workingLogStore';
import { WorkingLog } from '../../../src/node/workingLog';
import { human, labelled, shown } from '../provenance/labelModel';
import { randomTimeoutMs, runs } from '../randomRuns';

/** As a child of a test, this file writes to a log without end, and says what it has written. */
const WRITER = 'PARAPET_TEST_LOG_WRITER';
const job = process.env[WRITER];
if (job === undefined) tests();
else writeForEver(job);

function writeForEver(description: string): void {
  const { gitDir, name, prune } = JSON.parse(description) as { gitDir: string; name: string; prune: boolean };
  const log = new WorkingLog(gitDir, { now: () => new Date() });
  let count = 0;
  const step = (): void => {
    const file = `${name}/${count % 20}`;
    const result = log.write(file, { text: `${count}\n`, ranges: [{ start: 0, end: 1, author: human }] });
    if (!result.ok) throw new Error(result.message);
    if (prune && count % 5 === 0) log.prune(() => true);
    process.send?.({ file, count });
    count++;
    setImmediate(step);
  };
  process.on('disconnect', () => process.exit());
  step();
}

function tests(): void {
  const temporary: string[] = [];
  const newRepository = (): string => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-log-'));
    temporary.push(folder);
    return folder;
  };
  after(() => {
    for (const folder of temporary) fs.rmSync(folder, { recursive: true, force: true });
  });

  let clock = Date.UTC(2026, 10, 20);
  const now = (): Date => new Date(clock++);
  const open = (gitDir: string, log?: (message: string) => void): WorkingLog =>
    new WorkingLog(gitDir, log ? { now, log } : { now });
  const logFile = (gitDir: string, name = 'working.log'): string => path.join(gitDir, 'parapet', name);
  const readShown = (log: WorkingLog, file: string): string | undefined => {
    const found = log.read(file);
    return found && shown(found);
  };
  const one = labelled('one\n', 'aaa.');
  const two = labelled('two\n', 'hhh.');

  describe('the working log', () => {
    it('keeps the last labels of each file, for whoever opens it next', () => {
      const gitDir = newRepository();
      const log = open(gitDir);
      assert.deepEqual(log.paths(), []);
      assert.equal(log.read('a'), undefined);
      for (const [file, text] of [
        ['b', two],
        ['a', two],
        ['a', one],
      ] as const)
        assert.ok(log.write(file, text).ok);
      for (const reader of [log, open(gitDir)]) {
        assert.deepEqual(reader.paths(), ['a', 'b']);
        assert.equal(readShown(reader, 'a'), shown(one));
        assert.equal(readShown(reader, 'b'), shown(two));
      }
    });

    it('writes nothing when it knows it already', () => {
      const gitDir = newRepository();
      open(gitDir).write('a', one);
      const { size } = fs.statSync(logFile(gitDir));
      open(gitDir).write('a', one);
      assert.equal(fs.statSync(logFile(gitDir)).size, size);
    });

    it('knows the last write whatever the clock says', () => {
      const gitDir = newRepository();
      new WorkingLog(gitDir, { now: () => new Date(2_000_000) }).write('a', labelled('one\n', 'hhh.'));
      const first = fs.readFileSync(logFile(gitDir));
      new WorkingLog(gitDir, { now: () => new Date(1_000_000) }).write('a', one);
      new WorkingLog(gitDir, { now: () => new Date(1_000_000) }).write('a', two);
      assert.equal(readShown(open(gitDir), 'a'), shown(two));
      const bytes = fs.readFileSync(logFile(gitDir));
      fs.writeFileSync(logFile(gitDir), Buffer.concat([bytes.subarray(first.length), first]));
      assert.equal(readShown(open(gitDir), 'a'), shown(two));
    });

    it('follows files and folders that are renamed, and forgets those that go', () => {
      const gitDir = newRepository();
      const log = open(gitDir);
      for (const file of ['src/a', 'src/b/c', 'srcs', 'x']) log.write(file, one);
      assert.ok(log.rename('src', 'lib').ok);
      assert.ok(log.rename('x', 'y').ok);
      assert.ok(log.rename('nothing', 'z').ok);
      assert.deepEqual(open(gitDir).paths(), ['lib/a', 'lib/b/c', 'srcs', 'y']);
      assert.ok(log.forget('lib').ok);
      assert.deepEqual(open(gitDir).paths(), ['srcs', 'y']);
      log.write('lib/a', two);
      assert.equal(readShown(open(gitDir), 'lib/a'), shown(two));
    });

    it('takes a name in either Unicode form for one file', () => {
      const log = open(newRepository());
      log.write('e\u0301.ts', one);
      assert.equal(readShown(log, '\u00e9.ts'), shown(one));
    });

    it('does not follow binary and huge files, nor paths that lead elsewhere', () => {
      const gitDir = newRepository();
      const log = open(gitDir, () => assert.fail('that is no trouble'));
      const kinds = [
        log.write('a', labelled('a\0b', 'aaa')),
        log.write('a', { text: 'x'.repeat(MAX_TEXT + 1), ranges: [] }),
        ...['', '/etc/x', '../x', 'a/../../x', 'a//b', './a', 'a\0'].map((file) => log.write(file, one)),
        log.rename('a', '../b'),
      ].map((result) => (result.ok ? 'ok' : result.kind));
      assert.deepEqual(new Set(kinds), new Set(['skipped']));
      assert.deepEqual(fs.readdirSync(gitDir), []);
    });
  });

  describe('two windows on one repository', () => {
    it('see what the other writes', () => {
      const gitDir = newRepository();
      const [first, second] = [open(gitDir), open(gitDir)];
      first.write('a', one);
      assert.equal(readShown(second, 'a'), shown(one));
      second.write('a', two);
      second.write('b', two);
      assert.equal(readShown(first, 'a'), shown(two));
      assert.deepEqual(first.paths(), ['a', 'b']);
    });

    it('tell the other’s news once, and nobody their own', () => {
      const gitDir = newRepository();
      const [first, second] = [open(gitDir), open(gitDir)];
      first.write('a', one);
      assert.equal(first.readNews('a'), undefined);
      assert.deepEqual(second.readNews('a'), one);
      assert.equal(second.readNews('a'), undefined);
      first.write('a', two);
      second.read('a');
      assert.equal(second.readNews('a'), undefined);
    });

    it('keep each other’s labels of one file', () => {
      const gitDir = newRepository();
      const [first, second] = [open(gitDir), open(gitDir)];
      first.write('a', labelled('one\ntwo\n', 'aaa.....'));
      const result = second.write('a', labelled('one\ntwo\nthree\n', '........bbbbb.'));
      assert.ok(result.ok);
      assert.equal(shown(result.labelled), shown(labelled('one\ntwo\nthree\n', 'aaa.....bbbbb.')));
      assert.equal(readShown(first, 'a'), shown(result.labelled));
    });

    it('do not bring back what the other knew and took away', () => {
      const gitDir = newRepository();
      const [first, second] = [open(gitDir), open(gitDir)];
      first.write('a', one);
      second.read('a');
      second.write('a', labelled('one\n', '....'));
      assert.equal(readShown(first, 'a'), shown(labelled('one\n', '....')));
      first.write('a', labelled('one\n', '....'));
      assert.equal(readShown(second, 'a'), shown(labelled('one\n', '....')));
    });

    it('keep what only the other’s text has, however often each of them writes', () => {
      const gitDir = newRepository();
      const [first, second] = [open(gitDir), open(gitDir)];
      const accepted = labelled('one\ntwo\n', '....aaa.');
      const typed = labelled('one\nten\n', '....hhh.');
      for (let n = 0; n < 5; n++) {
        assert.ok(first.write('a', accepted).ok);
        assert.ok(second.write('a', typed).ok);
        second.readNews('a');
      }
      for (const log of [first, second, open(gitDir)]) {
        for (const { text, ranges } of [accepted, typed])
          assert.deepEqual(log.read('a', text), { text, ranges });
        assert.ok(log.view().hasTools('a'));
      }
      open(gitDir).prune(() => true);
      assert.deepEqual(open(gitDir).read('a', accepted.text), accepted);
    });

    it('are one again when a text has what both have', () => {
      const gitDir = newRepository();
      const [first, second] = [open(gitDir), open(gitDir)];
      first.write('a', labelled('one\ntwo\n', '....aaa.'));
      second.write('a', labelled('one\nten\n', '....hhh.'));
      const both = 'one\ntwo\nten\n';
      first.write('a', labelled(both, '....aaa.....'));
      assert.equal(readShown(open(gitDir), 'a'), shown(labelled(both, '....aaa.hhh.')));
      assert.equal(open(gitDir).read('a', 'one\nten\nmore\n')?.ranges.length, 1);
      first.write('a', labelled('one\n', '....'));
      assert.deepEqual(open(gitDir).read('a', both)?.ranges, []);
    });

    it('of which the later one took away what it knew, need not keep it', () => {
      const gitDir = newRepository();
      const text = 'one\ntwo\n';
      open(gitDir).write('a', labelled(text, '....aaa.'));
      const later = open(gitDir);
      assert.equal(later.read('a', text)?.ranges.length, 1);
      later.write('a', labelled('one\n', '....'));
      assert.deepEqual(open(gitDir).read('a', text)?.ranges, []);
    });

    it('that wrote at the same moment are both heard', () => {
      const gitDir = newRepository();
      const store = new LogStore(new LogFolder(path.join(gitDir, 'parapet')));
      const record = { t: 'labels', p: 'a', b: 0 } as const;
      const order = now().getTime();
      store.append({ ...record, o: order, w: 'x', d: encodeBody(labelled('one\ntwo\n', 'aaa.....')) });
      store.append({ ...record, o: order + 1, w: 'y', d: encodeBody(labelled('one\ntwo\n', '....bbb.')) });
      const both = shown(labelled('one\ntwo\n', 'aaa.bbb.'));
      assert.equal(readShown(open(gitDir), 'a'), both);
      open(gitDir).prune(() => true);
      assert.equal(readShown(open(gitDir), 'a'), both);
      const log = open(gitDir);
      log.write('a', labelled('one\ntwo\n', '........'));
      assert.equal(readShown(log, 'a'), both);
    });
  });

  describe('labels that another process wrote at the same moment', () => {
    it('are in what this one writes next', () => {
      const gitDir = newRepository();
      const order = now().getTime();
      const log = open(gitDir);
      log.write('a', labelled('one\ntwo\n', 'aaa.....'));
      const store = new LogStore(new LogFolder(path.join(gitDir, 'parapet')));
      store.append({
        t: 'labels',
        p: 'a',
        b: 0,
        o: order,
        w: 'y',
        d: encodeBody(labelled('one\ntwo\n', '....bbb.')),
      });
      log.write('a', labelled('one!\ntwo\n', 'aaah.....'));
      assert.equal(readShown(open(gitDir), 'a'), shown(labelled('one!\ntwo\n', 'aaah.bbb.')));
    });
  });

  describe('a log that is put in order', () => {
    it('takes in what is appended to it while it is put aside', () => {
      const gitDir = newRepository();
      open(gitDir).write('a', one);
      const late = fs.readFileSync(logFile(gitDir));
      fs.rmSync(logFile(gitDir));
      open(gitDir).write('b', two);
      // By a process that had it open.
      class Meanwhile extends LogFolder {
        private isLate = true;
        override replace(name: string, content: Buffer): void {
          super.replace(name, content);
          if (this.isLate) fs.appendFileSync(this.file('working.old'), late);
          this.isLate = false;
        }
      }
      new LogStore(new Meanwhile(path.join(gitDir, 'parapet'))).merge(clock, () => true);
      assert.deepEqual(fs.readdirSync(path.join(gitDir, 'parapet')), ['working.base']);
      assert.deepEqual(open(gitDir).paths(), ['a', 'b']);
    });

    it('is appended to again by whoever wrote to it when it was put aside', () => {
      const gitDir = newRepository();
      class Meanwhile extends LogFolder {
        private isFirst = true;
        override identityOf(name: string): ReturnType<LogFolder['identityOf']> {
          if (this.isFirst) fs.rmSync(this.file(name));
          this.isFirst = false;
          return super.identityOf(name);
        }
      }
      const store = new LogStore(new Meanwhile(path.join(gitDir, 'parapet')));
      store.append({ t: 'labels', p: 'a', b: 0, o: clock, w: 'x', d: encodeBody(one) });
      assert.equal(readShown(open(gitDir), 'a'), shown(one));
    });

    it('is known to be so by those who have read it', () => {
      const gitDir = newRepository();
      const log = open(gitDir);
      log.write('a', one);
      log.prune(() => true);
      const reader = open(gitDir);
      assert.deepEqual(reader.paths(), ['a']);
      log.prune(() => false);
      assert.deepEqual(reader.paths(), []);
    });

    it('remembers for a day which files have no labels any more', () => {
      const gitDir = newRepository();
      const log = open(gitDir);
      log.write('a', one);
      const stale = fs.readFileSync(logFile(gitDir));
      log.forget('a');
      log.prune(() => true);
      fs.appendFileSync(logFile(gitDir), stale);
      assert.deepEqual(open(gitDir).paths(), []);
      const tomorrow = new Date(clock + 90_000_000);
      new WorkingLog(gitDir, { now: () => tomorrow }).prune(() => true);
      assert.equal(fs.statSync(logFile(gitDir, 'working.base')).size, 0);
    });

    it('holds the same in less, without what is not to be kept', () => {
      const gitDir = newRepository();
      const log = open(gitDir);
      for (let i = 0; i < 20; i++) log.write(`file ${i % 4}`, labelled(`text ${i}\n`, 'aaaa'));
      const { size } = fs.statSync(logFile(gitDir));
      assert.ok(log.prune((file) => file !== 'file 1').ok);
      assert.ok(fs.statSync(logFile(gitDir, 'working.base')).size < size / 4);
      assert.deepEqual(fs.readdirSync(path.join(gitDir, 'parapet')), ['working.base']);
      for (const reader of [log, open(gitDir)]) {
        assert.deepEqual(reader.paths(), ['file 0', 'file 2', 'file 3']);
        assert.equal(reader.read('file 3')?.text, 'text 19\n');
      }
      log.write('file 1', one);
      assert.equal(readShown(open(gitDir), 'file 1'), shown(one));
    });

    it('was told when each file was written', () => {
      const log = open(newRepository());
      log.write('a', one);
      const since = now();
      log.write('b', one);
      log.prune((_, written) => written >= since);
      assert.deepEqual(log.paths(), ['b']);
    });

    it('keeps much more of what was written within a day, and the latest of what is older', () => {
      const gitDir = newRepository();
      const log = open(gitDir);
      const text = (): string => randomBytes(900_000).toString('hex');
      const files = Array.from({ length: 20 }, (_, i) => `file ${String(i).padStart(2, '0')}`);
      for (const file of files) assert.ok(log.write(file, { text: text(), ranges: [] }).ok);
      log.prune(() => true);
      assert.deepEqual(open(gitDir).paths(), files);
      const later = new Date(clock + 90_000_000);
      const reader = new WorkingLog(gitDir, { now: () => later });
      reader.prune(() => true);
      const kept = reader.paths();
      assert.ok(kept.length > 5 && kept.length < 20, String(kept.length));
      assert.deepEqual(kept, files.slice(-kept.length));
    }).timeout(20_000);

    it('is so by itself when it has become long', () => {
      const gitDir = newRepository();
      const log = open(gitDir);
      const random = (seed: number): string =>
        Array.from({ length: 8_000 }, (_, i) => Math.imul(i + seed, 2_654_435_761).toString(36)).join('\n');
      for (let i = 0; i < 40; i++) assert.ok(log.write('a', { text: random(i), ranges: [] }).ok);
      const sizes = fs
        .readdirSync(path.join(gitDir, 'parapet'))
        .map((name) => fs.statSync(logFile(gitDir, name)).size);
      assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 1.5 * 1024 * 1024);
      assert.equal(open(gitDir).read('a')?.text, random(39));
    }).timeout(20_000);

    it('loses nothing where that was broken off before or after any step', () => {
      const states: ((gitDir: string) => void)[] = [
        (gitDir) => fs.renameSync(logFile(gitDir), logFile(gitDir, 'working.old')),
        (gitDir) => {
          const log = fs.readFileSync(logFile(gitDir));
          open(gitDir).prune(() => true);
          fs.writeFileSync(logFile(gitDir, 'working.old'), log);
          fs.writeFileSync(logFile(gitDir, 'working.base.0123.draft'), log.subarray(0, 50));
        },
      ];
      for (const breakOff of states) {
        const gitDir = newRepository();
        open(gitDir).write('a', one);
        open(gitDir).write('b', one);
        breakOff(gitDir);
        const lock = logFile(gitDir, 'working.lock');
        fs.writeFileSync(lock, JSON.stringify({ pid: 2 ** 30, host: os.hostname(), id: 'x' }));
        fs.utimesSync(lock, new Date(clock), new Date(clock));
        const log = open(gitDir);
        assert.deepEqual(log.paths(), ['a', 'b']);
        log.write('b', two);
        log.write('c', two);
        assert.ok(log.prune(() => true).ok);
        assert.deepEqual(fs.readdirSync(path.join(gitDir, 'parapet')), ['working.base']);
        assert.equal(readShown(open(gitDir), 'b'), shown(two));
        assert.deepEqual(open(gitDir).paths(), ['a', 'b', 'c']);
      }
    });

    it('is left alone while another process is at it', () => {
      const gitDir = newRepository();
      const log = open(gitDir);
      log.write('a', one);
      const lock = logFile(gitDir, 'working.lock');
      fs.writeFileSync(lock, JSON.stringify({ pid: process.pid, host: os.hostname(), id: 'x' }));
      fs.utimesSync(lock, new Date(clock), new Date(clock));
      assert.ok(log.prune(() => false).ok);
      assert.deepEqual(log.paths(), ['a']);
      fs.utimesSync(lock, new Date(clock - 120_000), new Date(clock - 120_000));
      log.prune(() => false);
      assert.deepEqual(log.paths(), []);
    });
  });

  describe('a log whose end was cut off', () => {
    it('has all before it, and takes new records', () => {
      const gitDir = newRepository();
      for (const [file, text] of [
        ['a', one],
        ['b', one],
        ['b', two],
      ] as const)
        open(gitDir).write(file, text);
      const bytes = fs.readFileSync(logFile(gitDir));
      const ends = [...bytes.keys()].filter((i) => bytes[i] === 10).map((i) => i + 1);
      for (let length = 0; length < bytes.length; length += 7) {
        fs.writeFileSync(logFile(gitDir), bytes.subarray(0, length));
        const log = open(gitDir);
        assert.deepEqual(log.paths(), ['a', 'b'].slice(0, ends.filter((end) => end <= length).length));
        log.write('c', two);
        for (const reader of [log, open(gitDir)]) {
          assert.equal(readShown(reader, 'c'), shown(two));
          assert.equal(readShown(reader, 'a'), length >= ends[0]! ? shown(one) : undefined);
        }
      }
    }).timeout(30_000);
  });

  describe('a repository that cannot be written to', () => {
    const messagesOf = (gitDir: string, action?: (log: WorkingLog) => void): string[] => {
      const messages: string[] = [];
      const log = open(gitDir, (message) => messages.push(message));
      for (let i = 0; i < 5; i++) {
        const result = log.write(`file ${i}`, one);
        assert.ok(!result.ok && result.kind === 'failed');
        log.prune(() => true);
      }
      action?.(log);
      return messages;
    };

    it('gives one message where it is gone, and is not made again', () => {
      const gitDir = newRepository();
      fs.rmSync(gitDir, { recursive: true });
      const [message, ...others] = messagesOf(gitDir);
      assert.match(message!, /no longer there/);
      assert.deepEqual(others, []);
      assert.equal(fs.existsSync(gitDir), false);
    });

    it('gives one message where it is read-only, and one more after it was not', function () {
      if (process.platform === 'win32') this.skip();
      const gitDir = newRepository();
      fs.chmodSync(gitDir, 0o555);
      // Nothing is read-only to the superuser.
      const asNobody = (action: () => void): void => {
        if (process.getuid?.() !== 0) return action();
        process.seteuid?.(65_534);
        try {
          action();
        } finally {
          process.seteuid?.(0);
        }
      };
      let messages: string[] = [];
      asNobody(() => {
        messages = messagesOf(gitDir, (log) => {
          assert.equal(log.read('a'), undefined);
          log.write('a', one);
        });
      });
      assert.equal(messages.length, 2);
      assert.match(messages[0]!, /permission denied/);
    });

    it('is not written to through links, and pipes do not hold it up', function () {
      if (process.platform === 'win32') this.skip();
      const elsewhere = newRepository();
      const victim = path.join(elsewhere, 'victim');
      fs.writeFileSync(victim, 'keep');

      const linkedFolder = newRepository();
      fs.symlinkSync(elsewhere, path.join(linkedFolder, 'parapet'));
      assert.equal(messagesOf(linkedFolder).length, 1);

      const linkedFile = newRepository();
      fs.mkdirSync(path.join(linkedFile, 'parapet'));
      fs.symlinkSync(victim, logFile(linkedFile));
      assert.equal(messagesOf(linkedFile).length, 1);

      const piped = newRepository();
      fs.mkdirSync(path.join(piped, 'parapet'));
      execFileSync('mkfifo', [logFile(piped)]);
      assert.equal(messagesOf(piped).length, 1);

      assert.deepEqual(fs.readdirSync(elsewhere), ['victim']);
      assert.equal(fs.readFileSync(victim, 'utf8'), 'keep');
    });
  });

  describe('several processes on one log', () => {
    const start = (
      gitDir: string,
      name: string,
      prune: boolean,
    ): { child: ChildProcess; last: Map<string, number> } => {
      const env = { ...process.env, [WRITER]: JSON.stringify({ gitDir, name, prune }) };
      const child = fork(__filename, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      const last = new Map<string, number>();
      child.on('message', ({ file, count }: { file: string; count: number }) => last.set(file, count));
      return { child, last };
    };

    const until = async (condition: () => boolean): Promise<void> => {
      while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
    };

    /** What a killed writer said it had written is there, or something that it wrote after that. */
    const assertKept = (gitDir: string, last: ReadonlyMap<string, number>): void => {
      const log = open(gitDir);
      for (const [file, count] of last) assert.ok(Number(log.read(file)?.text) >= count, `${file}: ${count}`);
    };

    const kill = async ({ child }: { child: ChildProcess }): Promise<void> => {
      const closed = once(child, 'exit');
      child.kill('SIGKILL');
      await closed;
    };

    it('lose no record while two append and put the log in order', async () => {
      const gitDir = newRepository();
      const writers = [start(gitDir, 'x', true), start(gitDir, 'y', true), start(gitDir, 'z', false)];
      await until(() => writers.every(({ last }) => Math.max(0, ...last.values()) > 60));
      await Promise.all(writers.map(kill));
      for (const { last } of writers) assertKept(gitDir, last);
    }).timeout(randomTimeoutMs);

    it('lose none that was written when they are killed at any moment', async () => {
      const gitDir = newRepository();
      const all = new Map<string, number>();
      for (let i = 0; i < runs(8).numRuns; i++) {
        const writer = start(gitDir, `writer ${i}`, i % 2 === 0);
        await until(() => writer.last.size > 0);
        await new Promise((resolve) => setTimeout(resolve, (i * 37) % 90));
        await kill(writer);
        for (const [file, count] of writer.last) all.set(file, count);
        assertKept(gitDir, all);
      }
      assert.ok(open(gitDir).prune(() => true).ok);
      assertKept(gitDir, all);
    }).timeout(randomTimeoutMs);
  });

  describe('what a repository brings along', () => {
    it('is read with nothing taken on trust', () => {
      const gitDir = newRepository();
      const store = new LogStore(new LogFolder(path.join(gitDir, 'parapet')));
      store.append({ t: 'labels', o: 1, w: 'x', p: '__proto__', b: 0, d: 'AAAA' });
      store.append({ t: 'labels', o: Number.MAX_SAFE_INTEGER, w: 'x', p: 'a', b: 0, d: encodeBody(one) });
      const log = open(gitDir);
      assert.equal(log.read('__proto__'), undefined);
      assert.equal(readShown(log, 'a'), shown(one));
    });
  });
}
