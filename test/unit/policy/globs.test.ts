import assert from 'node:assert/strict';
import { canonicalPath, compileGlobs, MAX_PATH_LENGTH } from '../../../src/policy/globs';

const matching = (patterns: string[], paths: string[], ignoreCase = false): string[] =>
  paths.filter(compileGlobs(patterns, { ignoreCase }));

describe('globs', () => {
  it('count from the folder, not from any level', () => {
    assert.deepEqual(matching(['infra/**'], ['infra/a.tf', 'infra/b/c.tf', 'x/infra/a.tf', 'infra2/a']), [
      'infra/a.tf',
      'infra/b/c.tf',
    ]);
    assert.deepEqual(matching(['*.tf'], ['a.tf', 'x/a.tf']), ['a.tf']);
    assert.deepEqual(matching(['**/*.tf'], ['a.tf', 'x/a.tf', 'x/y/a.tf']), ['a.tf', 'x/a.tf', 'x/y/a.tf']);
  });

  it('match files and folders that begin with a dot', () => {
    assert.deepEqual(matching(['**'], ['.env', '.github/workflows/ci.yml']), [
      '.env',
      '.github/workflows/ci.yml',
    ]);
    assert.deepEqual(matching(['infra/*'], ['infra/.terraform.lock.hcl']), ['infra/.terraform.lock.hcl']);
  });

  it('let the last pattern that matches win', () => {
    const paths = ['infra/a', 'infra/docs/b', 'src/c'];
    assert.deepEqual(matching(['**', '!infra/**'], paths), ['src/c']);
    assert.deepEqual(matching(['**', '!infra/**', 'infra/docs/**'], paths), ['infra/docs/b', 'src/c']);
    assert.deepEqual(matching(['!infra/**', '**'], paths), paths);
  });

  it('match nothing where no pattern includes anything', () => {
    assert.deepEqual(matching([], ['a']), []);
    assert.deepEqual(matching(['!docs/**'], ['a', 'docs/b']), []);
  });

  it('take `!` for an exclusion at the start only, and once', () => {
    assert.deepEqual(matching(['**', '!!a'], ['a', '!a']), ['a']);
    assert.deepEqual(matching(['a!b'], ['a!b']), ['a!b']);
  });

  it('take a leading # literally', () => {
    assert.deepEqual(matching(['#notes/*'], ['#notes/a']), ['#notes/a']);
  });

  it('expand braces, and match extended groups', () => {
    assert.deepEqual(matching(['{infra,deploy}/**'], ['infra/a', 'deploy/b', 'src/c']), [
      'infra/a',
      'deploy/b',
    ]);
    assert.deepEqual(matching(['src/!(test)/**'], ['src/test/a', 'src/main/a']), ['src/main/a']);
  });

  it('ignore case only where asked to', () => {
    assert.deepEqual(matching(['infra/**'], ['Infra/A.TF']), []);
    assert.deepEqual(matching(['infra/*.tf'], ['Infra/A.TF', 'INFRA/a.tf'], true), [
      'Infra/A.TF',
      'INFRA/a.tf',
    ]);
    assert.deepEqual(matching(['**', '!Infra/**'], ['infra/a', 'src/a'], true), ['src/a']);
  });

  it('see the same name in composed and decomposed Unicode', () => {
    const composed = 'infra/caf\u00e9/a';
    const decomposed = 'infra/cafe\u0301/a';
    assert.deepEqual(matching(['infra/caf\u00e9/**'], [composed, decomposed]), [composed, decomposed]);
    assert.deepEqual(matching(['infra/cafe\u0301/**'], [composed, decomposed]), [composed, decomposed]);
  });

  it('are not walked around by a detour in the path', () => {
    const detours = ['./infra/a', 'docs/../infra/a', '/infra/a', 'infra//a', '../infra/a', 'infra/./a'];
    assert.deepEqual(matching(['infra/a'], detours), detours);
  });

  it('keep backslashes in paths as the ordinary characters they are in git', () => {
    assert.deepEqual(matching(['infra/**'], ['infra\\a']), []);
  });

  it('match both ends of a path that is too long to be real', () => {
    const long = `infra/${'a/'.repeat(50_000)}b.tf`;
    assert.equal(canonicalPath(long).length, MAX_PATH_LENGTH);
    assert.equal(compileGlobs(['infra/**'])(long), true);
    assert.equal(compileGlobs(['**/*.tf'])(long), true);
    assert.equal(compileGlobs(['docs/**'])(long), false);
  });
});
