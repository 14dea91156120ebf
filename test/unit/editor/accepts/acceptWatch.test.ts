import assert from 'node:assert/strict';
import type { TextEditor } from 'vscode';
import { AcceptWatch } from '../../../../src/editor/accepts/acceptWatch';

/** A document whose changes a watch is told of. */
class Scene {
  readonly watch: AcceptWatch;

  constructor(private text: string) {
    const document = { getText: () => this.text };
    this.watch = new AcceptWatch({ document } as unknown as TextEditor);
  }

  insert(start: number, text: string, isUndo = false): this {
    this.text = this.text.slice(0, start) + text + this.text.slice(start);
    this.watch.changed([{ start, end: start, text }], isUndo);
    return this;
  }

  type(start: number, text: string): this {
    this.insert(start, text).watch.cursorMoved(true);
    return this;
  }

  get inserted(): readonly string[] | undefined {
    return this.watch.accept?.inserted.map(({ start, end }) => this.text.slice(start, end));
  }
}

describe('the watch over a command that accepts suggestions', () => {
  it('sees nothing where a person types, and where they undo', () => {
    assert.equal(new Scene('').type(0, 'T').type(1, 'U').insert(0, 'back', true).inserted, undefined);
  });

  it('sees what was accepted among what was typed, until it is judged', () => {
    const scene = new Scene('').type(0, 'T').insert(1, 'hello');
    scene.watch.cursorMoved(false);
    scene.type(6, 'U');
    scene.watch.end();
    scene.insert(3, 'V');
    assert.deepEqual(scene.inserted, ['he', 'llo']);
    assert.equal(scene.watch.accept?.before, 'T');
    assert.equal(scene.watch.accept?.after, 'Thello');
  });

  it('sees it also where a person moves the cursor afterwards', () => {
    const scene = new Scene('').insert(0, 'hello');
    scene.watch.cursorMoved(false);
    scene.watch.cursorMoved(true);
    assert.deepEqual(scene.inserted, ['hello']);
  });

  it('sees no accept of what was judged before', () => {
    const scene = new Scene('').insert(0, 'hello');
    scene.watch.known();
    assert.equal(scene.inserted, undefined);
  });
});
