import { makeFormats } from './formats';
import { tileAge } from './tile-age';

const formats = makeFormats('zh-Hant-TW');
const t = (key: string): string => ({ 'age.fresh': '5 秒內', 'age.stale': '資料過時' })[key] ?? key;

describe('age on a tile', () => {
  it('stays still while fresh, is exact when not, and says stale in words', () => {
    expect(tileAge({ state: 'live', age: 1_000, asOf: 0 }, t, formats)?.text).toBe('5 秒內');
    expect(tileAge({ state: 'lost', age: 12_000, asOf: 0 }, t, formats)?.text).toBe('12 秒前');
    expect(tileAge({ state: 'stale', age: 42_000, asOf: 0 }, t, formats)).toMatchObject({
      text: '資料過時 · 42 秒前',
      stale: true,
    });
  });

  it('is nothing before there is data', () => {
    expect(tileAge({ state: 'connecting', age: null, asOf: null }, t, formats)).toBeNull();
  });
});
