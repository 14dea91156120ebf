import assert from 'node:assert/strict';
import { isEmptyMessage, splitMessage } from '../../../../src/git/message/split';

const EDITED = { comment: '#', scissors: true };
const PLAIN = { comment: undefined, scissors: false };

describe('splitMessage', () => {
  it('sets git’s help and blank lines at the end aside', () => {
    const text = 'Subject\n\nBody\n\n# Please enter\n#\n# On branch main\n';
    assert.deepEqual(splitMessage(text, EDITED), {
      body: 'Subject\n\nBody\n',
      tail: '\n# Please enter\n#\n# On branch main\n',
    });
  });

  it('sets all from the scissors on aside, a diff with anything in it', () => {
    const diff =
      '# ------------------------ >8 ------------------------\n# Do not modify\ndiff --git a b\n+AI-Lines: 1/1\n';
    assert.deepEqual(splitMessage(`Subject\n# help\n${diff}`, EDITED), {
      body: 'Subject\n',
      tail: `# help\n${diff}`,
    });
  });

  it('keeps comments where they are part of the message', () => {
    assert.deepEqual(splitMessage('Subject\n\n#12 is done\n', PLAIN), {
      body: 'Subject\n\n#12 is done\n',
      tail: '',
    });
  });

  it('keeps comments that text follows', () => {
    assert.equal(splitMessage('Subject\n# note\nmore\n', EDITED).body, 'Subject\n# note\nmore\n');
  });

  it('loses nothing, whatever the line ends', () => {
    for (const text of ['', '\n', 'a', 'a\r\n\r\n# b\r\n', '\n\n# x', '# only\n']) {
      const { body, tail } = splitMessage(text, EDITED);
      assert.equal(body + tail, text);
    }
  });
});

describe('isEmptyMessage', () => {
  it('is true where git would refuse it', () => {
    for (const body of ['', '\n \n', '# comment\n'])
      assert.ok(isEmptyMessage(body, EDITED), JSON.stringify(body));
    assert.equal(isEmptyMessage('# heading\n', PLAIN), false);
  });
});
