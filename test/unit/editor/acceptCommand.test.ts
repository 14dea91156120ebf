import assert from 'node:assert/strict';
import type { ItemShape } from '../../../src/editor/intercept/shapes';
import { AcceptCommands } from '../../../src/editor/labels/acceptCommand';

const own = { command: 'tool.accepted', title: 'Accepted', arguments: [{ live: true }, 2] };

describe('the command on a suggestion', () => {
  it('is ours, and leads to the provider’s own', () => {
    const commands = new AcceptCommands('ours');
    const item: ItemShape = { command: own };
    commands.chain(item, '1');
    assert.deepEqual(item.command, { command: 'ours', title: 'Accepted', arguments: ['1'] });
    assert.deepEqual(commands.originalOf('1'), own);
    assert.equal(commands.originalOf('1')?.arguments?.[0], own.arguments[0]);
  });

  it('is not chained to itself where a provider gives the same item again', () => {
    const commands = new AcceptCommands('ours');
    const item: ItemShape = { command: own };
    commands.chain(item, '1');
    commands.chain(item, '2');
    assert.deepEqual(commands.originalOf('2'), own);
  });

  it('is chained anew where the provider has set another one', () => {
    const commands = new AcceptCommands('ours');
    const item: { command: unknown } = { command: own };
    commands.chain(item, '1');
    item.command = { command: 'tool.other', title: '' };
    commands.chain(item, '2');
    assert.equal(commands.originalOf('2')?.command, 'tool.other');
  });

  it('leaves an item alone that cannot be changed', () => {
    const commands = new AcceptCommands('ours');
    const item: ItemShape = Object.freeze({ command: own });
    commands.chain(item, '1');
    assert.equal(item.command, own);
    assert.equal(commands.originalOf('1'), undefined);
  });

  it('takes what is no command for none', () => {
    const commands = new AcceptCommands('ours');
    for (const command of [undefined, null, 'text', {}, { command: 7 }]) {
      commands.chain({ command }, '1');
      assert.equal(commands.originalOf('1'), undefined);
    }
  });

  it('forgets the oldest', () => {
    const commands = new AcceptCommands('ours');
    for (let i = 0; i < 600; i++) commands.chain({ command: own }, `${i}`);
    assert.equal(commands.originalOf('0'), undefined);
    assert.deepEqual(commands.originalOf('599'), own);
  });
});
