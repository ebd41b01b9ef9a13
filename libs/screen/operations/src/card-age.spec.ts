import { makeFormats } from '@lianfang/screen/kit';
import { cardAge, signed } from './card-age';

const formats = makeFormats('en');
const t = (key: string): string => key;
const NOW = Date.UTC(2026, 10, 22, 14, 0, 14);

describe('cardAge', () => {
  it('is nothing before the first answer', () => {
    expect(cardAge({ asOf: null, now: NOW, staleAfter: 30_000 }, t, formats)).toBeNull();
  });

  it('stands still while fresh, counts when older, and warns when stale', () => {
    const ageOf = (age: number) => cardAge({ asOf: NOW - age, now: NOW, staleAfter: 30_000 }, t, formats);
    expect(ageOf(3_000)).toMatchObject({ text: 'age.fresh', stale: false });
    expect(ageOf(12_000)).toMatchObject({ text: '12 s ago', stale: false });
    expect(ageOf(31_000)).toMatchObject({ text: 'age.stale · 31 s ago', stale: true });
  });
});

describe('signed', () => {
  it.each([
    [0, '0'],
    [5, '+5'],
    [-1_234, '−1,234'],
  ])('writes %d as %s', (difference, text) => {
    expect(signed(difference, formats)).toBe(text);
  });
});
