import assert from 'node:assert/strict';
import { Log } from '../../../src/editor/log';
import type { Notable } from '../../../src/editor/recentJudgements';
import { uri } from './intercept/fakes';

const SECRET = 'hunter2-destroy-everything';

const notable: Notable = {
  at: new Date(0),
  outcome: 'withheld',
  action: 'block',
  way: 'suggestion',
  tool: 'demo.assistant',
  uri: uri('/repo/infra/run.sh'),
  path: 'infra/run.sh',
  line: 6,
  inserted: 26,
  replaced: 3,
  findings: [
    {
      rule: 'no-env-teardown',
      severity: 'critical',
      action: 'block',
      approvals: 0,
      start: 0,
      end: 26,
      line: 1,
      text: SECRET,
      message: 'Environment teardown',
      why: '',
      instead: '',
    },
  ],
  times: 1,
};

function logged(write: (log: Log) => void): string[] {
  const lines: string[] = [];
  const at = (level: string) => (message: string | Error) => void lines.push(`${level}: ${String(message)}`);
  write(
    new Log({
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      show: () => undefined,
    }),
  );
  return lines;
}

describe('the log', () => {
  it('names rule, place, tool and lengths of what was withheld, and not its text', () => {
    const [line = ''] = logged((log) => log.judgement(notable));
    assert.equal(
      line,
      'info: withheld (block): no-env-teardown at infra/run.sh:7, demo.assistant, 26 characters inserted, 3 replaced',
    );
    assert.ok(!line.includes(SECRET));
  });

  it('does not repeat itself with every key press', () => {
    const [line = ''] = logged((log) => log.judgement({ ...notable, times: 2 }));
    assert.match(line, /^debug: .*seen 2 times$/);
  });

  it('says loudly what could not be judged', () => {
    const failure = { kind: 'deadline', message: 'judging took longer than 250 ms' } as const;
    const [line = ''] = logged((log) =>
      log.judgement({ ...notable, outcome: 'shown', findings: [], failure }),
    );
    assert.match(line, /^error: shown .*no rule.*not judged: judging took longer/);
  });

  it('tells at the start what is covered, what may have been missed and what is not', () => {
    const lines = logged((log) =>
      log.coverage(
        [
          { id: 'a.b', state: 'wrapped', loadedBefore: 'no', providers: 0 },
          { id: 'c.d', state: 'wrapped', loadedBefore: 'yes', providers: 0 },
          { id: 'e.f', state: 'failed', why: 'no API', loadedBefore: 'no', providers: 0 },
        ],
        12.34,
      ),
    );
    assert.deepEqual(lines, [
      'info: wrapped 2 extensions in 12.3 ms',
      'info: already loaded, so that providers may have been missed: c.d',
      'warn: not wrapped: e.f: no API',
    ]);
  });

  it('keeps a path that a workspace made up on its line', () => {
    const [line = ''] = logged((log) => log.judgement({ ...notable, path: 'a\nerror: b' }));
    assert.ok(!line.includes('\n'));
  });
});
