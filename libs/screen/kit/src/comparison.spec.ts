import { compareWithNormal } from './comparison';
import { comparisonSign, comparisonWords } from './comparison-words';
import { makeFormats } from './formats';
import { WORDS, type WordKey } from './words';

const NORMAL = { low: 440, middle: 500, high: 560 };
const formats = makeFormats('zh-Hant-TW');
const t = (key: WordKey, params: Readonly<Record<string, string | number>> = {}): string =>
  WORDS['zh-Hant-TW'][key].replace(/{{(\w+)}}/g, (_, name: string) => String(params[name]));

describe('comparison with normal', () => {
  it('knows above, below, within and learning; the edges are within', () => {
    expect(compareWithNormal(705, NORMAL)).toEqual({ kind: 'above', ratio: 1.41 });
    expect(compareWithNormal(250, NORMAL)).toEqual({ kind: 'below', ratio: 0.5 });
    expect(compareWithNormal(560, NORMAL)).toMatchObject({ kind: 'within' });
    expect(compareWithNormal(440, NORMAL)).toMatchObject({ kind: 'within' });
    expect(compareWithNormal(1, null)).toEqual({ kind: 'learning' });
  });

  it('calls nothing out that is within a tenth of the middle beyond the edge', () => {
    expect(compareWithNormal(610, NORMAL).kind).toBe('slightly-above');
    expect(compareWithNormal(611, NORMAL).kind).toBe('above');
    expect(compareWithNormal(390, NORMAL).kind).toBe('slightly-below');
    expect(compareWithNormal(389, NORMAL).kind).toBe('below');
    const near = compareWithNormal(600, NORMAL);
    expect([comparisonSign(near), comparisonWords(near, t, formats)]).toEqual(['', '比平常多 20%，略超出常態範圍']);
  });

  it('does not divide by a middle of zero', () => {
    expect(compareWithNormal(5, { low: 0, middle: 0, high: 1 })).toEqual({ kind: 'above', ratio: null });
  });

  it('says it in words with a sign', () => {
    const above = compareWithNormal(705, NORMAL);
    expect([comparisonSign(above), comparisonWords(above, t, formats)]).toEqual(['▲', '高於常態 41%']);
    const below = compareWithNormal(250, NORMAL);
    expect([comparisonSign(below), comparisonWords(below, t, formats)]).toEqual(['▼', '低於常態 50%']);
    expect(comparisonWords(compareWithNormal(500, NORMAL), t, formats)).toBe('在常態範圍內');
    expect(comparisonWords({ kind: 'learning' }, t, formats)).toContain('學習中');
    expect(comparisonWords({ kind: 'above', ratio: null }, t, formats)).toBe('高於常態，平時幾乎沒有');
  });
});
