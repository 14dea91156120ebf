/** A repository with Parapet's hooks for each test: a copy of one that is made once, since that is cheaper. */
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TellingRepository } from './tellingLines';

export interface Ready {
  /** Of this test. */
  readonly repo: TellingRepository;
  /** Beside the repository. */
  at(name: string): string;
}

/** Call it in a `describe`. */
export function readyRepository(): Ready {
  let template = '';
  let folder = '';
  const place = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'parapet-')));
  before(async () => {
    template = place();
    await new TellingRepository(template).init().install();
  });
  beforeEach(() => {
    folder = place();
    cpSync(template, join(folder, 'repo'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  after(() => rmSync(template, { recursive: true, force: true }));
  return {
    get repo() {
      return new TellingRepository(join(folder, 'repo'));
    },
    at: (name) => join(folder, name),
  };
}
