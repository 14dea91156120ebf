import assert from 'node:assert/strict';
import { headAnswers } from '../../../../src/git/notes/headAnswers';

const id = (digit: string): string => digit.repeat(40);
const [HEAD, PARENT, TIP, TREE] = [id('a'), id('b'), id('c'), id('d')];
const object = (name: string, type: string, content: string): string =>
  `${name} ${type} ${content.length}\n${content}\n`;
const missing = (name: string): string => `${name} missing\n`;

const COMMITS = object(HEAD, 'commit', 'head\0') + object(PARENT, 'commit', 'parent');
const PLACES = [
  missing(`${TIP}:${HEAD}`),
  missing(`${TIP}:aa/${HEAD.slice(2)}`),
  missing(`${TIP}:aa/aa/${HEAD.slice(4)}`),
  object(TREE, 'tree', '\0\n\0'),
  missing(`${TIP}:aa/aa`),
].join('');
const DIFF = `${HEAD}\0:100644`;

describe('what git was asked before the handler was ready', () => {
  it('is known by ids, and by places in the notes', () => {
    const said = headAnswers(Buffer.from(`${HEAD} ${TIP}\n${COMMITS}${PLACES}${DIFF}`));
    assert.deepEqual([said?.head, said?.tip, said?.diff.toString()], [HEAD, TIP, DIFF]);
    const parent = { found: true, id: PARENT, type: 'commit', content: Buffer.from('parent') };
    assert.deepEqual(said?.objects.get(PARENT), parent);
    assert.deepEqual(said?.objects.get(`${HEAD}^`), parent);
    assert.equal(said?.objects.get(`${TIP}:${HEAD}`)?.found, false);
    assert.equal(said?.objects.get(`${TIP}:aa`)?.found, true);
    assert.equal(said?.objects.get('HEAD'), undefined);
  });

  it('is less where there are no notes', () => {
    const said = headAnswers(Buffer.from(`${HEAD}\n${COMMITS}${DIFF}`));
    assert.deepEqual([said?.tip, said?.diff.toString()], [undefined, DIFF]);
  });

  it('is nothing where git was cut short, or said something else', () => {
    const whole = Buffer.from(`${HEAD} ${TIP}\n${COMMITS}${PLACES}`);
    for (let length = 0; length < whole.length; length++)
      assert.equal(headAnswers(whole.subarray(0, length)), undefined, `${length}`);
    assert.equal(headAnswers(Buffer.from('\n^ missing\n missing\n')), undefined);
  });
});
