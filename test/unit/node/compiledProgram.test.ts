import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { loadCompiled, type CompiledProgram } from '../../../src/node/compiledProgram';
import { Folder } from './folder';

interface Program {
  answer(): number;
}

describe('a compiled program', () => {
  const folder = new Folder();
  const source = (answer: number): string =>
    `"use strict";\nconst path = require('node:path');\nexports.answer = () => ${answer} + path.sep.length; // it ends here`;
  const load = (): CompiledProgram<Program> =>
    loadCompiled(folder.at('program.js'), createRequire(folder.at('x.js')), {
      folder: folder.at('compiled'),
      name: 'program',
    });
  const runs = (answer: number): void => {
    const program = load();
    assert.equal(program.exports.answer(), answer + 1);
    program.keep();
  };
  const kept = (): string[] => (existsSync(folder.at('compiled')) ? readdirSync(folder.at('compiled')) : []);
  const keptFile = (): string => folder.at('compiled', kept()[0] ?? assert.fail('nothing is kept'));
  /** What is kept is taken as it is: V8 need not make the same of the same source. */
  const isGood = (): void => {
    utimesSync(keptFile(), 1, 1);
    runs(41);
    assert.equal(statSync(keptFile()).mtimeMs, 1_000);
  };
  beforeEach(() => writeFileSync(folder.at('program.js'), source(41)));

  it('is kept once it has run, and runs from what is kept', () => {
    load();
    assert.deepEqual(kept(), []);
    runs(41);
    assert.equal(kept().length, 1);
    isGood();
  });

  it('is another one once its source is, also where that is as long', () => {
    runs(41);
    writeFileSync(folder.at('program.js'), source(52));
    runs(52);
    runs(52);
    assert.equal(kept().length, 1);
  });

  it('runs whatever became of what is kept', () => {
    runs(41);
    const good = readFileSync(keptFile());
    for (let i = 0; i < good.length; i += 7) {
      const bad = Buffer.from(good);
      bad[i] = bad[i]! ^ 0x55;
      writeFileSync(keptFile(), bad);
      runs(41);
    }
    for (const bad of [good.subarray(0, 40), good.subarray(0, 5), Buffer.alloc(0)]) {
      writeFileSync(keptFile(), bad);
      runs(41);
      isGood();
    }
  });

  it('is kept nowhere that leads elsewhere', () => {
    mkdirSync(folder.at('elsewhere'));
    symlinkSync(folder.at('elsewhere'), folder.at('compiled'));
    runs(41);
    assert.deepEqual(readdirSync(folder.at('elsewhere')), []);
  });

  it('is kept for few runtimes, those that ran last', () => {
    mkdirSync(folder.at('compiled'));
    ['program-1', 'program-2', 'program-3', 'program-4', 'other-1'].forEach((name, i) => {
      writeFileSync(folder.at('compiled', name), '');
      utimesSync(folder.at('compiled', name), i, i);
    });
    runs(41);
    const mine = `program-${process.version}-${process.arch}`;
    assert.deepEqual(kept().toSorted(), ['other-1', 'program-3', 'program-4', mine].toSorted());
  });

  it('runs where it cannot be kept', () => {
    writeFileSync(folder.at('compiled'), '');
    runs(41);
  });
});
