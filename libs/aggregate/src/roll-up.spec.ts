import { hourOf, rollUp, taipeiDayOf } from './roll-up';

describe('rollUp', () => {
  it('cuts days at midnight in Taipei', () => {
    const midnight = Date.parse('2026-11-22T00:00:00+08:00');
    expect(taipeiDayOf(midnight)).toBe(midnight);
    expect(taipeiDayOf(midnight - 1)).toBe(midnight - 86_400_000);
    expect(hourOf(midnight + 3_599_999)).toBe(midnight);
  });

  it('makes one row a cell, with the tier, time and version of the rollup', () => {
    const source = { topic: 'threat-events', epoch: 1, partition: 2 };
    const [made] = rollUp({ source, tier: 'hour', time: 3_600_000, version: 9 }, [
      { kind: 'totals', county: '63000', direction: 'inbound', disposition: 'blocked', count: 5 },
    ]);
    expect(made).toMatchObject({ version: 9, row: { tier: 'hour', kind: 'totals', time: 3_600_000, count: 5 } });
    expect(made?.id).toBe('threat-events/1/2/hour/-/3600000/totals/63000|inbound|blocked');
  });

  it('makes rows of every kind, and keeps overflow cells apart', () => {
    const source = { topic: 'threat-events', epoch: 1, partition: 0 };
    const place = { county: '63000', disposition: 'blocked' } as const;
    const made = rollUp({ source, tier: 'day', time: 0, version: 9 }, [
      { kind: 'categories', ...place, direction: 'inbound', category: 'fraud', severity: 'low', count: 1 },
      { kind: 'agencies', ...place, agency: 'a', category: 'fraud', count: 2 },
      { kind: 'countries', ...place, sourceCountry: 'JP', count: 3 },
      { kind: 'countries', ...place, overflow: true, count: 4 },
    ]);
    expect(made.map(({ id, row }) => [id.split('/').slice(6).join('/'), row.count])).toEqual([
      ['categories/63000|inbound|fraud|low|blocked', 1],
      ['agencies/63000|a|fraud|blocked', 2],
      ['countries/63000|JP|blocked', 3],
      ['countries/63000|overflow|blocked', 4],
    ]);
  });

  it.each([
    ['the leap day', '2028-02-29T00:00:00+08:00', '2028-02-29T23:59:59.999+08:00'],
    ['the day after it', '2028-03-01T00:00:00+08:00', '2028-03-01T23:59:59.999+08:00'],
    [
      'the first day of a year, which begins in the old one of UTC',
      '2027-01-01T00:00:00+08:00',
      '2027-01-01T23:59:59.999+08:00',
    ],
    ['a day of 1969', '1969-12-31T00:00:00+08:00', '1969-12-31T23:59:59.999+08:00'],
  ])('keeps the first and the last millisecond of %s together', (_, first, last) => {
    expect([taipeiDayOf(Date.parse(first)), taipeiDayOf(Date.parse(last))]).toEqual([
      Date.parse(first),
      Date.parse(first),
    ]);
    expect(taipeiDayOf(Date.parse(last) + 1)).toBe(Date.parse(first) + 86_400_000);
  });
});
