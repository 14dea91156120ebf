import assert from 'node:assert/strict';
import { Git } from '../../src/git/git';
import { commitDiffs } from '../../src/git/notes/commitDiff';
import { ObjectReader } from '../../src/git/objects';
import { contentBefore } from '../../src/git/parse/contentBefore';
import { Random } from '../host/random';
import { environment } from './parapet';
import { readyRepository } from './readyRepository';

const SEED = 47;
const COMMITS = 12;
const FILES = 15;
const LINES = [
  '',
  'a',
  'b',
  '-c',
  '+d',
  '\\ No newline at end of file',
  '@@ -1 +1 @@',
  'e\r',
  'ü',
  '\uFEFFf',
];

describe('what a file was before a patch', function () {
  this.timeout(120_000);
  const ready = readyRepository();
  let objects: ObjectReader;
  afterEach(() => objects.close());
  const names = Array.from({ length: FILES }, (_, i) => `file ${i}`);

  it('is the blob that git has, whatever the lines and their ends', async () => {
    const { repo } = ready;
    const git = new Git({ folder: repo.path, env: environment() });
    objects = new ObjectReader(git);
    const bytes = async (id: string): Promise<string | undefined> =>
      (await objects.read('blob', id))?.toString('latin1');
    const random = new Random(SEED);
    const texts = new Map(names.map((name) => [name, textOf(random)]));
    let compared = 0;
    for (let i = 0; i <= COMMITS; i++) {
      for (const [name, text] of texts) repo.write(name, text);
      repo.git('add', '--all');
      repo.git('commit', '--quiet', '--allow-empty', '--no-verify', '--message', `${i}`);
      const [diff] = await commitDiffs(git, [repo.git('log', '-1', '--format=%H %P').trim()]);
      for (const { status, path, newId, oldId, hunks } of diff?.files ?? []) {
        if (status !== 'M' || !hunks) continue;
        const before = contentBefore((await bytes(newId)) ?? '', hunks);
        assert.equal(before, await bytes(oldId), `${path} of commit ${i}`);
        compared++;
      }
      for (const [name, text] of texts) texts.set(name, changed(random, text));
    }
    assert.ok(compared > (COMMITS * FILES) / 2, `${compared}`);
  });
});

const lineOf = (random: Random): string => LINES[random.upTo(LINES.length)] ?? '';

function textOf(random: Random): string {
  const lines = Array.from({ length: random.upTo(12) }, () => lineOf(random));
  return lines.join('\n') + (random.upTo(2) === 0 ? '\n' : '');
}

function changed(random: Random, text: string): string {
  const lines = text.split('\n');
  for (let left = random.upTo(4); left >= 0; left--)
    lines.splice(
      random.upTo(lines.length + 1),
      random.upTo(3),
      ...lineOf(random).repeat(random.upTo(3)).split('\n'),
    );
  return lines.join('\n');
}
