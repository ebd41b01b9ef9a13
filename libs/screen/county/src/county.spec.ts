import { CATEGORIES } from '@lianfang/contract';
import { taipeiDayOf } from '@lianfang/screen/data-access';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

describe('the words of the page', () => {
  it('have the same keys and the same gaps in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zhHantTw));
    const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(zhHantTw)) {
      expect([key, gapsOf(en[key as keyof typeof en])]).toEqual([key, gapsOf(text)]);
    }
  });

  it('write 臺, never 台, and know every category', () => {
    expect(Object.values(zhHantTw).join('')).not.toContain('台');
    for (const category of CATEGORIES) expect(Object.keys(zhHantTw)).toContain(`category.${category}`);
  });
});

it.each([
  ['2026-11-22T15:59:59.999Z', '2026-11-21T16:00:00.000Z'],
  ['2026-11-22T16:00:00.000Z', '2026-11-22T16:00:00.000Z'],
])('begins the Taipei day of %s at %s', (instant, start) => {
  expect(new Date(taipeiDayOf(Date.parse(instant))).toISOString()).toBe(start);
});
