import assert from 'node:assert/strict';
import {
  canonicalLanguage,
  languageOfInterpreter,
  languageOfPath,
} from '../../../../src/policy/text/languages';

const expectPaths = (expected: Readonly<Record<string, string | undefined>>): void => {
  for (const [path, language] of Object.entries(expected)) assert.equal(languageOfPath(path), language, path);
};

describe('languageOfPath', () => {
  it('goes by the extension, whatever its case', () => {
    expectPaths({
      'infra/main.tf': 'terraform',
      'infra/prod.TFVARS': 'terraform',
      'terragrunt.hcl': 'terraform',
      'a/b.tsx': 'typescript',
      'a/b.mjs': 'javascript',
      'run.PS1': 'powershell',
      'run.cmd': 'bat',
      'db/001.up.sql': 'sql',
      'chart/values.yml': 'yaml',
      'x.h': 'c',
      'x.hpp': 'cpp',
      'build.gradle': 'groovy',
      'build.gradle.kts': 'kotlin',
      'schema.prisma': 'prisma',
      'README.md': 'markdown',
      'app.properties': 'properties',
      'C:\\work\\x.bat': 'bat',
    });
  });

  it('knows files by their names', () => {
    expectPaths({
      Dockerfile: 'dockerfile',
      'build/Containerfile': 'dockerfile',
      Makefile: 'makefile',
      'ci/Jenkinsfile': 'groovy',
      '.bashrc': 'shellscript',
      Vagrantfile: 'ruby',
      '.env': 'dotenv',
      'CMakeLists.txt': 'cmake',
      '.npmrc': 'ini',
    });
  });

  it('knows lengthened names without mistaking source files for them', () => {
    expectPaths({
      'Dockerfile.prod': 'dockerfile',
      'Dockerfile.go': 'dockerfile',
      'api.Dockerfile': 'dockerfile',
      'dockerfile.test.ts': 'typescript',
      'Jenkinsfile-nightly': 'groovy',
      'Makefile.am': 'makefile',
      '.env.local': 'dotenv',
      '.env.json': 'json',
      'prod.env': 'dotenv',
      'main.tf.json': 'terraform',
    });
  });

  it('looks through template endings', () => {
    expectPaths({
      'user-data.sh.tpl': 'shellscript',
      'values.yaml.gotmpl': 'yaml',
      'deploy.sh.j2.example': 'shellscript',
      '.env.example': 'dotenv',
      'page.tpl': undefined,
    });
  });

  it('leaves unknown names unknown, and names like object members too', () => {
    expectPaths({
      LICENSE: undefined,
      'a.unknown': undefined,
      '': undefined,
      constructor: undefined,
      'x.constructor': undefined,
    });
  });

  it('reads the interpreter of a file whose name says nothing', () => {
    const expected: Readonly<Record<string, string | undefined>> = {
      '#!/bin/sh': 'shellscript',
      '#! /usr/bin/env bash': 'shellscript',
      '#!/usr/bin/env -S FOO=1 python3.12 -u': 'python',
      '#!/usr/bin/env node': 'javascript',
      '#!/usr/bin/pwsh': 'powershell',
      '#!/opt/own/thing': undefined,
      '# not a shebang': undefined,
      '#!': undefined,
    };
    for (const [line, language] of Object.entries(expected)) {
      assert.equal(languageOfPath('bin/deploy', line), language, line);
    }
  });

  it('believes the name before the first line', () => {
    assert.equal(languageOfPath('x.py', '#!/bin/sh'), 'python');
  });
});

describe('canonicalLanguage', () => {
  it('folds aliases', () => {
    const expected: Readonly<Record<string, string>> = {
      sh: 'shellscript',
      Bash: 'shellscript',
      zsh: 'shellscript',
      hcl: 'terraform',
      opentofu: 'terraform',
      'terraform-vars': 'terraform',
      'terraform-stack': 'terraform',
      typescriptreact: 'typescript',
      javascriptreact: 'javascript',
      postgres: 'sql',
      plsql: 'sql',
      dockercompose: 'yaml',
      helm: 'yaml',
      'github-actions-workflow': 'yaml',
      'azure-pipelines': 'yaml',
      ansible: 'yaml',
      jsonc: 'json',
    };
    for (const [id, language] of Object.entries(expected)) assert.equal(canonicalLanguage(id), language, id);
  });

  it('keeps canonical and unknown ids', () => {
    for (const id of ['shellscript', 'dockerfile', 'makefile', 'plaintext', 'cobol', 'constructor']) {
      assert.equal(canonicalLanguage(id), id);
    }
  });
});

describe('languageOfInterpreter', () => {
  it('knows versioned commands and database clients', () => {
    assert.equal(languageOfInterpreter('python3.12'), 'python');
    assert.equal(languageOfInterpreter('psql'), 'sql');
    assert.equal(languageOfInterpreter('pwsh.exe'), 'powershell');
    assert.equal(languageOfInterpreter('cat'), undefined);
  });
});
