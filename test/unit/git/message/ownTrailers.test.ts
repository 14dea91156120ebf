import assert from 'node:assert/strict';
import { mentionsOwnTrailers, withoutOwnTrailers } from '../../../../src/git/message/ownTrailers';

const wrote = (value: string): boolean => value === 'copilot:1.2';
const strip = (body: string): string => withoutOwnTrailers(body, '#', wrote);

const OURS = 'Assisted-by: copilot:1.2\nAI-Lines: 2/3\nAI-Risk: low\n';

describe('withoutOwnTrailers', () => {
  it('takes out what was written before, and the blank line before it', () => {
    assert.equal(strip(`Subject\n\nBody\n\n${OURS}`), 'Subject\n\nBody\n');
  });

  it('leaves other trailers as they are, whatever their form', () => {
    const others = 'Signed-off-by:A <a@x>\nRefs:   #12\nCo-authored-by: B <b@x>\n  on two lines\n';
    assert.equal(strip(`Subject\n\n${others}${OURS}`), `Subject\n\n${others}`);
    assert.equal(strip(`Subject\n\n${OURS}${others}`), `Subject\n\n${others}`);
  });

  it('leaves an Assisted-by of a person', () => {
    assert.equal(
      strip(`Subject\n\nAssisted-by: Claude:opus\n${OURS}`),
      'Subject\n\nAssisted-by: Claude:opus\n',
    );
    assert.equal(strip('Subject\n\nAssisted-by: copilot:1.2\n'), 'Subject\n\nAssisted-by: copilot:1.2\n');
  });

  it('finds them in the middle too, as when messages were joined or a paragraph was added', () => {
    assert.equal(strip(`One\n\n${OURS}\nTwo\n\nBody\n\n${OURS}`), 'One\n\nTwo\n\nBody\n');
    assert.equal(strip(`One\n\n${OURS}\nTicket: 4\n`), 'One\n\nTicket: 4\n');
  });

  it('takes out our keys in any case and with any value', () => {
    assert.equal(strip('Subject\n\nai-lines: many\nAI-RISK:none\n'), 'Subject\n');
  });

  it('takes out all there is where everything else was deleted', () => {
    assert.equal(strip(OURS), '');
    assert.equal(strip(`\n${OURS}`), '');
    assert.equal(strip(`Assisted-by: Claude:opus\n${OURS}`), `Assisted-by: Claude:opus\n${OURS}`);
  });

  it('takes prose for prose', () => {
    const body = 'Subject\n\nThe trailer\nAI-Lines: 1/2\nsays it.\n\nEnd.\n';
    assert.equal(strip(body), body);
    assert.equal(strip('AI-Lines: 1/2\n'), 'AI-Lines: 1/2\n');
  });

  it('works on CRLF and without a last line end', () => {
    assert.equal(strip('Subject\r\n\r\nRefs: 1\r\nAI-Lines: 2/3\r\n'), 'Subject\r\n\r\nRefs: 1\r\n');
    assert.equal(strip('Subject\n\nAI-Lines: 2/3'), 'Subject\n');
  });

  it('changes nothing where there is nothing of ours', () => {
    for (const body of ['', 'Subject', 'Subject\n\n\nBody\n\n\n\nRefs: 1\n', '\n\nSubject\n']) {
      assert.equal(strip(body), body);
    }
  });
});

describe('mentionsOwnTrailers', () => {
  it('looks at line starts only', () => {
    assert.ok(mentionsOwnTrailers('Subject\n\nAI-Lines: 1/2\n'));
    assert.ok(mentionsOwnTrailers('Subject\n\nai-risk : low\n'));
    assert.equal(mentionsOwnTrailers('About AI-Lines: 1/2\n'), false);
  });
});
