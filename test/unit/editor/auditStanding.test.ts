import assert from 'node:assert/strict';
import { AuditStanding } from '../../../src/editor/auditStanding';
import type { FoundPolicies } from '../../../src/editor/policies';
import { sha256 } from '../../../src/node/auditLog';

const NOW = new Date('2026-11-28T12:00:00Z');

describe('what holds in a repository', () => {
  const disk = new Map<string, string>();
  let reads = 0;
  let policies: FoundPolicies;
  let standing: AuditStanding;
  const open = (): AuditStanding =>
    new AuditStanding({
      mode: () => 'enforce',
      policies: () => policies,
      pathIn: (root, file) => (file.startsWith(`${root}/`) ? file.slice(root.length + 1) : undefined),
      textOnDisk: (file) => {
        reads++;
        return disk.get(file);
      },
      stampOnDisk: (file) => disk.get(file) ?? 'none',
      now: () => NOW,
    });
  const said = (): unknown[] =>
    standing
      .of('/a')
      .map(({ kind, what, path, state, textHash, length }) => [kind, what, path, state, textHash, length]);

  beforeEach(() => {
    standing = open();
    reads = 0;
    disk.clear();
    policies = { files: [], broken: new Set() };
  });

  it('is the mode, and each policy file of it and of the organisation', () => {
    disk.set('/a/.parapet.yaml', 'one').set('/b/.parapet.yaml', 'two').set('/org.yaml', 'three');
    policies = {
      files: ['/a/x/.parapet.yaml', '/a/.parapet.yaml', '/b/.parapet.yaml', '/org.yaml'],
      organisation: '/org.yaml',
      broken: new Set(['.parapet.yaml']),
    };
    assert.deepEqual(said(), [
      ['mode', undefined, undefined, 'enforce', undefined, undefined],
      ['policy', 'repository', 'x/.parapet.yaml', 'gone', undefined, undefined],
      ['policy', 'repository', '.parapet.yaml', 'invalid', sha256('one'), 3],
      ['policy', 'organisation', undefined, 'valid', sha256('three'), 5],
    ]);
  });

  it('reads a file again only when it has changed', () => {
    disk.set('/a/.parapet.yaml', 'one');
    policies = { files: ['/a/.parapet.yaml'], broken: new Set() };
    said();
    said();
    assert.equal(reads, 1);
    disk.set('/a/.parapet.yaml', 'other');
    assert.deepEqual(said().at(-1), ['policy', 'repository', '.parapet.yaml', 'valid', sha256('other'), 5]);
  });
});
