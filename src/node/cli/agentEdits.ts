/** Labels what an agent's edits wrote as that agent's, in the working log. */
import path from 'node:path';
import type { Agent, AgentAction, Change } from '../../agents/request';
import { writtenLines } from '../../agents/writtenLines';
import { Git } from '../../git/git';
import { findRepository as findGitRepository, type Repository } from '../../git/repository';
import type { FileTouch } from '../../risk/bulk';
import { findRepository } from '../policyRepository';
import { textOnDisk } from '../textFile';
import { AgentSnapshots } from './agentSnapshots';
import { EarlierFiles } from './earlierFiles';
import { Recorder, type EarlierFile } from './recorder';
import { fileHere } from './repositoryHere';

type EditAction = Extract<AgentAction, { kind: 'edit' }>;

export interface AgentTouch extends FileTouch {
  readonly repository: Repository;
}

export class AgentEdits {
  /** @param folder that relative paths count from */
  constructor(
    private readonly agent: Agent,
    private readonly folder: string,
    private readonly now: Date,
  ) {}

  /** Before the edits: keeps what the files hold. Files outside of a repository are left alone. */
  async remember(actions: readonly AgentAction[]): Promise<void> {
    for (const { file, repository } of await this.places(actions)) {
      const snapshots = new AgentSnapshots(repository.gitDir, this.agent, this.now);
      const text = textOnDisk(file);
      if (text === undefined) snapshots.forget(file);
      else snapshots.keep(file, text);
    }
  }

  /** After the edits: what they wrote is the agent's. */
  async record(actions: readonly AgentAction[]): Promise<readonly AgentTouch[]> {
    const touches: AgentTouch[] = [];
    for (const { file, git, repository, change } of await this.places(actions)) {
      const text = textOnDisk(file);
      const before = new AgentSnapshots(repository.gitDir, this.agent, this.now).read(file);
      const isDeleted = text === undefined && before !== undefined;
      const [removedLines, addedLines] = [newLines(text, before), newLines(before, text, change)];
      touches.push({ repository, path: file, addedLines, removedLines, isDeleted });
      if (text === undefined) continue;
      const earlier = before === undefined ? await this.committed(file, git, repository) : { text: before };
      const recorder = new Recorder(repository, this.now, () => earlier);
      for (const range of writtenLines(change, before, text))
        recorder.record({ path: file, ...range, by: this.agent });
      recorder.flush();
    }
    return touches;
  }

  /** What is known of a file that was not seen before the edit. */
  private async committed(file: string, git: Git, repository: Repository): Promise<EarlierFile> {
    const here = fileHere(repository, this.folder, file);
    if (!here) return {};
    const files = new EarlierFiles(git, repository, this.now);
    try {
      await files.ask(here);
      return files.of(here.path);
    } finally {
      files.close();
    }
  }

  private async places(actions: readonly AgentAction[]) {
    const edits = actions.filter((action): action is EditAction => action.kind === 'edit');
    const places = [];
    for (const { path: given, change } of edits) {
      const file = path.resolve(this.folder, given);
      const repository = await repositoryOf(file);
      if (!repository) continue;
      const git = new Git({ folder: repository.topLevel, env: process.env });
      places.push({ file, change, git, repository });
    }
    return places;
  }
}

/** How many lines a text has that another one has not; none where either is not known. */
function newLines(old: string | undefined, text: string | undefined, change?: Change): number {
  if (text === undefined || (old === undefined && !change)) return 0;
  const written = writtenLines(change ?? { kind: 'write', text }, old, text);
  return written.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
}

/** Of a file, which need not exist; nothing where it lies in none. */
export async function repositoryOf(file: string): Promise<Repository | undefined> {
  const top = await findRepository(file);
  if (top === undefined) return undefined;
  const found = await findGitRepository(new Git({ folder: top, env: process.env }));
  return found.kind === 'found' ? found.repository : undefined;
}
