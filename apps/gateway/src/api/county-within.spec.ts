import { CENTRE_ONLY, UNLOCATED } from '@lianfang/contract';
import { countyWithin, freshnessWithin } from './county-within';

const isCounty = (code: string): boolean => ['63000', '64000'].includes(code);
const taipei = { county: '63000' };

function refusal(asked: string | undefined, scope: Parameters<typeof countyWithin>[1]): unknown {
  try {
    countyWithin(asked, scope, isCounty);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('countyWithin', () => {
  it('lets the centre ask for the nation, any county, and what belongs to none', () => {
    for (const asked of [undefined, '63000', '64000', UNLOCATED])
      expect(countyWithin(asked, CENTRE_ONLY, isCounty)).toBe(asked);
    expect(refusal('99999', CENTRE_ONLY)).toMatchObject({ status: 404 });
  });

  it('means their own county when people of one ask for none, or for it', () => {
    expect([countyWithin(undefined, taipei, isCounty), countyWithin('63000', taipei, isCounty)]).toEqual([
      '63000',
      '63000',
    ]);
  });

  it('says the same of another county, of none, and of what does not exist', () => {
    const [foreign, nowhere, unlocated] = ['64000', '99999', UNLOCATED].map((asked) => refusal(asked, taipei));
    expect(foreign).toMatchObject({ status: 404 });
    expect([nowhere, unlocated]).toEqual([foreign, foreign]);
  });

  it('shows nothing to people of a county that the directory no longer has', () => {
    expect(refusal(undefined, { county: '10001' })).toMatchObject({ status: 404 });
  });
});

describe('freshnessWithin', () => {
  it('says how many records wait to the centre alone', () => {
    const freshness = { state: 'live', asOf: 7, pending: 4_099 } as const;
    expect(freshnessWithin(freshness, CENTRE_ONLY)).toEqual(freshness);
    expect(freshnessWithin(freshness, taipei)).toEqual({ ...freshness, pending: null });
  });
});
