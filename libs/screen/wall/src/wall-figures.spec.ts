import { makeFormats, WORDS, type WordKey } from '@lianfang/screen/kit';
import { askedFigure, wallRate } from './wall-figures';

const t = (key: WordKey): string => WORDS.en[key];

describe('figures that are asked for', () => {
  const answered = { value: 3, asOf: 1_000, failed: false };

  it('are shown while they are of now', () => {
    expect(askedFigure(answered, 121_000)).toEqual({ value: 3, stale: false });
    expect(askedFigure({ value: null, asOf: null, failed: false }, 0)).toEqual({ value: null, stale: false });
  });

  it('are stale, and no figure, after two minutes, after a failed question, and where their instant is not known', () => {
    expect(askedFigure(answered, 121_001)).toEqual({ value: null, stale: true });
    expect(askedFigure({ ...answered, failed: true }, 2_000)).toEqual({ value: null, stale: true });
    expect(askedFigure({ ...answered, asOf: null }, 2_000)).toEqual({ value: null, stale: true });
    expect(askedFigure({ value: null, asOf: null, failed: true }, 0)).toEqual({ value: null, stale: true });
  });
});

it('says that a rate is above a normal of nought, and not that it is normal', () => {
  const nation = { blockedPerSecond: 5, normal: { low: 0, middle: 0, high: 0 } } as Parameters<typeof wallRate>[0];
  expect(wallRate(nation, t, makeFormats('en'))).toMatchObject({
    percent: '',
    words: 'above normal, hardly any as a rule',
  });
});
