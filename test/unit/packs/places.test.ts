import assert from 'node:assert/strict';
import { recommendedPolicy } from '../../../src/policy/compile';
import { evaluate } from '../../../src/policy/evaluate';
import { policySet } from '../../../src/policy/policySet';

const policies = policySet([recommendedPolicy()]);
const fenced = (command: string): string => `# Clean up\n\n\`\`\`sh\n${command}\n\`\`\`\n`;

const found = (path: string, insert: string): boolean =>
  evaluate({ path, before: '', replaced: '', insert, after: '' }, policies, {
    now: new Date('2026-11-21T12:00:00Z'),
  }).findings.length > 0;

describe('the places that built-in rules look at', () => {
  it('are not the examples of documents for people', () => {
    for (const path of ['README.md', 'docs/operations.mdx', 'doc/index.rst'])
      assert.equal(found(path, fenced('terraform destroy')), false, path);
    assert.equal(found('infra/down.sh', 'terraform destroy\n'), true);
  });

  it('are the documents that agents read', () => {
    for (const path of [
      'AGENTS.md',
      'pkg/CLAUDE.md',
      '.cursor/rules/infra.mdc',
      '.github/prompts/infra.prompt.md',
    ])
      assert.equal(found(path, fenced('terraform destroy')), true, path);
  });

  it('are documents too for what is catastrophic', () => {
    assert.equal(found('README.md', fenced('rm -rf /')), true);
  });

  it('are not what tests read and compare', () => {
    const manifest = 'kind: Deployment\nspec:\n  replicas: 0\n';
    assert.equal(found('deploy/api.yaml', manifest), true);
    assert.equal(found('controller/testdata/api.yaml', manifest), false);
    const settings = 'template.findResources(x, {\n  DeletionProtection: false,\n});\n';
    assert.equal(found('lib/stack.ts', settings), true);
    assert.equal(found('lib/stack.test.ts', settings), false);
  });
});
