import assert from 'node:assert/strict';
import { AiTools, declaresAi } from '../../../../src/editor/ways/aiTools';

describe('which extensions are AI tools', () => {
  it('are those that declare a chat participant or a tool for language models', () => {
    assert.ok(declaresAi({ contributes: { chatParticipants: [{}] } }));
    assert.ok(declaresAi({ contributes: { languageModelTools: [{}] } }));
    for (const manifest of [undefined, {}, { contributes: {} }, { contributes: { languageModelTools: [] } }])
      assert.ok(!declaresAi(manifest));
  });

  it('are none of VS Code’s own, whatever tools they have for language models', () => {
    const tools = new AiTools({
      manifestOf: () => ({ contributes: { languageModelTools: [{}] } }),
      providersOf: () => 0,
      isNamed: () => false,
    });
    assert.ok(!tools.has('vscode.mermaid-markdown-features'));
    assert.ok(tools.has('github.copilot-chat'));
  });

  it('are those that have registered a provider, as soon as they have, and those a policy names', () => {
    let providers = 0;
    let isNamed = false;
    const tools = new AiTools({
      manifestOf: () => ({}),
      providersOf: () => providers,
      isNamed: () => isNamed,
    });
    assert.ok(!tools.has('a.b'));
    providers = 1;
    assert.ok(tools.has('a.b'));
    providers = 0;
    isNamed = true;
    assert.ok(tools.has('a.b'));
  });
});
