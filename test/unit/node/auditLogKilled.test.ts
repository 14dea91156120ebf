import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { verifyAudit } from '../../../src/audit/verify';
import { AuditLog, sha256, type AuditLogOptions } from '../../../src/node/auditLog';
import { randomTimeoutMs, runs } from '../randomRuns';
import { Folder } from './folder';

/** Set where this file runs again as a process that writes. */
const WRITER = 'PARAPET_AUDIT_WRITER';

interface WriterOptions extends Pick<AuditLogOptions, 'isFlushed' | 'patienceMs' | 'fileSize' | 'files'> {
  readonly folder: string;
  readonly name: string;
}

/** Appends for ever, and says each time what is in the log by then. */
function write({ folder, name, ...options }: WriterOptions): void {
  const log = new AuditLog(folder, { now: () => new Date(), ...options });
  let next = 1;
  const append = (): void => {
    const time = new Date().toISOString();
    const events = [0, 1].map((i) => ({ kind: 'accept', time, tool: name, length: next + i }) as const);
    const result = log.append(events);
    if (!result.ok) return void setTimeout(append, 1);
    next += events.length;
    process.send?.(next - 1, () => setImmediate(append));
  };
  append();
}

if (process.env[WRITER] !== undefined) {
  write(JSON.parse(process.env[WRITER]) as WriterOptions);
} else {
  describe('processes that append to one audit log', () => {
    const folder = new Folder();
    const ROOM = { fileSize: 64 * 1024 * 1024 };

    interface Writer {
      readonly name: string;
      readonly child: ChildProcess;
      /** The last that it said it had written. */
      last: number;
    }

    function start(name: string, options: Omit<WriterOptions, 'folder' | 'name'>): Writer {
      const env = { ...process.env, [WRITER]: JSON.stringify({ folder: folder.path, name, ...options }) };
      const child = fork(__filename, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      const writer: Writer = { name, child, last: 0 };
      child.on('message', (count: number) => (writer.last = count));
      return writer;
    }

    async function kill({ child }: Writer): Promise<void> {
      const closed = once(child, 'exit');
      child.kill('SIGKILL');
      await closed;
    }

    const sleep = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, milliseconds));
    const untilWritten = async (writers: readonly Writer[], count: number): Promise<void> => {
      while (writers.some(({ last }) => last < count)) await sleep(5);
    };

    const open = (): AuditLog => new AuditLog(folder.path, { now: () => new Date(), ...ROOM });

    /** The chain holds, and all that a writer said it had written is there once and in its order. */
    function assertWhole(writers: readonly Writer[]): void {
      const files = open().read();
      const verdict = verifyAudit(files, { anchors: [] }, sha256);
      assert.ok(verdict.ok, JSON.stringify(verdict));
      const text = files.map((file) => file.text).join('');
      for (const { name, last } of writers) {
        const of = [...text.matchAll(new RegExp(`"tool":"${name}","length":(\\d+)`, 'g'))].map(([, n]) =>
          Number(n),
        );
        assert.deepEqual(
          of,
          Array.from({ length: of.length }, (_, i) => i + 1),
        );
        assert.ok(of.length >= last, `${name} had written ${last}, and ${of.length} are there`);
      }
    }

    it('keep every record, in the editor’s way and in an agent’s', async () => {
      const writers = [
        start('editor', { ...ROOM, isFlushed: false, patienceMs: 0 }),
        start('window', { ...ROOM, isFlushed: false, patienceMs: 0 }),
        start('agent', ROOM),
      ];
      await untilWritten(writers, 20);
      await Promise.all(writers.map(kill));
      assertWhole(writers);
    }).timeout(randomTimeoutMs);

    it('lose none that was written, and leave no chain broken, when they are killed at any moment', async () => {
      const all: Writer[] = [];
      for (let i = 0; i < runs(10).numRuns; i++) {
        const flushed = i % 3 === 0 ? {} : { isFlushed: false, patienceMs: 0 };
        const writer = start(`writer-${i}`, { ...ROOM, ...flushed });
        all.push(writer);
        await untilWritten([writer], 2);
        await sleep((i * 37) % 90);
        await kill(writer);
        // What it left half done is seen to by whoever comes next.
        assert.ok(open().append([]).ok);
        assertWhole(all);
      }
    }).timeout(randomTimeoutMs);

    it('put files aside and let them go without breaking the chain', async () => {
      const small = { fileSize: 2_000, files: 3 };
      const writers = [start('one', small), start('other', { ...small, isFlushed: false, patienceMs: 0 })];
      await untilWritten(writers, 60);
      await Promise.all(writers.map(kill));
      assert.ok(open().append([]).ok);
      const verdict = verifyAudit(open().read(), { anchors: [] }, sha256);
      assert.ok(verdict.ok && verdict.first > 1, JSON.stringify(verdict));
      assert.ok(readdirSync(folder.at('parapet')).filter((name) => /^audit.*jsonl$/.test(name)).length <= 5);
    }).timeout(randomTimeoutMs);
  });
}
