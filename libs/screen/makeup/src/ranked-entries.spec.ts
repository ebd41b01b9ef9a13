import type { TopAnswer } from '@lianfang/contract';
import { rankedEntries, type RankingWords } from './ranked-entries';

const words: RankingWords = {
  masked: 'another county',
  integer: String,
  between: (least, most) => `${least} to ${most}`,
};

function lines(entries: TopAnswer['entries'], of: TopAnswer['of'] = 'sources') {
  const range = { county: null, from: 0, to: 1, events: 9, asOf: null, unnamed: 0, overflow: 0 };
  return rankedEntries({ ...range, of, entries }, words);
}

describe('rankedEntries', () => {
  it('shows an exact count as it is', () => {
    expect(lines([{ key: '203.0.113.7', count: 12, overCount: 0 }])).toEqual([
      {
        key: '203.0.113.7',
        label: '203.0.113.7',
        figure: '12',
        over: '',
        hint: '203.0.113.7',
        query: { address: '203.0.113.7' },
      },
    ]);
  });

  it('shows what is sure, and by how much it may be more', () => {
    const [line] = lines([{ key: 'a', count: 50, overCount: 8 }]);
    expect(line).toMatchObject({ figure: '42', over: '+8', hint: 'a\n42 to 50' });
  });

  it('names a rule by its name with the id at hand, and no control characters', () => {
    const name = '<b>\u202egnp.exe\u0007';
    const [line] = lines([{ key: 'suricata:1', name, count: 1, overCount: 0 }], 'rules');
    expect(line).toMatchObject({ label: '<b>␣gnp.exe␣', hint: '<b>␣gnp.exe␣\nsuricata:1' });
  });

  it('says in words that a source belongs to another county', () => {
    expect(lines([{ key: 'masked', count: 1, overCount: 0 }])[0]?.label).toBe('another county');
    expect(lines([{ key: 'masked', count: 1, overCount: 0 }], 'rules')[0]?.label).toBe('masked');
  });
});
