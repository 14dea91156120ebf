import assert from 'node:assert/strict';
import {
  blockIn,
  hookBlock,
  isNothingElse,
  isShellScript,
  ownHook,
  withBlock,
  withoutBlock,
  wrappingHook,
} from '../../../../src/git/hooks/hookScripts';

const block = hookBlock('commit-msg', "/work/it's here/.git/parapet/launch.sh");

describe('withBlock', () => {
  it('puts the block after the first line, so that an early exit below does not skip it', () => {
    const script = '#!/bin/bash -eu\nexit 0\n';
    assert.equal(withBlock(script, block), `#!/bin/bash -eu\n${block}exit 0\n`);
  });

  it('puts it before a script without a first line of that kind', () => {
    assert.equal(withBlock('echo hello\n', block), `${block}echo hello\n`);
  });

  it('replaces the block of another version, wherever it stands', () => {
    const old = block.replace('sh "$parapet_launcher"', 'older');
    assert.equal(withBlock(`#!/bin/sh\na\n${old}b\n`, block), `#!/bin/sh\na\n${block}b\n`);
  });
});

describe('withoutBlock', () => {
  it('gives back every byte', () => {
    const scripts = [
      '#!/bin/sh\n',
      '#!/bin/sh\r\necho\r\n',
      'echo no end',
      '#!/bin/sh\n\n\n# >>> other >>>\n',
      '',
    ];
    for (const script of scripts) assert.equal(withoutBlock(withBlock(script, block)), script);
  });

  it('leaves what was written around the block since', () => {
    assert.equal(withoutBlock(`#!/bin/sh\nbefore\n${block}after\n`), '#!/bin/sh\nbefore\nafter\n');
  });

  it('leaves a block without an end alone', () => {
    const torn = `#!/bin/sh\n${block.split('\n')[0]}\necho\n`;
    assert.equal(withoutBlock(torn), torn);
    assert.equal(blockIn(torn), undefined);
  });
});

describe('isNothingElse', () => {
  it('is true of hooks that only we wrote', () => {
    assert.ok(isNothingElse(withoutBlock(ownHook(block)), 'commit-msg'));
    assert.ok(isNothingElse(withoutBlock(wrappingHook(block, 'commit-msg')), 'commit-msg'));
    assert.equal(isNothingElse('#!/bin/sh\necho\n', 'commit-msg'), false);
    assert.equal(isNothingElse('#!/bin/bash\n', 'commit-msg'), false);
  });
});

describe('isShellScript', () => {
  it('knows shells by their first line', () => {
    for (const first of [
      '#!/bin/sh',
      '#! /bin/bash -e',
      '#!/usr/bin/env bash',
      '#!/usr/bin/env -S bash -e',
      '#!C:/git/bin/sh.exe',
    ]) {
      assert.ok(isShellScript(`${first}\necho\n`), first);
    }
    for (const first of [
      '#!/usr/bin/env python3',
      '#!/usr/bin/perl',
      '#!/usr/bin/env node',
      '#!/usr/bin/fish',
      '#!/bin/shell-like',
    ]) {
      assert.equal(isShellScript(`${first}\necho\n`), false, first);
    }
  });

  it('takes text without such a line for shell, as git does, and a program for none', () => {
    assert.ok(isShellScript('echo hello\n'));
    assert.equal(isShellScript('\x7fELF\0\0\n'), false);
  });

  it('does not touch a script that another interpreter reads too', () => {
    assert.equal(isShellScript('#!/bin/sh\n\'\'\'exec\' python3 "$0" "$@"\n'), false);
    assert.equal(isShellScript('#!/bin/sh\nexec perl -x "$0" "$@"\n'), false);
  });

  it('does not touch a first line that has no end', () => {
    assert.equal(isShellScript('#!/bin/sh'), false);
  });
});
