import { kindOfQuestion } from './kind-of-question';

describe('kindOfQuestion', () => {
  it.each([
    [{}, undefined, 'totals'],
    [{ direction: ['inbound'] }, 'county', 'totals'],
    [{ direction: ['inbound'] }, 'severity', 'categories'],
    [{ category: ['fraud'] }, 'agency', 'agencies'],
    [{ disposition: ['allowed'] }, 'country', 'countries'],
  ] as const)('finds the one kind that knows %j by %s', (filters, by, kind) => {
    expect(kindOfQuestion(filters as never, by)).toBe(kind);
  });

  it.each([
    [
      { country: ['US'] },
      'category',
      "`country` and `category` can't be asked together",
      'Leave out `country` or `category`.',
    ],
    [
      { agency: ['a'], direction: ['inbound'] },
      'category',
      '`direction`, `agency` and `category`',
      'Leave out `agency` or `direction`.',
    ],
    [
      { agency: ['a'], country: ['US'], severity: ['high'], county: undefined },
      'county',
      '`severity`, `agency` and `country`',
      'Leave out `agency` with `country`, `severity` with `country` or `severity` with `agency`.',
    ],
  ] as const)('says what of %j by %s can be left out', (filters, by, clash, advice) => {
    const ask = (): unknown => kindOfQuestion(filters as never, by);
    expect(ask).toThrow(advice);
    expect(ask).toThrow('/api/v1/evidence');
    expect(ask).toThrow(clash);
  });
});
