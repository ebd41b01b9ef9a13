import { createNormaliser } from '../normaliser';
import { readAction } from './cef-action';
import { readCefTime } from './cef-time';

const UTC = { timeZone: 'UTC', logTime: Date.UTC(2026, 5, 20) };
const { read } = createNormaliser();

describe('times of CEF', () => {
  it.each([
    ['1436401663000', Date.UTC(2015, 6, 9, 0, 27, 43)],
    ['1436401663', Date.UTC(2015, 6, 9, 0, 27, 43)],
    ['Jul 09 2015 00:27:43.123 UTC', Date.UTC(2015, 6, 9, 0, 27, 43, 123)],
    ['juil. 09 2015 00:27:43', Date.UTC(2015, 6, 9, 0, 27, 43)],
    ['ago 09 2015 00:27:43', Date.UTC(2015, 7, 9, 0, 27, 43)],
    ['7月 09 2015 00:27:43', Date.UTC(2015, 6, 9, 0, 27, 43)],
    ['Jul 09 2015 00:27:43 Asia/Taipei', Date.UTC(2015, 6, 8, 16, 27, 43)],
    ['Jul 09 2015 00:27:43 GMT+08:00', Date.UTC(2015, 6, 8, 16, 27, 43)],
    ['31 March 2016 13:04:55', Date.UTC(2016, 2, 31, 13, 4, 55)],
    ['Mar 03 2021:20:07:54 UTC', Date.UTC(2021, 2, 3, 20, 7, 54)],
    ['Mon Aug 10 09:26:47 2020', Date.UTC(2020, 7, 10, 9, 26, 47)],
    ['28May2002 9:47:09', Date.UTC(2002, 4, 28, 9, 47, 9)],
    ['Jun 15 10:20:30', Date.UTC(2026, 5, 15, 10, 20, 30)],
    ['Dec 31 23:59:59', Date.UTC(2025, 11, 31, 23, 59, 59)],
    ['Feb 30 2020 10:00:00', undefined],
    ['Foo 09 2015 00:27:43', undefined],
    ['Jul 09 2015 25:00:00', undefined],
    ['x', undefined],
  ])('%s', (text, expected) => {
    expect(readCefTime(text, UTC)).toBe(expected);
  });

  it('reads times without zone in the zone of the device, and the others in their own', () => {
    const taipei = Date.UTC(2015, 6, 8, 16, 27, 43);
    expect(readCefTime('Jul 09 2015 00:27:43', UTC, 'Asia/Taipei')).toBe(taipei);
    expect(readCefTime('2015-07-09 00:27:43', UTC, '+0800')).toBe(taipei);
    expect(readCefTime('Jul 09 2015 00:27:43 UTC', UTC, 'Asia/Taipei')).toBe(taipei + 8 * 3_600_000);
    expect(readCefTime('Jul 09 2015 00:27:43', { ...UTC, timeZone: 'Asia/Taipei' }, 'Mars/Base')).toBe(taipei);
  });
});

describe('actions of CEF', () => {
  it.each([
    ['blocked', 'blocked'],
    ['Blocked by rule', 'blocked'],
    ['DROP', 'blocked'],
    ['reset-both', 'blocked'],
    ['clear_session', 'blocked'],
    ['not blocked', 'allowed'],
    ['Would have dropped', 'allowed'],
    ['IDS:Reset', 'allowed'],
    ['alert', 'allowed'],
    ['None', 'allowed'],
    ['REQ_PASSED', 'allowed'],
    ['detectOnly', undefined],
    ['notified', undefined],
    ['password reset', undefined],
    ['__proto__', undefined],
  ])('%s', (text, expected) => {
    expect(readAction(text)).toBe(expected);
  });
});

describe('lines made to keep a reader busy', () => {
  const units = ['=', ' a=', ' ', '\\', '\\=', '|', '\\|', '"', 'CEF:', ' src=1', ' cs1Label=x', '1.', '月'];

  it.each(units)('of %j', (unit) => {
    for (const head of ['CEF:0|a|b|c|d|Attack|9|rt=1772673342123 ', 'CEF:0|', '0|', '']) {
      const line = (head + unit.repeat(262_144)).slice(0, 262_144);
      const began = performance.now();
      read(line, 'cef');
      read(line);
      // A cost that grows with the square of the length would be minutes.
      expect(performance.now() - began).toBeLessThan(2000);
    }
  });
});
