/** A repository whose lines say themselves who wrote them, so that every line can be held against `blame`. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { blameCommand } from '../../src/node/cli/blameCommand';
import { recordCommand } from '../../src/node/cli/recordCommand';
import { GitRepository, recordLines, type Written } from './gitRepository';
import { runHere } from './runHere';

/** `ai …` or `ai2 …` by a tool of that name, `me …` by a person, all else unrecorded. */
const WRITERS: readonly (readonly [RegExp, (file: string, lines: string) => Written])[] = [
  [/^\s*ai2 /, (path, lines) => ({ path, lines, tool: 'ai2', model: 'm-2' })],
  [/^\s*ai /, (path, lines) => ({ path, lines, tool: 'ai', model: 'm-1' })],
  [/^\s*me /, (path, lines) => ({ path, lines, by: 'human' })],
];

export interface Blamed {
  readonly line: number;
  readonly class: string;
  readonly tool?: string;
  readonly model?: string;
}

export class TellingRepository extends GitRepository {
  /** Writes a file and reports those of its lines that were not there before. */
  async edit(file: string, lines: readonly string[], { record = true } = {}): Promise<void> {
    const before = new Map<string, number>();
    for (const line of existsSync(this.at(file)) ? this.read(file).split('\n') : []) {
      before.set(line, (before.get(line) ?? 0) + 1);
    }
    this.write(file, lines);
    if (!record) return;
    const entries = lines.flatMap((line, i): Written[] => {
      const there = before.get(line) ?? 0;
      if (there > 0) {
        before.set(line, there - 1);
        return [];
      }
      const [, entry] = WRITERS.find(([pattern]) => pattern.test(line)) ?? [];
      return entry ? [entry(file, String(i + 1))] : [];
    });
    if (entries.length > 0) await this.record(...entries);
  }

  /** The same, committed. */
  async editAndCommit(file: string, lines: readonly string[], message = file): Promise<void> {
    await this.edit(file, lines);
    this.git('add', '--', file);
    this.commit(message);
    await this.tells(file);
  }

  override async record(...entries: readonly Written[]): Promise<void> {
    const { code, err } = await runHere(recordCommand, this.path, [], recordLines(entries));
    assert.deepEqual([code, err], [0, '']);
  }

  async blame(file: string, ...args: string[]): Promise<Blamed[]> {
    const { code, out, err } = await runHere(blameCommand, this.path, [file, '--json', ...args]);
    assert.deepEqual([code, err], [0, '']);
    return JSON.parse(out) as Blamed[];
  }

  /** What `blame` says of each line: `ai`, `ai2`, `me`, or `-`. */
  async who(file: string, ...args: string[]): Promise<string> {
    const name = ({ class: lineClass, tool }: Blamed): string =>
      lineClass === 'human' ? 'me' : (tool ?? '-');
    return (await this.blame(file, ...args)).map(name).join(' ');
  }

  /** Every line is found to be whose it says it is, in the last commit or in another. */
  async tells(file: string, rev = 'HEAD'): Promise<void> {
    const content = this.git('show', `${rev}:${file}`);
    assert.deepEqual(this.told(content, await this.blame(file, '--rev', rev)), this.said(content));
  }

  /** The same of the file on disk. */
  async tellsOnDisk(file: string): Promise<void> {
    const content = this.read(file);
    assert.deepEqual(this.told(content, await this.blame(file)), this.said(content));
  }

  note(commit = 'HEAD'): string {
    const { out } = this.try(['notes', '--ref=ai', 'show', commit]);
    return out;
  }

  private linesOf(content: string): string[] {
    return content.replace(/\n$/, '').split('\n');
  }

  private said(content: string): string[] {
    return this.linesOf(content).map((line) => {
      const who = /^\s*(ai2|ai|me) /.exec(line)?.[1];
      return `${line} = ${who === 'me' ? 'human' : who === undefined ? 'unknown' : `ai by ${who}`}`;
    });
  }

  private told(content: string, blamed: readonly Blamed[]): string[] {
    return this.linesOf(content).map((line, i) => {
      const { class: lineClass, tool } = blamed[i] ?? { class: 'missing' };
      return `${line} = ${lineClass}${tool === undefined ? '' : ` by ${tool}`}`;
    });
  }
}
