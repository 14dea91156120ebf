import assert from 'node:assert/strict';
import { messageForm } from '../../../../src/git/message/form';

const settings = { edited: true, cleanup: undefined, comment: undefined };

describe('messageForm', () => {
  it('drops comments from an edited message only, as git does', () => {
    assert.equal(messageForm('Subject\n\n#12 is done\n', settings).comment, '#');
    assert.equal(messageForm('Subject\n\n#12 is done\n', { ...settings, edited: false }).comment, undefined);
  });

  it('follows --cleanup and commit.cleanup', () => {
    assert.equal(messageForm('a', { ...settings, cleanup: 'verbatim' }).comment, undefined);
    assert.equal(messageForm('a', { ...settings, cleanup: 'whitespace' }).comment, undefined);
    assert.equal(messageForm('a', { ...settings, edited: false, cleanup: 'strip' }).comment, '#');
    assert.equal(messageForm('a', { ...settings, cleanup: 'default' }).comment, '#');
  });

  it('takes the comment prefix that is configured', () => {
    assert.equal(messageForm('a', { ...settings, comment: ';' }).comment, ';');
    assert.equal(messageForm('a', { ...settings, comment: '//' }).comment, '//');
  });

  it('finds the character that git chose by itself', () => {
    const auto = { ...settings, comment: 'auto' };
    assert.equal(messageForm('#12 is done\n\n; Please enter\n; On branch main\n', auto).comment, ';');
    assert.equal(messageForm('Subject\n', auto).comment, '#');
  });

  it('knows git’s help in a message that nobody was shown', () => {
    const text = 'Subject\n\n# Please enter\n#\n# On branch main\n';
    assert.equal(messageForm(text, { ...settings, edited: false }).comment, '#');
  });
});
