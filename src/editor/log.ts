import type { LogOutputChannel } from 'vscode';
import type { Coverage } from './intercept/interception';
import type { SelfTestResult } from './intercept/selfTest';
import { oneLine } from './plainText';
import type { Notable } from './recentJudgements';

/**
 * The output channel. It names rules, places, tools and lengths and never the text of a suggestion: logs
 * are copied into issues, and what was withheld may have been a secret.
 */
export class Log {
  constructor(
    private readonly channel: Pick<LogOutputChannel, 'debug' | 'info' | 'warn' | 'error' | 'show'>,
  ) {}

  show(): void {
    this.channel.show(true);
  }

  judgement(notable: Notable): void {
    const { outcome, action, way, tool, path, line, inserted, replaced, findings, failure, times } = notable;
    const rules = findings.map((f) => (f.observed ? `${f.rule} (observed)` : f.rule)).join(', ') || 'no rule';
    const size = `${inserted} characters inserted, ${replaced} replaced`;
    const what = way === 'suggestion' ? '' : ` ${way}`;
    const text = `${outcome}${what} (${action}): ${rules} at ${oneLine(path)}:${line + 1}, ${tool}, ${size}`;
    // The same suggestion comes again with every key press.
    if (times > 1) this.channel.debug(`${text}, seen ${times} times`);
    else if (failure) this.channel.error(`${text}; not judged: ${oneLine(failure.message)}`);
    else this.channel.info(text);
  }

  coverage(coverage: readonly Coverage[], installMs: number): void {
    const wrapped = coverage.filter((c) => c.state === 'wrapped');
    this.channel.info(`wrapped ${wrapped.length} extensions in ${installMs.toFixed(1)} ms`);
    const before = wrapped.filter((c) => c.loadedBefore !== 'no').map((c) => c.id);
    if (before.length > 0) {
      this.channel.info(`already loaded, so that providers may have been missed: ${before.join(', ')}`);
    }
    for (const failed of coverage.filter((c) => c.state === 'failed')) {
      this.channel.warn(`not wrapped: ${failed.id}: ${failed.why}`);
    }
  }

  selfTest(result: SelfTestResult): void {
    if (result.state === 'ok') {
      this.channel.info(`self-test passed with ${result.extension} in ${result.milliseconds.toFixed(1)} ms`);
    } else if (result.state === 'nothing') {
      this.channel.info('self-test: nothing to intercept yet');
    } else {
      this.channel.error(`self-test failed: ${result.why}`);
    }
  }

  info(message: string): void {
    this.channel.info(message);
  }

  /** For whoever hands on an error without a word of what it was about. */
  failure(message: string): (error: unknown) => void {
    return (error) => this.error(message, error);
  }

  error(message: string, error?: unknown): void {
    this.channel.error(error === undefined ? message : `${message}: ${String(error)}`);
  }
}
