import assert from 'node:assert/strict';
import { ToolSessions } from '../../../src/node/toolSessions';
import type { FileTouch } from '../../../src/risk/bulk';
import { USUAL } from '../../../src/risk/bulk';
import { Folder } from './folder';

const touch = (n: number, more: Partial<FileTouch> = {}): FileTouch => ({
  path: `src/${n}.ts`,
  addedLines: 1,
  removedLines: 0,
  isDeleted: false,
  ...more,
});

const touches = (count: number): FileTouch[] => Array.from({ length: count }, (_, n) => touch(n));

describe('what tools changed in their sessions', () => {
  const folder = new Folder();
  let time: Date;
  const sessions = (): ToolSessions => new ToolSessions(folder.path, () => time);

  beforeEach(() => {
    time = new Date('2026-11-28T12:00:00Z');
  });

  it('stands out once it is more than usual, by whichever process counts, and is said once', () => {
    assert.deepEqual(sessions().touched('a.tool', 's1', touches(USUAL.files)), []);
    const [flag, ...more] = sessions().touched('a.tool', 's1', [touch(1_000)]);
    assert.deepEqual(more, []);
    assert.deepEqual(flag, {
      tool: 'a.tool',
      session: 's1',
      measure: 'files',
      count: USUAL.files + 1,
      limit: USUAL.files,
      from: 'usual',
    });
    assert.deepEqual(sessions().touched('a.tool', 's1', [touch(1_001)]), []);
    assert.equal(sessions().current()[0]?.count, USUAL.files + 2);
  });

  it('counts each tool and session by itself', () => {
    sessions().touched('a.tool', 's1', touches(30));
    assert.deepEqual(sessions().touched('a.tool', 's2', touches(30)), []);
    assert.deepEqual(sessions().touched('another.tool', 's1', touches(30)), []);
  });

  it('goes by a tool’s own past, once it has one', () => {
    for (let n = 0; n < 5; n++) sessions().touched('a.tool', `s${n}`, touches(4));
    const flags = sessions().touched('a.tool', 'now', touches(13));
    assert.deepEqual(
      flags.map(({ measure, limit, from }) => [measure, limit, from]),
      [['files', 12, 'past']],
    );
  });

  it('is over after half a day', () => {
    sessions().touched('a.tool', 's1', touches(USUAL.files + 1));
    assert.equal(sessions().current().length, 1);
    time = new Date('2026-11-29T12:00:00Z');
    assert.deepEqual(sessions().current(), []);
  });

  it('begins anew where the file is not what was written', () => {
    sessions().touched('a.tool', 's1', touches(1));
    for (const text of ['', '{', '{}', '[1,null,{"tool":5}]', '[{"tool":"a","session":"b"}]']) {
      folder.write('parapet/sessions.json', text);
      assert.deepEqual(sessions().current(), []);
      sessions().touched('a.tool', 's1', touches(USUAL.files + 1));
      assert.equal(sessions().current().length, 1);
    }
  });
});
