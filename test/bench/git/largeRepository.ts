/** A repository of 10,000 files and 5,000 commits, most of them with a note, made once a machine. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitRepository } from '../../scenario/gitRepository';
import { environment, git } from '../../scenario/parapet';

export const FILES = 10_000;
export const COMMITS = 5_000;
export const LINES_OF_BIG_FILE = 5_000;
export const BIG_FILE = 'src/big.ts';
/** The side branches of so many commits that a rebase has to make again: of one new file each, or of many that exist. */
export const TOPIC = 'topic';
export const WIDE_TOPIC = 'wide-topic';
export const TOPIC_COMMITS = 200;
export const FILES_OF_WIDE_COMMIT = 50;

/** To be raised with every change of what is generated. */
const VERSION = 3;
const FIRST_COMMIT_AT = 1_700_000_000;
const COMMITS_PER_CHANGE_OF_BIG_FILE = 21;
export const LINES_PER_CHANGE = 10;
const LINES_OF_SMALL_FILE = 20;
/** So many are on the main branch since the side branches left it. */
const UPSTREAM_COMMITS = 100;

/** A copy that may be changed, with these side branches. */
export function cloneLargeRepository(folder: string, branches: readonly string[]): GitRepository {
  const source = generated();
  const how = ['--local', '--template=', '--branch=main', '--single-branch'];
  git(tmpdir(), 'clone', '--quiet', ...how, source, folder);
  const repo = new GitRepository(folder);
  repo.git('config', 'user.name', 'Dev');
  repo.git('config', 'user.email', 'dev@example.com');
  const refs = ['refs/notes/ai', ...branches.map((branch) => `refs/heads/${branch}`)];
  repo.git('fetch', '--quiet', 'origin', ...refs.map((ref) => `${ref}:${ref}`));
  return repo;
}

/** The bare repository that copies are made of. */
function generated(): string {
  const folder = join(tmpdir(), `parapet-bench-large-${VERSION}.git`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished);
  git(unfinished, 'init', '--quiet', '--bare', '--initial-branch=main', '--template=');
  const { status, stderr } = spawnSync('git', ['fast-import', '--quiet'], {
    cwd: unfinished,
    env: environment(),
    input: stream(),
  });
  if (status !== 0) throw new Error(stderr.toString());
  // As a repository looks that people have worked in for years.
  git(unfinished, 'gc', '--quiet');
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(unfinished, { recursive: true });
  }
  return folder;
}

export const smallFile = (i: number): string => `src/area${i % 100}/module${i}.ts`;

