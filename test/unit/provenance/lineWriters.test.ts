import assert from 'node:assert/strict';
import { carryWriters, type Writer, type WrittenText } from '../../../src/provenance/lineWriters';

const AI: Writer = { kind: 'ai', tool: 'tool', model: 'model' };
const HUMAN: Writer = { kind: 'human' };
const TEXT = 'ai\n \t\nperson\nnobody\n\nnot told of\nai at the end';
const from: WrittenText = {
  text: TEXT,
  writers: new Map<number, Writer>([
    [7, AI],
    [1, AI],
    [2, AI],
    [3, HUMAN],
    [9, HUMAN],
  ]),
  unknown: new Set([1, 4, 5]),
};

describe('the writers that a text has from another one', () => {
  it('are those of its lines, but the blank ones, where it is the same', () => {
    const { writers, unknown } = carryWriters(from, TEXT);
    assert.deepEqual(
      [...writers],
      [
        [1, AI],
        [3, HUMAN],
        [7, AI],
      ],
    );
    assert.deepEqual([...unknown], [4]);
    assert.deepEqual([...carryWriters({ ...from, unknown: 'all' }, TEXT).unknown], [4, 6]);
  });

  it('are no others where a line is put in front', () => {
    for (const one of [from, { ...from, unknown: 'all' } as const]) {
      const [same, moved] = [carryWriters(one, TEXT), carryWriters(one, `new\n${TEXT}`)];
      const down = (line: number): number => line + 1;
      assert.deepEqual(
        [...moved.writers],
        [...same.writers].map(([line, writer]) => [down(line), writer]),
      );
      assert.deepEqual([...moved.unknown], [...same.unknown].map(down));
    }
  });
});
