import { noticeOf } from './sign-in';
import { SESSION_WORDS } from './words';

const { en, 'zh-Hant-TW': zh } = SESSION_WORDS;

describe('the words of the pages around the session', () => {
  it('have the same keys and the same gaps in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(zh))
      expect([key, gapsOf(en[key as keyof typeof en])]).toEqual([key, gapsOf(text)]);
  });

  it('write 臺, never 台', () => {
    expect(Object.values(zh).join('')).not.toContain('台');
  });
});

describe('the notice of the sign-in page', () => {
  it.each(['stale', 'provider', 'no-subject', 'no-role', 'no-county', 'too-many-claims', 'away'])(
    'says why it was refused: %s',
    (reason) => {
      expect(noticeOf(undefined, reason)).toMatchObject({ title: `refused.${reason}.title`, calm: false });
    },
  );

  it('says that the session is over, calmly', () => {
    expect(noticeOf('over', undefined)).toMatchObject({ title: 'ended.over.title', calm: true });
  });

  it.each(['', '__proto__', 'toString', '<b>'])('says nothing of a reason that it does not know: %j', (reason) => {
    expect([noticeOf(reason, undefined), noticeOf(undefined, reason)]).toEqual([null, null]);
  });
});