export const smallLines = (i: number): string[] =>
  Array.from(
    { length: LINES_OF_SMALL_FILE },
    (_, line) => `export const value${line} = read(${i}, ${line});`,
  );

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** See git-fast-import(1). */
function stream(): Buffer {
  const parts: string[] = [];
  const data = (content: string): void => void parts.push(`data ${Buffer.byteLength(content)}\n${content}\n`);
  const commit = (ref: string, mark: number, from: number | undefined): void => {
    const person = `Dev ${mark % 7} <dev${mark % 7}@example.com>`;
    parts.push(`commit ${ref}\nmark :${mark}\nauthor ${person} ${FIRST_COMMIT_AT + mark * 60} +0000\n`);
    parts.push(`committer ${person} ${FIRST_COMMIT_AT + mark * 60} +0000\n`);
    data(`Change ${mark}\n`);
    if (from !== undefined) parts.push(`from :${from}\n`);
  };
  const file = (path: string, lines: readonly string[]): void => {
    parts.push(`M 100644 inline ${path}\n`);
    data(text(lines));
  };
  const notes: { readonly mark: number; readonly note: string }[] = [];

  const big = Array.from(
    { length: LINES_OF_BIG_FILE },
    (_, i) => `export function work${i}() { return call(${i}); }`,
  );
  commit('refs/heads/main', 1, undefined);
  for (let i = 0; i < FILES - 1; i++) file(smallFile(i), smallLines(i));
  file(BIG_FILE, big);
  const small = new Map(Array.from({ length: FILES - 1 }, (_, i) => [smallFile(i), smallLines(i)]));
  for (let mark = 2; mark <= COMMITS; mark++) {
    commit('refs/heads/main', mark, mark - 1);
    const path = smallFile((mark * 7) % (FILES - 1));
    const lines = [...smallLines((mark * 7) % (FILES - 1)), ...changed(mark)];
    file(path, lines);
    if (mark <= COMMITS - UPSTREAM_COMMITS) small.set(path, lines);
    const ranges = [{ path, start: LINES_OF_SMALL_FILE + 1 }];
    if (mark % COMMITS_PER_CHANGE_OF_BIG_FILE === 0) {
      const start = (mark * 31) % (LINES_OF_BIG_FILE - LINES_PER_CHANGE);
      big.splice(start, LINES_PER_CHANGE, ...changed(mark));
      file(BIG_FILE, big);
      ranges.push({ path: BIG_FILE, start: start + 1 });
    }
    if (mark % 5 > 0) notes.push({ mark, note: noteOf(mark, ranges) });
  }
  for (let i = 0; i < TOPIC_COMMITS; i++) {
    const mark = COMMITS + 1 + i;
    commit(`refs/heads/${TOPIC}`, mark, i === 0 ? COMMITS - UPSTREAM_COMMITS : mark - 1);
    const path = `topic/part${i % 20}.ts`;
    file(path, changed(mark));
    notes.push({ mark, note: noteOf(mark, [{ path, start: 1 }]) });
  }
  for (let i = 0; i < TOPIC_COMMITS; i++) {
    const mark = COMMITS + TOPIC_COMMITS + 1 + i;
    commit(`refs/heads/${WIDE_TOPIC}`, mark, i === 0 ? COMMITS - UPSTREAM_COMMITS : mark - 1);
    const paths = Array.from({ length: FILES_OF_WIDE_COMMIT }, (_, j) =>
      smallFile((i * FILES_OF_WIDE_COMMIT + j) % (FILES - 1)),
    );
    for (const path of paths) {
      const lines = [...changed(mark), ...(small.get(path) ?? [])];
      small.set(path, lines);
      file(path, lines);
    }
    notes.push({
      mark,
      note: noteOf(
        mark,
        paths.map((path) => ({ path, start: 1 })),
      ),
    });
  }
  parts.push(`commit refs/notes/ai\ncommitter Parapet <parapet@localhost> ${FIRST_COMMIT_AT} +0000\n`);
  data('Who wrote which lines\n');
  for (const { mark, note } of notes) {
    parts.push(`N inline :${mark}\n`);
    data(note);
  }
  return Buffer.from(parts.join(''));
}

const changed = (mark: number): string[] =>
  Array.from({ length: LINES_PER_CHANGE }, (_, i) => `  const changed${i} = step(${mark}, ${i});`);

function noteOf(mark: number, ranges: readonly { readonly path: string; readonly start: number }[]): string {
  const [session, person] = [`s_${String(mark % 50).padStart(14, '0')}`, 'h_00000000000001'];
  const files = ranges.map(({ path, start }) => {
    const middle = start + LINES_PER_CHANGE / 2;
    const [ai, human] = [`${start}-${middle - 1}`, `${middle}-${start + LINES_PER_CHANGE - 1}`];
    return `${path}\n  ${session}::t_00000000000001 ${ai}\n  ${person} ${human}\n`;
  });
  const metadata = {
    schema_version: 'authorship/3.0.0',
    git_ai_version: '1.4.5',
    base_commit_sha: '',
    prompts: {},
    humans: { [person]: { author: 'Dev <dev@example.com>' } },
    sessions: {
      [session]: { agent_id: { tool: 'copilot', id: String(mark % 50), model: `model-${mark % 3}` } },
    },
  };
  return `${files.join('')}---\n${JSON.stringify(metadata, null, 2)}`;
}
