/** Reads many objects through one `git cat-file --batch`. */
import { Conversation } from './conversation';
import type { Git } from './git';
import { ObjectStream, type StreamedObject } from './parse/objectStream';
import { blobWithoutGit, type RecordedTexts } from './recordedTexts';

type ObjectType = 'blob' | 'commit' | 'tree';

export interface FoundObject {
  /** Full. */
  readonly id: string;
  readonly content: Buffer;
}

/** Started with the first question, or before; `close` it. */
export class ObjectReader {
  private readonly conversation: Conversation<StreamedObject>;
  private said: ReadonlyMap<string, StreamedObject> | undefined;

  constructor(
    git: Git,
    private readonly recorded?: RecordedTexts,
  ) {
    this.conversation = new Conversation(git, ['cat-file', '--batch'], new ObjectStream(), (question) => ({
      found: false,
      name: question.trimEnd(),
    }));
  }

  /** Lets git get ready while there is something else to do. */
  start(): void {
    this.conversation.start();
  }

  /** What git need not be asked any more. @param objects by names that always mean the same */
  take(objects: ReadonlyMap<string, StreamedObject>): void {
    this.said = objects;
  }

  /** @param name without line breaks: an object id, `HEAD`. Undefined where there is no such object of this type. */
  async read(type: ObjectType, name: string): Promise<Buffer | undefined> {
    return (await this.find(type, name))?.content;
  }

  /** The content of a file, as text where it is known as that. @param path where it may be recorded */
  async readFile(path: string, id: string): Promise<string | Buffer | undefined> {
    return (this.recorded && blobWithoutGit(this.recorded, path, id)) ?? this.read('blob', id);
  }

  /** The same, with the id of what was found. @throws GitError */
  async find(type: ObjectType, name: string): Promise<FoundObject | undefined> {
    const object = this.said?.get(name) ?? (await this.conversation.ask(`${name}\n`));
    return object.found && object.type === type ? object : undefined;
  }

  close(): void {
    this.conversation.close();
  }
}
