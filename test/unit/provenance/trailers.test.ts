import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  commitTrailers,
  formatAssistant,
  parseAiLines,
  parseAssistant,
  parseRiskLevel,
  readTrailers,
} from '../../../src/provenance/trailers';
import type { CommitSummary } from '../../../src/provenance/trailers';
import { runs } from '../randomRuns';

const summary: CommitSummary = {
  aiLines: 42,
  addedLines: 57,
  assisted: [
    { tool: 'github.copilot', modelOrVersion: 'gpt-5' },
    { tool: 'claude-code', modelOrVersion: '2.1' },
  ],
  risk: 'high',
};

describe('the trailers of a commit', () => {
  it('name each tool, the AI lines and the risk', () => {
    assert.deepEqual(
      commitTrailers(summary).map(({ key, value }) => `${key}: ${value}`),
      [
        'Assisted-by: github.copilot:gpt-5',
        'Assisted-by: claude-code:2.1',
        'AI-Lines: 42/57',
        'AI-Risk: high',
      ],
    );
  });

  it('are none without AI lines', () => {
    assert.deepEqual(commitTrailers({ ...summary, aiLines: 0 }), []);
  });

  it('name a tool once', () => {
    const [tool] = summary.assisted;
    const trailers = commitTrailers({ ...summary, assisted: [tool!, tool!] });
    assert.equal(trailers.filter(({ key }) => key === 'Assisted-by').length, 1);
  });

  it('are one line each, whatever a tool calls itself', () => {
    assert.equal(
      formatAssistant({ tool: 'my tool\nSigned-off-by: x', modelOrVersion: '' }),
      'my-tool-Signed-off-by--x:unknown',
    );
    assert.equal(formatAssistant({ tool: 'a\u202eb\u0000', modelOrVersion: 'llama3:8b' }), 'a-b-:llama3:8b');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (tool, modelOrVersion) => {
        const value = formatAssistant({ tool, modelOrVersion });
        assert.match(value, /^\S+:\S+$/);
        assert.equal(formatAssistant(parseAssistant(value)!), value);
      }),
      runs(500),
    );
  });

  it('read as they were written', () => {
    assert.deepEqual(readTrailers(commitTrailers(summary)), summary);
    const inCapitals = commitTrailers(summary).map(({ key, value }) => ({
      key: key.toUpperCase(),
      value: ` ${value} `,
    }));
    assert.deepEqual(readTrailers(inCapitals), summary);
  });

  it('are nobody’s in particular without AI-Lines', () => {
    assert.equal(readTrailers([{ key: 'Assisted-by', value: 'x:y' }]), undefined);
    assert.equal(readTrailers([{ key: 'AI-Lines', value: 'many' }]), undefined);
  });
});

describe('a trailer’s value', () => {
  it('may name further tools, as the kernel’s form does', () => {
    assert.deepEqual(parseAssistant('Claude:claude-3-opus coccinelle sparse'), {
      tool: 'Claude',
      modelOrVersion: 'claude-3-opus',
    });
  });

  it('is nothing where it does not read right', () => {
    for (const value of ['', 'copilot', ':gpt', 'copilot:', 'my tool:x'])
      assert.equal(parseAssistant(value), undefined);
    for (const value of ['', '3', '3/2', '-1/2', '1/2/3', '1e1/20', '9999999999/9999999999'])
      assert.equal(parseAiLines(value), undefined);
    assert.equal(parseRiskLevel('enormous'), undefined);
    assert.equal(parseRiskLevel(' High '), 'high');
  });
});
