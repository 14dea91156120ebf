import assert from 'node:assert/strict';
import { ObjectStream, type StreamedObject } from '../../../../src/git/parse/objectStream';

const ID = 'd'.repeat(40);

const blob = (content: string): string => `${ID} blob ${Buffer.byteLength(content)}\n${content}\n`;

function contents(objects: readonly StreamedObject[]): string[] {
  return objects.map((object) => (object.found ? object.content.toString() : `no ${object.name}`));
}

describe('ObjectStream', () => {
  it('reads objects, empty ones and such with line breaks too', () => {
    const objects = new ObjectStream().push(Buffer.from(blob('one\ntwo\n') + blob('') + blob('ü')));
    assert.deepEqual(contents(objects), ['one\ntwo\n', '', 'ü']);
  });

  it('says which object is missing, and goes on', () => {
    const objects = new ObjectStream().push(Buffer.from(`${ID} missing\n${blob('next')}`));
    assert.deepEqual(contents(objects), [`no ${ID}`, 'next']);
  });

  it('reads the same whatever the pieces it arrives in', () => {
    const whole = Buffer.from(blob('first\n') + `${ID} missing\n` + blob('x'.repeat(100)) + blob(''));
    const expected = contents(new ObjectStream().push(whole));
    for (const size of [1, 2, 3, 7, 41, 60]) {
      const stream = new ObjectStream();
      const objects: StreamedObject[] = [];
      for (let at = 0; at < whole.length; at += size)
        objects.push(...stream.push(whole.subarray(at, at + size)));
      assert.deepEqual(contents(objects), expected, `in pieces of ${size}`);
    }
  });

  it('keeps the type, so that a tree is not taken for a blob', () => {
    const [object] = new ObjectStream().push(Buffer.from(`${ID} tree 3\nabc\n`));
    assert.equal(object?.found && object.type, 'tree');
  });
});
